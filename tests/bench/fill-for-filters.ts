// Fills a catalogue for the bench of filters: shares of it by brand and category, and prices that follow the vectors.
import type pg from 'pg';
import { inTransaction } from '../../catalog/database/transaction.ts';
import { registerModel } from '../../catalog/photos/models.ts';
import { vectorsParameter } from '../../catalog/photos/vectors.ts';
import { model, sha256Of } from '../integration/catalog/stock.ts';

const batch = 500;
const indexName = 'embeddings_test_model_embedding_idx';

/**
 * The index is built at the end, which takes a tenth of the time that inserting into it does.
 *
 * @param options.indexLater leaves it to the caller
 * @returns what share of the products is cheaper than one of this vector would be
 */
export async function fillForFilters(
  pool: pg.Pool,
  options: {
    shopId: number;
    products: number;
    dimension: number;
    vectors: () => Float32Array;
    indexLater?: boolean;
  },
): Promise<(vector: Float32Array) => number> {
  const { shopId, products, dimension, vectors } = options;
  await registerModel(pool, { id: model, dimension });
  const { rows } = await pool.query<{ indexdef: string }>(
    'select indexdef from pg_indexes where indexname = $1',
    [indexName],
  );
  await pool.query(`drop index ${indexName}`);
  const sample = Float32Array.from({ length: 2000 }, () => along(vectors())).sort();
  const rank = (vector: Float32Array) => cheaperThan(sample, along(vector)) / sample.length;
  let stored = Promise.resolve();
  for (let first = 1; first <= products; first += batch) {
    const made = Array.from({ length: Math.min(batch, products - first + 1) }, vectors);
    const prices = made.map((one) => 1000 * rank(one));
    await stored; // the next ones were made while these were stored
    stored = addBatch(pool, { shopId, first, dimension, vectors: made, prices });
  }
  await stored;
  const [index] = rows;
  if (index && !options.indexLater) await buildIndex(pool, index.indexdef);
  await pool.query('vacuum analyze');
  return rank;
}

function cheaperThan(sorted: Float32Array, own: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? own) < own) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Any one direction will do: products that lie close have about the same length along it. */
function along(vector: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i += 3) sum += vector[i] ?? 0;
  return sum;
}

async function addBatch(
  pool: pg.Pool,
  options: { shopId: number; first: number; dimension: number; vectors: Float32Array[]; prices: number[] },
): Promise<void> {
  const { shopId, first, dimension, vectors, prices } = options;
  const numbers = vectors.map((_, i) => first + i);
  await inTransaction(pool, async (client) => {
    // What refers to what is right by construction; looking it up again takes as long as all else.
    await client.query('set local session_replication_role = replica');
    await client.query(insertBatch, [
      shopId,
      numbers,
      prices,
      vectorsParameter(vectors),
      dimension,
      sha256Of(first),
    ]);
  });
}

const insertBatch = `
  with input as (
    select n, price, position, case when n % 10 = 0 then 'tenth' else 'other' end as brand,
      case when n % 1000 = 0 then '{hundredth,thousandth}'::text[] when n % 100 = 0 then '{hundredth}' else '{}' end
        as category
    from unnest($2::int[], $3::float8[]) with ordinality as input (n, price, position)
  ),
  added as (
    insert into products (shop_id, url, title, price, currency, brand, brand_key, category, category_keys, available)
    select $1, 'http://many.test/' || n, 'Tap ' || n, price, 'USD', brand, brand, category, category, n % 2 = 0
    from input
    returning id, url, price, brand, category, available
  ),
  added_photos as (
    insert into photos (product_id, url, position) select id, url, 1 from added
    returning id, product_id
  )
  insert into embeddings_test_model
    (photo_id, image_sha256, product_id, shop_id, price, currency, brand_key, category_keys, available, embedding)
  select added_photos.id, $6, added.id, $1, added.price, 'USD', added.brand, added.category, added.available,
    ($4::float4[])[($5::int * (input.position - 1) + 1):($5::int * input.position)]::vector
  from input
  join added on added.url = 'http://many.test/' || input.n
  join added_photos on added_photos.product_id = added.id`;

async function buildIndex(pool: pg.Pool, definition: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `set local maintenance_work_mem = '1GB'; set local max_parallel_maintenance_workers = 2`,
    );
    await client.query(definition);
    await client.query('commit');
  } finally {
    client.release();
  }
}
