// Questions in plain words: ask.
import { pageSize } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addAskCommands(command: AddCommand): void {
  command(
    'ask <question...>',
    'answer a question such as "which matte black kitchen taps are under $150?" from the catalogue',
  )
    .option('-n, --limit <count>', 'from how many products, at most 100', pageSize, 8)
    .option('--no-llm', 'do not have the answer put into words, though LLM_BASE_URL is set')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/ask.ts')).ask));
}
