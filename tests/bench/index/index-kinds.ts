// The ways to find the nearest vectors that are measured beside each other: what builds each, and what asks it.
import type pg from 'pg';
import { buildVectorIndex } from '../../../catalog/photos/build-vector-index.ts';
import { embeddingsTable } from '../../../catalog/photos/models.ts';
import { vectorParameter } from '../../../catalog/photos/vectors.ts';
import { model } from '../../integration/catalog/stock.ts';
import { dimension, neighbours, plainTables } from './filled-vectors.ts';

export interface IndexKind {
  name: string;
  /** For people. */
  title: string;
  table: string;
  idColumn: string;
  /** A statement that stores a vector ($2) under an id ($1). */
  insert: string;
  /** Builds its index; absent: it has none. */
  build?(pool: pg.Pool): Promise<unknown>;
  /** What a session is set to before it asks. */
  session(width: number): string;
  /** A query of photo ids, nearest first. */
  ask(vector: Float32Array, width: number): pg.QueryConfig;
  /** How wide it may search, narrowest first: ef_search, or how many are ranked again. */
  widths: number[];
  /** What pgvector searches with when nobody says otherwise. */
  usualWidth?: number;
}

// Without these Postgres, which thinks an index scan dear, measures all, or spends 150 ms compiling.
const byIndex = 'set enable_seqscan = off; set enable_sort = on; set jit = off;';
const widths = [10, 20, 40, 60, 80, 100, 150, 200, 300, 400, 600, 800, 1000];

export const indexKinds: IndexKind[] = [
  {
    name: 'shipped',
    title: 'HNSW on halfvec, as shipped',
    table: embeddingsTable(model),
    idColumn: 'photo_id',
    // As `storeEmbeddings` does: into a table of 17 columns and 13 indexes.
    insert: `
      insert into ${embeddingsTable(model)}
        (photo_id, image_sha256, product_id, shop_id, price, currency, brand_key, category_keys, available, embedding)
      select $1::bigint, image_sha256, product_id, shop_id, price, currency, brand_key, category_keys, available, $2::vector
      from ${embeddingsTable(model)}
      where photo_id = $1::bigint % 1000 + 1`,
    build: (pool) => buildVectorIndex(pool, model),
    session: (width) => `${byIndex} set hnsw.ef_search = ${width}`,
    ask: (vector) => ({
      text: `select photo_id as id from ${embeddingsTable(model)} order by embedding <=> $1::vector limit ${neighbours}`,
      values: [vectorParameter(vector)],
    }),
    widths,
  },
  {
    name: 'defaults',
    title: 'HNSW on vector, pgvector’s defaults',
    table: plainTables.vector,
    idColumn: 'id',
    insert: `insert into ${plainTables.vector} values ($1, $2::vector)`,
    build: (pool) =>
      pool.query(`create index plain_hnsw on ${plainTables.vector} using hnsw (embedding vector_cosine_ops)`),
    session: (width) => `${byIndex} set hnsw.ef_search = ${width}`,
    ask: (vector) => ({
      text: `select id from ${plainTables.vector} order by embedding <=> $1::vector limit ${neighbours}`,
      values: [vectorParameter(vector)],
    }),
    widths,
    usualWidth: 40,
  },
  {
    name: 'bits',
    title: 'HNSW on bits, the nearest ranked again',
    table: plainTables.halfvec,
    idColumn: 'id',
    insert: `insert into ${plainTables.halfvec} values ($1, $2::vector)`,
    build: (pool) =>
      pool.query(
        `create index bits_hnsw on ${plainTables.halfvec} using hnsw ((binary_quantize(embedding)::bit(${dimension})) bit_hamming_ops)`,
      ),
    // One scan gives as many as ef_search at most; beyond 1,000 it has to be resumed.
    session: (width) =>
      `${byIndex} set hnsw.ef_search = ${Math.min(1000, width)}; set hnsw.iterative_scan = ${width > 1000 ? 'relaxed_order' : 'off'}; set hnsw.max_scan_tuples = ${20 * width}`,
    ask: (vector, width) => ({
      text: `
        select id
        from (
          select id, embedding from ${plainTables.halfvec}
          order by binary_quantize(embedding)::bit(${dimension}) <~> binary_quantize($1::vector)
          limit ${width}
        ) as near
        order by embedding <=> $1::vector
        limit ${neighbours}`,
      values: [vectorParameter(vector)],
    }),
    widths: [...widths.filter((width) => width >= 40), 1500, 2000, 4000],
  },
  {
    name: 'exact',
    title: 'all measured, on halfvec',
    table: plainTables.halfvec,
    idColumn: 'id',
    insert: `insert into ${plainTables.halfvec} values ($1, $2::vector)`,
    session: () => 'set jit = off',
    ask: (vector) => ({
      text: `select id from ${plainTables.halfvec} order by (embedding <=> $1::vector) + 0 limit ${neighbours}`,
      values: [vectorParameter(vector)],
    }),
    widths: [0],
  },
];
