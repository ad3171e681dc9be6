// Reads a stream of one JSON object per line.
import type { Readable } from 'node:stream';
import type { SourceRow } from './import-row.ts';
import { textLines } from './text-lines.ts';

// A product with its texts has some kilobytes, an item with its photo some megabytes.
const longestLine = 64 * 1024 ** 2;

export async function* readNdjsonRows(stream: Readable): AsyncIterable<SourceRow> {
  let line = 0;
  for await (const text of textLines(stream, { longest: longestLine })) {
    line += 1;
    if (text === null) {
      yield { line, problem: 'it is longer than 64 MB' };
      continue;
    }
    const json = text.replace(/^\uFEFF/, '').trim();
    if (json === '') continue;
    yield parseLine(line, json);
  }
}

function parseLine(line: number, json: string): SourceRow {
  try {
    return { line, row: JSON.parse(json) };
  } catch (error) {
    const hint = json === '[' ? ' (give one object per line, not one list: jq -c ".[]")' : '';
    return { line, problem: `it is not JSON: ${(error as Error).message}${hint}` };
  }
}
