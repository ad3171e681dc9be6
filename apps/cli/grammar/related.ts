// Find similar, worked out beforehand.
import { pageSize } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addRelatedCommands(command: AddCommand): void {
  command('related', 'work out beforehand what looks most like each product; workers keep it so from then on')
    .option('--top <count>', 'how many of each, at most 100; default: as many as there are, or 24', pageSize)
    .option('--export <file>', 'write the lists as NDJSON to a file, or with - to standard output')
    .option('--off', 'forget the lists; every answer is searched for again')
    .option('--json', 'print what was done as one JSON document')
    .action(load(async () => (await import('../commands/related.ts')).related));
}
