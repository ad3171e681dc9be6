// The command line's grammar: what it refuses, in which words, and that every command is described.
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandsTable } from '../../../apps/cli/commands-table.ts';
import { createProgram } from '../../../apps/cli/program.ts';

/** Parses without ending the process, and gives what went to standard error. */
async function refusal(...args: string[]): Promise<string> {
  const said: string[] = [];
  const program = createProgram();
  for (const command of withDescendants(program)) {
    command.exitOverride().configureOutput({ writeErr: (text) => void said.push(text) });
  }
  await expect(program.parseAsync(args, { from: 'user' })).rejects.toMatchObject({ exitCode: 1 });
  return said.join('');
}

const withDescendants = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withDescendants),
];

test.each([
  [['search', 'tap', '--limit', '0'], /--limit .* '0' is invalid\. It must be a whole number above 0\./],
  [['search', 'tap', '--limit', '101'], /It must be at most 100\./],
  [['search', 'tap', '-n', '2.5'], /whole number/],
  [['search', 'tap', '--max-price', '-1'], /--max-price .* It must be a number from 0 up\./],
  [['search', 'tap', '--min-price', ''], /--min-price/],
  [['search', 'tap', '--sort', 'best'], /Allowed choices are relevance, price, -price, newest\./],
  [['search', 'tap', '--like', 'x'], /whole number above 0/],
  [['search', 'tap', '--crop', '0,0,2,1'], /width is 2, and must be between 0 and 1/],
  [['search', 'tap', '--crop', '0,0,1'], /it must be left,top,width,height/],
  [['similar', '1', '2', '3'], /too many arguments/],
  [['embed', 'words', 'one', '--metadata', '[1]'], /--metadata .* It must be a JSON object/],
  [['embed', '-c', 'gold', '--format', 'xml'], /Allowed choices are json, blob, base64, hex\./],
  [['embed-multi'], /missing required argument 'collection'/],
  [['score', 'a.jpg'], /required option '-c, --content <text>' not specified/],
  [['scrape', 'https://shop.example/', '--max-pages', 'all'], /--max-pages/],
  [['scrape', 'https://shop.example/', '--delay', 'never'], /--delay/],
  [
    ['scrape', 'https://shop.example/', '--mode', 'fast'],
    /Allowed choices are incremental, full, reparse, photos\./,
  ],
  [['scrape', 'https://shop.example/', '--full', '--mode', 'full'], /cannot be used with option '--mode/],
  [['scrape', 'https://shop.example/', '--max-bytes', 'lots'], /a size such as "500 MB"/],
  [['scrape', 'https://shop.example/', '--max-bytes', '1'], /a number of bytes/],
  [['scrape', 'https://shop.example/', '--max-minutes', '0'], /a time such as "90 min"/],
  [['scrape', 'https://shop.example/', '--concurrency', '99'], /It must be at most 16\./],
  [['scrape', 'https://shop.example/', '--dry-run', '--products', '0'], /whole number above 0/],
  [['runs', 'show', 'one'], /'id'\. It must be a whole number above 0\./],
  [['runs', 'stop', '1'], /too many arguments/],
  [['runs', 'pause'], /missing required argument 'id'/],
  [['rerun'], /missing required argument 'shop'/],
  [['searhc', 'tap'], /unknown command 'searhc'\n\(Did you mean search\?\)/],
  [['search', 'tap', '--colour', 'red'], /unknown option '--colour'/],
  [['model', 'push', 'starter'], /unknown command 'push'/],
])('%j is refused', async (args, reason) => {
  const said = await refusal(...args);
  expect(said).toMatch(reason);
  expect(said).toMatch(/\(see --help\)\n$/);
});

test('every command and option says what it does', () => {
  for (const command of withDescendants(createProgram())) {
    expect(command.description(), command.name()).not.toBe('');
    for (const option of command.options) expect(option.description, option.flags).not.toBe('');
  }
  expect(commandsTable()).toMatch(/\| `import \[source…\]` \|.*`--json` print the counts/);
});
