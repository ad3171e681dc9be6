// The rows of a query on SQLite files, which are only read.
import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { QueryFailed, type QueryRows, queryFailure } from './query-rows.ts';

/**
 * @param options.file left out, the query sees only what is attached
 * @param options.attach more files by the names that the query knows them by
 * @throws QueryFailed
 */
export function openSqliteRows(
  sql: string,
  { file, attach = [] }: { file?: string | undefined; attach?: readonly [alias: string, file: string][] },
): QueryRows {
  const missing = [...(file === undefined ? [] : [file]), ...attach.map(([, path]) => path)].find(
    (path) => !existsSync(path),
  );
  // SQLite would make a new, empty one.
  if (missing !== undefined) throw new QueryFailed(`There is no SQLite file ${missing}.`);
  const database = new DatabaseSync(file ?? ':memory:', { readOnly: file !== undefined });
  try {
    for (const [alias, path] of attach) database.prepare(`attach ? as ${quoted(alias)}`).run(path);
    database.exec('pragma query_only = 1');
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    // An id beyond 2^53 would else be an error.
    statement.setReadBigInts(true);
    const columns = statement.columns().map(({ name }) => name);
    return { columns, rows: rowsOf(statement), close: async () => database.close() };
  } catch (cause) {
    database.close();
    throw queryFailure(cause);
  }
}

async function* rowsOf(statement: StatementSync): AsyncIterable<unknown[]> {
  try {
    // With setReturnArrays a row is an array, which the types don't know.
    for (const row of statement.iterate() as Iterable<unknown> as Iterable<unknown[]>) yield row;
  } catch (cause) {
    throw queryFailure(cause);
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
