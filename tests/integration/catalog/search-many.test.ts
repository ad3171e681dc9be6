// Search over enough products that the planner uses the HNSW index, held against the exact answer.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vectorParameter } from '../../../catalog/photos/vectors.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { type Filters, type SearchOptions, searchByVector } from '../../../catalog/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import {
  addEmbedded,
  addShop,
  clusteredVectors,
  fillCatalog,
  model,
  productInput,
  randomNumbers,
} from './stock.ts';

const products = 6000;
const dimension = 32;
const random = randomNumbers(7);
const nextVector = clusteredVectors(random, dimension);

let db: TestDatabase;
let shopId: number;
const options = {
  model,
  filters: {},
  sort: 'relevance',
  limit: 24,
  cursor: null,
  explain: true,
} satisfies SearchOptions;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool, 'Many');
  await fillCatalog(db.pool, { shopId, products, dimension, vectors: nextVector });
});
afterAll(() => db?.drop());

async function exactIds(vector: Float32Array, condition: string, limit: number): Promise<number[]> {
  const { rows } = await db.pool.query<{ id: number }>(
    `
    select product_id as id
    from embeddings_test_model
    where ${condition}
    group by product_id
    order by min(embedding <=> $1::vector), product_id
    limit $2`,
    [vectorParameter(vector), limit],
  );
  return rows.map((row) => row.id);
}

test('the index finds what an exact scan finds', async () => {
  let found = 0;
  const queries = 40;
  for (let i = 0; i < queries; i++) {
    const vector = nextVector();
    const { hits, explain } = await searchByVector(db.pool, { ...options, limit: 10, vector });
    expect(explain?.strategy).toBe('hnsw');
    const exact = new Set(await exactIds(vector, 'true', 10));
    found += hits.filter((hit) => exact.has(hit.product.id)).length;
  }
  expect(found / (10 * queries)).toBeGreaterThanOrEqual(0.97);
});

test.each<[string, Filters, string, number]>([
  ['half of them', { available: true }, 'available', products / 2],
  [
    'three quarters, by price',
    { maxPrice: products * 0.075 },
    `price <= ${products * 0.075}`,
    products * 0.75,
  ],
  ['90 %', { brand: 'other' }, `brand_key = 'other'`, products * 0.9],
  ['10 %', { brand: 'Tenth' }, `brand_key = 'tenth'`, products / 10],
  ['1 %', { category: 'rare' }, `category_keys @> '{rare}'`, products / 100],
  ['one in a thousand', { maxPrice: products / 10_000 }, `price <= ${products / 10_000}`, products / 1000],
])('a page under a filter that keeps %s is full and right', async (_, filters, condition, matching) => {
  let right = 0;
  let wanted = 0;
  for (let i = 0; i < 10; i++) {
    const vector = nextVector();
    const { hits, explain } = await searchByVector(db.pool, { ...options, filters, vector });
    const exact = await exactIds(vector, condition, 24);
    expect(hits).toHaveLength(Math.min(24, matching));
    expect(explain?.strategy).toBe(matching > 4000 ? 'hnsw' : 'exact');
    wanted += exact.length;
    right += hits.filter((hit) => exact.includes(hit.product.id)).length;
  }
  expect(right / wanted).toBeGreaterThanOrEqual(0.97);
});

test('pages neither repeat nor skip while products are added', async () => {
  const vector = nextVector();
  const before = await exactIds(vector, 'true', 150);
  const seen: number[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 5; page++) {
    const { hits, nextCursor } = await searchByVector(db.pool, { ...options, vector, cursor });
    expect(hits).toHaveLength(24);
    seen.push(...hits.map((hit) => hit.product.id));
    cursor = nextCursor;
    // Five land before the cursor and five after it.
    for (let i = 0; i < 10; i++) {
      const near = i < 5 ? vector : vector.map((x, k) => (k % 2 ? x : -x));
      await addEmbedded(db.pool, productInput(shopId, `added-${page}-${i}`), [near]);
    }
  }
  expect(new Set(seen).size).toBe(seen.length);
  const old = before.slice(0, 115);
  expect(old.filter((id) => !seen.includes(id))).toHaveLength(0);
});

test('a product with many near photos takes one place and the page stays full', async () => {
  const vector = nextVector();
  const name = 'many-photos';
  const id = await addEmbedded(
    db.pool,
    productInput(shopId, name),
    Array.from({ length: 60 }, () => vector),
  );
  const seen: number[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 3; page++) {
    const { hits, nextCursor, explain } = await searchByVector(db.pool, {
      ...options,
      limit: 10,
      vector,
      cursor,
    });
    expect(explain?.strategy).toBe('hnsw');
    expect(hits).toHaveLength(10);
    seen.push(...hits.map((hit) => hit.product.id));
    cursor = nextCursor;
  }
  expect(seen.filter((one) => one === id)).toHaveLength(1);
  expect(seen[0]).toBe(id);
  expect(new Set(seen).size).toBe(30);
});

test('more photos of one product than the walk takes at first still leave a full page', async () => {
  const vector = nextVector();
  const crowd = Array.from({ length: 250 }, () => vector);
  const id = await addEmbedded(db.pool, productInput(shopId, 'crowd'), crowd);
  const { hits } = await searchByVector(db.pool, { ...options, vector });
  expect(hits).toHaveLength(24);
  expect(hits[0]?.product.id).toBe(id);
});

test('leafing to the very end shows every product that matches, once', async () => {
  const vector = nextVector();
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await searchByVector(db.pool, {
      ...options,
      filters: { brand: 'other' },
      limit: 100,
      vector,
      cursor,
    });
    seen.push(...page.hits.map((hit) => hit.product.id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  // What the index misses on the first thousand is the price of its speed; the rest is exact.
  expect(seen.length).toBeGreaterThanOrEqual(products * 0.9 * 0.995);
});

test('sorted pages stay within what was relevant while products are added', async () => {
  const vector = nextVector();
  const first = await searchByVector(db.pool, { ...options, sort: 'price', limit: 100, vector });
  const relevant = new Set(await exactIds(vector, 'true', 200));
  for (let i = 0; i < 5; i++) await addEmbedded(db.pool, productInput(shopId, `later-${i}`), [vector]);
  const second = await searchByVector(db.pool, {
    ...options,
    sort: 'price',
    limit: 100,
    vector,
    cursor: first.nextCursor,
  });
  const seen = [...first.hits, ...second.hits].map((hit) => hit.product.id);
  expect(new Set(seen).size).toBe(seen.length);
  expect([...relevant].filter((id) => !seen.includes(id)).length).toBeLessThanOrEqual(10);
  const prices = [...first.hits, ...second.hits].map((hit) => hit.product.price?.amount ?? 0);
  expect(prices).toEqual([...prices].sort((a, b) => a - b));
});

test('a product that is deleted between finding and reading is left out', async () => {
  const vector = nextVector();
  const id = await addEmbedded(db.pool, productInput(shopId, 'doomed'), [vector]);
  await db.pool.query('delete from products where id = $1', [id]);
  const { hits } = await searchByVector(db.pool, { ...options, vector });
  expect(hits.map((hit) => hit.product.id)).not.toContain(id);
  await upsertProduct(db.pool, productInput(shopId, 'doomed'));
});
