// Builds the index of a model's vectors while they are read and written, with the memory that it needs.
import pg from 'pg';
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from './models.ts';
import {
  createVectorIndex,
  efConstruction,
  graphMemoryKb,
  type VectorType,
  vectorType,
} from './vector-index.ts';

export interface VectorIndex {
  name: string;
  /** False: half built, by a try that was ended. */
  valid: boolean;
  /** How widely each photo's neighbours were searched for when it was put in; more finds more. */
  efConstruction: number;
}

/**
 * Builds the index unless it is there. What an earlier try left half built is built anew.
 *
 * @param db a pool: the statement can't be part of a transaction
 * @param options.anew even if one is there, which answers until the new one is ready
 */
export async function buildVectorIndex(
  db: pg.Pool,
  id: string,
  options: { anew?: boolean } = {},
): Promise<void> {
  const table = embeddingsTable(id);
  const before = await findVectorIndexes(db, table);
  if (before.some(({ valid }) => valid) && !options.anew) return;
  for (const { name, valid } of before) if (!valid) await drop(db, name);
  const type = await vectorType(db);
  const client = await db.connect();
  try {
    await client.query(`select set_config('maintenance_work_mem', $1, false)`, [
      `${await memoryKb(client, table)}kB`,
    ]);
    await buildWithin(client, table, type);
  } finally {
    client.release(true); // its settings go with the session
  }
  for (const { name, valid } of before) if (valid) await drop(db, name);
}

/** The one that answers, or null. */
export async function vectorIndex(db: Queryable, id: string): Promise<VectorIndex | null> {
  const indexes = await findVectorIndexes(db, embeddingsTable(id));
  return indexes.find(({ valid }) => valid) ?? null;
}

/** Whether an index was made when less was asked of it: it is as good as it was, and a new one would be better. */
export async function isOutdated(db: Queryable, index: VectorIndex): Promise<boolean> {
  return index.efConstruction < efConstruction[await vectorType(db)];
}

/** As much as the graph needs, within half of what the operator says the server has for caches. */
async function memoryKb(client: pg.PoolClient, table: string): Promise<number> {
  const { rows } = await client.query<{ rows: number; dimension: number; own: number; most: number }>(
    `
    select greatest(reltuples, 0) as rows, atttypmod as dimension,
      (select setting::bigint from pg_settings where name = 'maintenance_work_mem') as own,
      (select setting::bigint * 4 from pg_settings where name = 'effective_cache_size') as most
    from pg_class
    join pg_attribute on attrelid = pg_class.oid and attname = 'embedding'
    where pg_class.oid = $1::regclass`,
    [table],
  );
  const [known] = rows;
  if (!known) throw new Error(`There is no table ${table} to build an index of.`);
  return Math.max(known.own, Math.min(known.most, graphMemoryKb(known)));
}

// Several workers share the graph in /dev/shm, of which a container has 64 MB unless it is given more.
const outOfSpace = '53100';

async function buildWithin(client: pg.PoolClient, table: string, type: VectorType): Promise<void> {
  const statement = createVectorIndex(table, type, 'concurrently');
  try {
    await client.query(statement);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === outOfSpace)) throw error;
    for (const { name, valid } of await findVectorIndexes(client, table))
      if (!valid) await drop(client, name);
    await client.query('set max_parallel_maintenance_workers = 0');
    await client.query(statement);
  }
}

async function drop(db: Queryable, name: string): Promise<void> {
  await db.query(`drop index concurrently if exists "${name}"`);
}

async function findVectorIndexes(db: Queryable, table: string): Promise<VectorIndex[]> {
  const { rows } = await db.query<VectorIndex>(
    `
    select index.relname as name, pg_index.indisvalid as valid,
      coalesce(substring(array_to_string(index.reloptions, ' ') from 'ef_construction=(\\d+)')::int, 64)
        as "efConstruction"
    from pg_index
    join pg_class as index on index.oid = pg_index.indexrelid
    join pg_am on pg_am.oid = index.relam
    join pg_attribute on attrelid = pg_index.indrelid and attname = 'embedding' and attnum = pg_index.indkey[0]
    where pg_index.indrelid = to_regclass($1) and pg_am.amname = 'hnsw'`,
    [table],
  );
  return rows;
}
