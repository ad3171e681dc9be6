// Builds the index of each kind once, and remembers how long that took.
import { loadavg } from 'node:os';
import type pg from 'pg';
import { createPool, type Database } from '../../../catalog/database/database.ts';
import type { IndexKind } from './index-kinds.ts';

export interface Built {
  kind: IndexKind;
  /** Null: it has no index. */
  seconds: number | null;
  indexBytes: number;
  /** Of the vectors and what stands beside them, without indexes. */
  tableBytes: number;
  load: number | null;
  /** With which memory and workers. */
  with: string | null;
}

export interface BuildSettings {
  /** maintenance_work_mem, for this database only; a graph that outgrows it is built many times slower. */
  memory: string;
  /** max_parallel_maintenance_workers, beside the session's own process. */
  workers: number;
}

export async function buildIndexes(
  database: Database,
  kinds: IndexKind[],
  settings: BuildSettings,
): Promise<Built[]> {
  const built: Built[] = [];
  for (const kind of kinds) {
    if (kind.build && !(await remembered(database.pool, kind.name))) await build(database, kind, settings);
    const known = await remembered(database.pool, kind.name);
    built.push({
      kind,
      seconds: known?.seconds ?? null,
      indexBytes: known?.bytes ?? 0,
      tableBytes: await sizeOf(database.pool, 'pg_table_size', kind.table),
      load: known?.load ?? null,
      with: known?.with ?? null,
    });
  }
  return built;
}

async function build({ pool, connectionString }: Database, kind: IndexKind, settings: BuildSettings) {
  const { rows } = await pool.query<{ name: string }>('select current_database() as name');
  // Of the whole database, since the catalogue opens sessions of its own; those that are open keep what they had.
  await pool.query(`
    alter database ${rows[0]?.name} set maintenance_work_mem = '${settings.memory}';
    alter database ${rows[0]?.name} set max_parallel_maintenance_workers = ${settings.workers}`);
  process.stderr.write(`building: ${kind.title}\n`);
  const before = await sizeOf(pool, 'pg_indexes_size', kind.table);
  const fresh = createPool(connectionString, { max: 2 });
  const startedAt = performance.now();
  await kind.build?.(fresh);
  const seconds = (performance.now() - startedAt) / 1000;
  await fresh.end();
  const bytes = (await sizeOf(pool, 'pg_indexes_size', kind.table)) - before;
  await pool.query(
    'insert into builds (kind, seconds, bytes, load, built_with) values ($1, $2, $3, $4, $5)',
    [kind.name, seconds, bytes, loadavg()[1], `${settings.memory}, ${settings.workers}`],
  );
}

async function remembered(pool: pg.Pool, kind: string) {
  const { rows } = await pool.query<{ seconds: number; bytes: number; load: number; with: string }>(
    'select seconds, bytes, load, built_with as with from builds where kind = $1',
    [kind],
  );
  return rows[0];
}

async function sizeOf(pool: pg.Pool, measure: 'pg_table_size' | 'pg_indexes_size', table: string) {
  const { rows } = await pool.query<{ bytes: number }>(`select ${measure}($1::regclass) as bytes`, [table]);
  return rows[0]?.bytes ?? 0;
}
