// The rows of a query on another Postgres, by a cursor in a transaction that can't write.
import pg from 'pg';
import { QueryFailed, type QueryRows, queryFailure } from './query-rows.ts';

const rowsAtOnce = 500;

/** @throws QueryFailed */
export async function openPostgresRows(sql: string, address: string): Promise<QueryRows> {
  const client = new pg.Client({
    connectionString: address,
    connectionTimeoutMillis: 10_000,
    application_name: 'lookalike',
  });
  client.on('error', () => {}); // the query in hand reports it
  try {
    await client.connect();
  } catch (cause) {
    throw new QueryFailed(`The Postgres of the query can't be reached (${reasonOf(cause)}).`, { cause });
  }
  try {
    await client.query('begin read only');
    await client.query(asOneStatement(`declare asked no scroll cursor for ${sql.trim().replace(/;$/, '')}`));
    const first = await fetchRows(client);
    return {
      columns: first.fields.map(({ name }) => name),
      rows: rowsFrom(client, first.rows),
      close: () => client.end(),
    };
  } catch (cause) {
    await client.end();
    throw queryFailure(cause);
  }
}

/** The extended protocol takes one statement only, whatever the text says. */
function asOneStatement(text: string): { text: string } {
  const config = { text, queryMode: 'extended' }; // an option that the types don't know
  return config;
}

async function* rowsFrom(client: pg.Client, first: unknown[][]): AsyncIterable<unknown[]> {
  for (let rows = first; rows.length > 0; rows = (await fetchMore(client)).rows) yield* rows;
}

const fetchRows = (client: pg.Client) =>
  client.query<unknown[]>({ text: `fetch ${rowsAtOnce} from asked`, rowMode: 'array' });

async function fetchMore(client: pg.Client) {
  try {
    return await fetchRows(client);
  } catch (cause) {
    throw queryFailure(cause);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  return error instanceof Error ? error.message : String(error);
}
