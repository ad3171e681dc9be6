// The same vectors as the catalogue keeps them and as plain tables, in a database that can be kept from run to run.
import type pg from 'pg';
import { inTransaction } from '../../../catalog/database/transaction.ts';
import { embeddingsTable } from '../../../catalog/photos/models.ts';
import { fromVectorBytes, vectorParameter } from '../../../catalog/photos/vectors.ts';
import { addShop, model, randomNumbers } from '../../integration/catalog/stock.ts';
import { type BenchDatabase, openNamed } from '../bench-databases.ts';
import { fillForFilters } from '../fill-for-filters.ts';
import { likeableVectors } from '../likeable-vectors.ts';

export const dimension = 512;
export const neighbours = 10;

export interface AskedVector {
  vector: Float32Array;
  /** Photo ids of the nearest, by measuring all. */
  nearest: Set<number>;
}

/** Plain tables (id, embedding), as someone would make them who has only pgvector. */
export const plainTables = { vector: 'plain_vectors', halfvec: 'plain_halfvecs' } as const;

// As many questions as any run may ask; they are made with the vectors, whose families they share.
const mostQueries = 500;

/** Photos without a vector, for those that are inserted while others search; their ids follow those of the stored ones. */
export const sparePhotos = 5000;

/** @returns null when no server is named; building a million on the embedded database would take days */
export async function openFilled(vectors: number): Promise<BenchDatabase | null> {
  const name = `lookalike_bench_index_${vectors}`;
  const on = await openNamed(name);
  if (!on || (await isFilled(on.database.pool))) return on;
  await on.drop(); // begun and not ended
  const empty = await openNamed(name);
  if (empty) await fill(empty.database.pool, vectors);
  return empty;
}

/** What is asked: vectors like the stored ones, and what is truly nearest to them, which is found once and kept. */
export async function readAsked(pool: pg.Pool, queries: number): Promise<AskedVector[]> {
  await findMissing(pool, queries);
  const { rows } = await pool.query<{ vector: Buffer; nearest: string[] }>(
    'select vector_send(embedding) as vector, nearest from asked where n < $1 order by n',
    [queries],
  );
  return rows.map(({ vector, nearest }) => ({
    vector: fromVectorBytes(vector),
    nearest: new Set(nearest.map(Number)),
  }));
}

async function isFilled(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ table: string | null }>(`select to_regclass('asked') as table`);
  return rows[0]?.table !== null;
}

async function fill(pool: pg.Pool, vectors: number): Promise<void> {
  const next = likeableVectors(randomNumbers(vectors), dimension);
  const shopId = await addShop(pool);
  await fillForFilters(pool, { shopId, products: vectors, dimension, vectors: next, indexLater: true });
  await pool.query(
    `insert into photos (product_id, url, position) select 1, 'spare ' || n, n from generate_series(2, ${sparePhotos} + 1) as n`,
  );
  for (const [type, table] of Object.entries(plainTables)) {
    await pool.query(
      `create table ${table} (id bigint primary key, embedding ${type}(${dimension}) not null)`,
    );
    await pool.query(`insert into ${table} select photo_id, embedding from ${embeddingsTable(model)}`);
  }
  await pool.query('vacuum analyze');
  await pool.query(`
    create table builds (
      kind text primary key, seconds float8 not null, bytes bigint not null, load float8 not null, built_with text not null
    )`);
  await inTransaction(pool, async (client) => {
    await client.query('create table asked (n int primary key, embedding vector not null, nearest bigint[])');
    for (let n = 0; n < mostQueries; n++) {
      await client.query('insert into asked (n, embedding) values ($1, $2::vector)', [
        n,
        vectorParameter(next()),
      ]);
    }
  });
}

async function findMissing(pool: pg.Pool, queries: number): Promise<void> {
  const { rows } = await pool.query<{ n: number; vector: Buffer }>(
    'select n, vector_send(embedding) as vector from asked where n < $1 and nearest is null',
    [queries],
  );
  for (const { n, vector } of rows) {
    // `+ 0` keeps the sort off any index.
    const { rows: nearest } = await pool.query<{ id: number }>(
      `
      select id from ${plainTables.halfvec} as e
      order by (e.embedding <=> $1::vector) + 0
      limit ${neighbours}`,
      [vectorParameter(fromVectorBytes(vector))],
    );
    await pool.query('update asked set nearest = $2 where n = $1', [n, nearest.map(({ id }) => id)]);
  }
}
