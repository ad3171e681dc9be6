// Opens the database: the embedded Postgres under the data directory, or the server that the operator named.
import pg from 'pg';
import { startEmbedded } from './embedded.ts';

/** Anything that runs SQL: a pool, or one client of it inside a transaction. */
export type Queryable = pg.Pool | pg.PoolClient;

/** An open database. `pool` is for the catalog; queues take their own with {@link createPool}. */
export interface Database {
  pool: pg.Pool;
  connectionString: string;
  kind: 'embedded' | 'server';
  close(): Promise<void>;
}

/** The database can't be opened or is gone; the message says which one and what to do. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable';
}

const bigintType = 20;
const numericType = 1700;

/** ids and counts stay far below 2^53 and prices have at most 14 digits, so both are plain numbers here. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === bigintType || oid === numericType
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser, // overloads of getTypeParser
};

/**
 * Opens the database and checks that it answers.
 *
 * @param options.databaseUrl a Postgres connection string; absent or empty: the embedded database
 * @param options.dataDir folder of the embedded database; made when missing
 * @throws DatabaseUnavailable when it can't be opened
 */
export async function openDatabase(options: {
  databaseUrl?: string | undefined;
  dataDir: string;
}): Promise<Database> {
  return options.databaseUrl ? openServer(options.databaseUrl) : openEmbedded(options.dataDir);
}

/**
 * A pool of connections to an open database. A connection that breaks while idle is dropped and replaced,
 * it never ends the process.
 *
 * @param options.max most connections at once, default 10
 * @param options.searchPath schema that unqualified names mean. Only for a server: every connection to the
 *   embedded database shares one session, whose search path is already `public, bullmq`.
 */
export function createPool(
  connectionString: string,
  options: { max?: number; searchPath?: string } = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 10,
    types,
    connectionTimeoutMillis: 30_000,
    application_name: 'lookalike',
    ...(options.searchPath && !isEmbedded(connectionString)
      ? { options: `-c search_path=${options.searchPath}` }
      : {}),
  });
  // Without a listener a dropped idle connection would be an uncaught exception; the next query reports it.
  pool.on('error', () => {});
  // The same for one that is lent out when its server goes away: its own query or the next one reports it.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Versions of the server and of pgvector in it; null for pgvector before the first migration. */
export async function databaseVersions(db: Queryable): Promise<{ server: string; pgvector: string | null }> {
  const { rows } = await db.query<{ server: string; pgvector: string | null }>(
    `
    select
      current_setting('server_version') as server,
      (select extversion from pg_extension where extname = 'vector') as pgvector`,
  );
  const [versions] = rows;
  if (!versions) throw new DatabaseUnavailable('The database did not say its version.');
  return versions;
}

/** Whether it knows capital letters beyond A to Z: in the C locale Cyrillic or Greek ones find nothing. */
export async function foldsCapitals(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ folds: boolean }>(`select lower('Ж') = 'ж' as folds`);
  return rows[0]?.folds ?? false;
}

async function openServer(connectionString: string): Promise<Database> {
  const pool = createPool(connectionString);
  try {
    await pool.query('select 1');
  } catch (cause) {
    await pool.end();
    throw new DatabaseUnavailable(
      `Postgres at ${withoutPassword(connectionString)} can't be reached (${reasonOf(cause)}); start it, correct DATABASE_URL, or unset DATABASE_URL to use the embedded database.`,
      { cause },
    );
  }
  return { pool, connectionString, kind: 'server', close: () => pool.end() };
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const server = await startEmbedded(dataDir).catch((cause: unknown) => {
    throw new DatabaseUnavailable(
      `The embedded database in ${dataDir} can't be opened (${reasonOf(cause)}).`,
      { cause },
    );
  });
  const pool = createPool(server.connectionString);
  return {
    pool,
    connectionString: server.connectionString,
    kind: 'embedded',
    close: async () => {
      await pool.end();
      await server.close();
    },
  };
}

function isEmbedded(connectionString: string): boolean {
  return connectionString.startsWith('postgresql://postgres@localhost/postgres?host=');
}

function withoutPassword(connectionString: string): string {
  return connectionString.replace(/\/\/([^:@/]*):[^@]*@/, '//$1@');
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  return error instanceof Error ? error.message : String(error);
}
