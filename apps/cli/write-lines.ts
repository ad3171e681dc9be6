// Writes rows as NDJSON to a file, or to standard output.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type CommandContext, CommandFailed } from './run-command.ts';

/** @param file `-` is standard output */
export async function writeLines(
  { print }: Pick<CommandContext, 'print'>,
  file: string,
  rows: AsyncIterable<unknown>,
): Promise<void> {
  if (file === '-') {
    for await (const row of rows) print(JSON.stringify(row));
    return;
  }
  async function* lines() {
    for await (const row of rows) yield `${JSON.stringify(row)}\n`;
  }
  await pipeline(lines, createWriteStream(file)).catch((cause: NodeJS.ErrnoException) => {
    // The file's own errors have a path; others are of whoever made the rows.
    if (cause.path === undefined) throw cause;
    throw new CommandFailed(`${file} can't be written (${cause.message}); give another name.`, { cause });
  });
}
