// Reads a stream of CSV with a header line; comma, semicolon or tab, whichever the header uses or the caller says.
import type { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { SourceRow } from './import-row.ts';
import { peek } from './peek-stream.ts';

const largestRecord = 1024 * 1024;

export async function* readCsvRows(stream: Readable, delimiter?: string): AsyncIterable<SourceRow> {
  const problems: SourceRow[] = [];
  const parser = parse({
    bom: true,
    columns: true,
    delimiter: delimiter ?? delimiterOf(await peek(stream)),
    info: true,
    max_record_size: largestRecord,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error) problems.push({ line: lineOf(error), problem: error.message });
      return undefined;
    },
  });
  stream.on('error', (error) => parser.destroy(error));
  stream.pipe(parser);
  for await (const { record, info } of parser as AsyncIterable<{
    record: unknown;
    info: { lines: number };
  }>) {
    yield* problems.splice(0);
    yield { line: info.lines, row: record };
  }
  yield* problems;
}

const lineOf = (error: CsvError) => (typeof error.lines === 'number' ? error.lines : 0);

/** The delimiter that the header line has most of. */
export function delimiterOf(start: string): string {
  const header = start.split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}
