// Opens what is embedded into a collection: a table as a file or on standard input, a query, or files of folders.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { openPostgresRows } from '../../catalog/items/postgres-rows.ts';
import type { QueryRows } from '../../catalog/items/query-rows.ts';
import { openSqliteRows } from '../../catalog/items/sqlite-rows.ts';
import { readCsvRows } from '../../workers/import-csv.ts';
import { readNdjsonRows } from '../../workers/import-ndjson.ts';
import type { SourceRow } from '../../workers/import-row.ts';
import { peek } from '../../workers/peek-stream.ts';
import { type FileRules, openFileEntries } from './file-entries.ts';
import { readJsonList } from './json-list.ts';
import { isParquet, readParquetRows } from './parquet-rows.ts';
import { type BadEntry, type Entry, entryOf, type RowRules } from './row-entries.ts';

export const tableFormats = ['csv', 'tsv', 'json', 'nl', 'parquet'] as const;
export type TableFormat = (typeof tableFormats)[number];

export interface ItemSource {
  /** How many entries there are; null when nobody knows. */
  total: number | null;
  entries: AsyncIterable<Entry | BadEntry>;
  close(): Promise<void>;
}

/** @throws NoSuchFolder */
export async function openFiles(rules: FileRules): Promise<ItemSource> {
  return { ...(await openFileEntries(rules)), close: async () => {} };
}

/**
 * @param file a table, or `-` for standard input
 * @param options.format default: what its name says, else what it begins with
 * @throws Error in one sentence when there is no such file
 */
export async function openTable(
  file: string,
  options: RowRules & { format?: TableFormat | undefined; stdin: Readable },
): Promise<ItemSource> {
  if (file !== '-' && !(await stat(file).catch(() => null))?.isFile())
    throw new Error(`There is no file ${file}.`);
  const format = options.format ?? formatByName(file);
  const rows =
    format === 'parquet'
      ? await readParquetRows(file)
      : tableRows(file === '-' ? options.stdin : createReadStream(file), format);
  return { total: null, entries: entriesOf(rows, options), close: async () => {} };
}

/**
 * @param options.database a SQLite file, or the address of a Postgres
 * @throws QueryFailed
 */
export async function openQuery(
  sql: string,
  options: RowRules & { database?: string | undefined; attach?: readonly [string, string][] },
): Promise<ItemSource> {
  const { database, attach } = options;
  const isPostgres = database !== undefined && /^postgres(ql)?:\/\//.test(database);
  const rows = isPostgres
    ? await openPostgresRows(sql, database)
    : openSqliteRows(sql, { file: database, ...(attach && { attach }) });
  return { total: null, entries: entriesOf(namedRows(rows), options), close: rows.close };
}

async function* entriesOf(rows: AsyncIterable<SourceRow>, rules: RowRules): AsyncIterable<Entry | BadEntry> {
  for await (const row of rows) yield entryOf(row, rules);
}

async function* namedRows({ columns, rows }: QueryRows): AsyncIterable<SourceRow> {
  let line = 0;
  for await (const values of rows) {
    line += 1;
    yield { line, row: Object.fromEntries(columns.map((name, i) => [name, values[i]])) };
  }
}

async function* tableRows(
  stream: Readable,
  known: Exclude<TableFormat, 'parquet'> | null,
): AsyncIterable<SourceRow> {
  const format = known ?? (await formatByContent(stream));
  if (format === 'nl') yield* readNdjsonRows(stream);
  else if (format === 'json') yield* readJsonList(stream);
  else yield* readCsvRows(stream, format === 'tsv' ? '\t' : undefined);
}

/** `.json` may be a list or lines: what it begins with says which. */
function formatByName(file: string): TableFormat | null {
  if (/\.tsv$/i.test(file)) return 'tsv';
  if (/\.csv$/i.test(file)) return 'csv';
  if (/\.(ndjson|jsonl|nl)$/i.test(file)) return 'nl';
  return isParquet(file) ? 'parquet' : null;
}

async function formatByContent(stream: Readable): Promise<'csv' | 'json' | 'nl'> {
  const start = (await peek(stream)).trimStart();
  if (start.startsWith('[')) return 'json';
  return start.startsWith('{') ? 'nl' : 'csv';
}
