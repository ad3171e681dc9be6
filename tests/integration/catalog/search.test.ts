// Search over a handful of products whose distances are known by construction.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerModel } from '../../../catalog/photos/models.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import {
  type Filters,
  InvalidCursor,
  type SearchOptions,
  searchByVector,
} from '../../../catalog/search/search.ts';
import { NotEmbedded, searchByProduct } from '../../../catalog/search/search-by-product.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addEmbedded, addShop, direction, model, productInput } from './stock.ts';

let db: TestDatabase;
let shopId: number;
const id: Record<string, number> = {};

const options = { model, filters: {}, sort: 'relevance', limit: 10, cursor: null } satisfies SearchOptions;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  const otherShop = await addShop(db.pool, 'Sinks');
  await registerModel(db.pool, { id: model, dimension: 8 });
  const add = async (name: string, degrees: number[], changes: Parameters<typeof productInput>[2] = {}) => {
    const vectors = degrees.map((one) => direction(one));
    id[name] = await addEmbedded(db.pool, productInput(shopId, name, changes), vectors);
  };
  await add('gold', [0], { price: 300 });
  await add('brass', [10], { price: 200, brand: 'Brasso', category: ['Kitchen', 'Taps'] });
  await add('copper', [80, 20], { price: 100, availability: 'out_of_stock' });
  await add('bronze', [30, 31, 32], { price: 50, currency: 'EUR' });
  await add('priceless', [40], { price: null, availability: null });
  id.sink = await addEmbedded(db.pool, productInput(otherShop, 'sink', { price: 250 }), [direction(50)]);
});
afterAll(() => db?.drop());

async function namesFor(filters: Filters, more: Partial<SearchOptions> = {}): Promise<string[]> {
  const page = await searchByVector(db.pool, { ...options, ...more, filters, vector: direction(0) });
  return page.hits.map((hit) => nameOf(hit.product.id));
}

function nameOf(productId: number): string {
  return Object.entries(id).find(([, value]) => value === productId)?.[0] ?? String(productId);
}

test('the nearest come first, each once, scored by its best photo', async () => {
  const { hits } = await searchByVector(db.pool, { ...options, vector: direction(0) });
  expect(hits.map((hit) => nameOf(hit.product.id))).toEqual([
    'gold',
    'brass',
    'copper',
    'bronze',
    'priceless',
    'sink',
  ]);
  const expected = [0, 10, 20, 30, 40, 50].map((degrees) => Math.cos((degrees * Math.PI) / 180));
  for (const [i, hit] of hits.entries()) expect(hit.score).toBeCloseTo(expected[i] ?? 0, 3);
});

test('a hit shows the photo that matched', async () => {
  const near0 = await searchByVector(db.pool, { ...options, vector: direction(20), limit: 1 });
  const near80 = await searchByVector(db.pool, { ...options, vector: direction(80), limit: 1 });
  expect(near0.hits[0]?.product.id).toBe(id.copper);
  expect(near80.hits[0]?.product.id).toBe(id.copper);
  expect(near0.hits[0]?.product.image).toMatch(/^\/images\/[0-9a-f]{64}\.webp$/);
  expect(near0.hits[0]?.product.image).not.toBe(near80.hits[0]?.product.image);
});

test.each<[Filters, string[]]>([
  [{ minPrice: 200 }, ['gold', 'brass', 'sink']],
  [{ maxPrice: 100 }, ['copper']],
  [{ maxPrice: 100, currency: 'EUR' }, ['bronze']],
  [{ minPrice: 100, maxPrice: 200 }, ['brass', 'copper']],
  [{ belowPrice: 200 }, ['copper']],
  [{ currency: 'eur' }, ['bronze']],
  [{ brand: 'BRASSO' }, ['brass']],
  [{ category: 'kitchen' }, ['brass']],
  [{ category: 'taps', maxPrice: 110 }, ['copper']],
  [{ category: 'Kitchen > Taps' }, ['brass']],
  [{ category: 'Bathroom > Sinks' }, []],
  [{ brand: ['brasso', 'nobody'] }, ['brass']],
  [{ shop: 'sinks' }, ['sink']],
  [{ shop: 'http://sinks.test/' }, ['sink']],
  [{ shop: 'nowhere' }, []],
  [{ available: false }, ['copper']],
  [{ available: true, maxPrice: 200 }, ['brass']],
  [{ brand: 'nobody' }, []],
])('filter %j', async (filters, names) => {
  expect(await namesFor(filters)).toEqual(names);
});

test('a shop can be named by its id', async () => {
  expect(await namesFor({ shop: shopId, minPrice: 250 })).toEqual(['gold']);
  expect(await namesFor({ shop: String(shopId), minPrice: 250 })).toEqual(['gold']);
});

test('sorting by price keeps what has no price, or one in another currency, and has it last', async () => {
  const incomparable = ['bronze', 'priceless'];
  expect(await namesFor({}, { sort: 'price' })).toEqual(['copper', 'brass', 'sink', 'gold', ...incomparable]);
  expect(await namesFor({}, { sort: '-price' })).toEqual([
    'gold',
    'sink',
    'brass',
    'copper',
    ...incomparable,
  ]);
  expect(await namesFor({}, { sort: 'newest' })).toEqual([
    'sink',
    'priceless',
    'bronze',
    'copper',
    'brass',
    'gold',
  ]);
});

test.each(['relevance', 'price', '-price', 'newest'] as const)(
  'pages of 1, 2 and 4 sorted by %s show each product once',
  async (sort) => {
    const whole = await namesFor({}, { sort });
    for (const limit of [1, 2, 4]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await searchByVector(db.pool, { ...options, sort, limit, cursor, vector: direction(0) });
        seen.push(...page.hits.map((hit) => nameOf(hit.product.id)));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(whole);
    }
  },
);

test('a cursor only continues the query it came from', async () => {
  const first = await searchByVector(db.pool, { ...options, limit: 2, vector: direction(0) });
  const cursor = first.nextCursor;
  const again = { ...options, limit: 2, cursor, vector: direction(0) };
  await expect(searchByVector(db.pool, { ...again, filters: { minPrice: 1 } })).rejects.toThrow(
    InvalidCursor,
  );
  await expect(searchByVector(db.pool, { ...again, sort: 'price' })).rejects.toThrow(InvalidCursor);
  await expect(searchByVector(db.pool, { ...again, vector: direction(5) })).rejects.toThrow(InvalidCursor);
  await expect(searchByVector(db.pool, { ...again, cursor: 'AAAA' })).rejects.toThrow(InvalidCursor);
  expect((await searchByVector(db.pool, { ...again, limit: 3 })).hits).toHaveLength(3);
});

test('the same text encoded in another batch, a hair away, may use its cursor', async () => {
  const first = await searchByVector(db.pool, { ...options, limit: 2, vector: direction(0) });
  const hairAway = direction(0).map((x) => x + 1e-7);
  const second = await searchByVector(db.pool, {
    ...options,
    limit: 2,
    cursor: first.nextCursor,
    vector: hairAway,
  });
  expect(second.hits.map((hit) => nameOf(hit.product.id))).toEqual(['copper', 'bronze']);
});

test('find similar leaves the product itself out and measures from its first photo', async () => {
  const page = await searchByProduct(db.pool, { ...options, productId: id.bronze ?? 0 });
  expect(page?.hits.map((hit) => nameOf(hit.product.id))).toEqual([
    'copper',
    'priceless',
    'brass',
    'sink',
    'gold',
  ]);
});

test('cheaper keeps what costs less in the same currency', async () => {
  const cheaper = async (name: string, filters: Filters = {}) => {
    const page = await searchByProduct(db.pool, {
      ...options,
      filters,
      productId: id[name] ?? 0,
      cheaper: true,
    });
    return page?.hits.map((hit) => nameOf(hit.product.id));
  };
  expect(await cheaper('gold')).toEqual(['brass', 'copper', 'sink']);
  expect(await cheaper('gold', { belowPrice: 240 })).toEqual(['brass', 'copper']);
  // Asked for in another currency than its own, nothing is comparable.
  expect(await cheaper('gold', { currency: 'EUR' })).toEqual([]);
  expect(await cheaper('bronze')).toEqual([]);
  expect(await cheaper('priceless')).toEqual([]);
});

test('a product that is unknown is null, one without a vector says so', async () => {
  expect(await searchByProduct(db.pool, { ...options, productId: 999_999 })).toBeNull();
  const bare = await upsertProduct(db.pool, productInput(shopId, 'bare'));
  await expect(searchByProduct(db.pool, { ...options, productId: bare.id })).rejects.toThrow(NotEmbedded);
});

test('explain tells the strategy, why, and how much was looked at', async () => {
  const { explain } = await searchByVector(db.pool, {
    ...options,
    filters: { minPrice: 200 },
    explain: true,
    vector: direction(0),
  });
  expect(explain).toEqual({
    strategy: 'exact',
    reason: expect.stringContaining('photos match'),
    estimatedRows: 3,
    candidates: 3,
    visited: 3,
    efSearch: null,
    cutoff: { score: null, from: 'none is set' },
  });
  const silent = await searchByVector(db.pool, { ...options, vector: direction(0) });
  expect(silent.explain).toBeNull();
});
