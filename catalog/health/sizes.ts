// How much room the database, its tables and their indexes take.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';

export interface TableSize {
  name: string;
  /** As Postgres last counted them. */
  rows: number;
  bytes: number;
  indexBytes: number;
}

export interface Sizes {
  databaseBytes: number;
  /** The index that nearest photos are found by, of the model in use. */
  vectorIndex: { bytes: number; type: string } | null;
  /** The largest first. */
  tables: TableSize[];
}

const mostTables = 12;

export async function readSizes(db: Queryable, model: string): Promise<Sizes> {
  const [database, index, tables] = await Promise.all([
    db.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes'),
    vectorIndex(db, model),
    db.query<TableSize>(
      `
      select relname as name, greatest(reltuples, 0)::bigint as rows, pg_table_size(pg_class.oid) as bytes,
        pg_indexes_size(pg_class.oid) as "indexBytes"
      from pg_class
      join pg_namespace on pg_namespace.oid = relnamespace
      where relkind = 'r' and nspname in ('public', 'bullmq')
      order by pg_total_relation_size(pg_class.oid) desc
      limit $1`,
      [mostTables],
    ),
  ]);
  return { databaseBytes: database.rows[0]?.bytes ?? 0, vectorIndex: index, tables: tables.rows };
}

async function vectorIndex(db: Queryable, model: string): Promise<Sizes['vectorIndex']> {
  const { rows } = await db.query<{ bytes: number; type: string }>(
    `
    select pg_relation_size(pg_index.indexrelid) as bytes, pg_am.amname as type
    from pg_index
    join pg_class on pg_class.oid = pg_index.indexrelid
    join pg_am on pg_am.oid = pg_class.relam
    where pg_index.indrelid = $1::regclass and pg_am.amname = 'hnsw'`,
    [embeddingsTable(model)],
  );
  return rows[0] ?? null;
}
