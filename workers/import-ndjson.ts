// Reads a stream of one JSON object per line.

import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { SourceRow } from './import-row.ts';

export async function* readNdjsonRows(stream: Readable): AsyncIterable<SourceRow> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  for await (const text of lines) {
    line += 1;
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
