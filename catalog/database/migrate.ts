// Applies the numbered SQL files of migrations/ in order, each once.
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { inTransaction } from './transaction.ts';

const folder = new URL('../../migrations/', import.meta.url);

// Iterative index scans, which keep filtered pages full, came with 0.8.
const oldestPgvector = '0.8.0';

/** One lock for all who migrate: any number that no one else uses. */
const migrationLock = 7_205_117;

/** The database can't be migrated; the message says why and what to do. */
export class MigrationFailed extends Error {
  override name = 'MigrationFailed';
}

/**
 * Brings the database to the newest schema. Processes that start together wait for one another.
 *
 * @returns names of the files applied now, empty when there was nothing to do
 * @throws MigrationFailed when pgvector is absent or older than 0.8, or a file fails (which is then undone)
 */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    const done = await appliedFiles(client);
    const waiting = files.filter((name) => !done.has(name));
    if (waiting.length > 0) {
      await requirePgvector(client);
      await requireTrigrams(client);
    }
    for (const name of waiting) await apply(client, name);
    return waiting;
  });
}

async function appliedFiles(client: pg.PoolClient): Promise<Set<string>> {
  await client.query(`
    create table if not exists schema_migrations (
      name       text primary key,
      applied_at timestamptz not null default now()
    )`);
  const { rows } = await client.query<{ name: string }>('select name from schema_migrations');
  return new Set(rows.map((row) => row.name));
}

async function apply(client: pg.PoolClient, name: string): Promise<void> {
  const sql = await readFile(new URL(name, folder), 'utf8');
  try {
    await client.query(sql);
    await client.query('insert into schema_migrations (name) values ($1)', [name]);
  } catch (cause) {
    throw new MigrationFailed(
      `Migration ${name} failed and was undone: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause },
    );
  }
}

async function requirePgvector(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: string }>(`
    select coalesce(installed_version, default_version) as version
    from pg_available_extensions
    where name = 'vector'`);
  const version = rows[0]?.version;
  if (version === undefined) {
    throw new MigrationFailed(
      `This Postgres has no pgvector; install pgvector ${oldestPgvector} or newer on it, or unset DATABASE_URL to use the embedded database.`,
    );
  }
  if (version.localeCompare(oldestPgvector, 'en', { numeric: true }) < 0) {
    throw new MigrationFailed(
      `This database has pgvector ${version}, but ${oldestPgvector} or newer is needed; install it and run "alter extension vector update".`,
    );
  }
}

async function requireTrigrams(client: pg.PoolClient): Promise<void> {
  const { rowCount } = await client.query(`select from pg_available_extensions where name = 'pg_trgm'`);
  if (rowCount === 1) return;
  throw new MigrationFailed(
    'This Postgres has no pg_trgm; install its contrib modules (on Debian postgresql-contrib) on it, or unset DATABASE_URL to use the embedded database.',
  );
}
