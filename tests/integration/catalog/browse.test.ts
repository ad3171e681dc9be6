// Browsing without a query: orders, pages and totals.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowseOptions, browseProducts } from '../../../catalog/products/browse.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { InvalidCursor } from '../../../catalog/search/cursors.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addShop, productInput } from './stock.ts';

let db: TestDatabase;
let shopId: number;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  const prices = [30, 10, null, 20, 10, null, 40];
  for (const [i, price] of prices.entries()) {
    await upsertProduct(
      db.pool,
      productInput(shopId, `p${i + 1}`, { price, brand: i < 3 ? 'Early' : 'Late' }),
    );
  }
});
afterAll(() => db?.drop());

async function leaf(options: Omit<BrowseOptions, 'cursor'>): Promise<number[]> {
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await browseProducts(db.pool, { ...options, cursor });
    seen.push(...page.products.map((product) => product.id));
    cursor = page.nextCursor;
  } while (cursor);
  return seen;
}

test.each([
  ['newest', [7, 6, 5, 4, 3, 2, 1]],
  ['price', [2, 5, 4, 1, 7, 3, 6]],
  ['-price', [7, 1, 4, 2, 5, 3, 6]],
] as const)('sorted by %s, whatever the page size', async (sort, order) => {
  for (const limit of [1, 2, 3, 7, 100]) expect(await leaf({ sort, limit })).toEqual(order);
});

test('random is the same order for the same seed, another for another', async () => {
  const orders = await Promise.all([1, 1, 2, 3, 4].map((seed) => leaf({ sort: 'random', seed, limit: 2 })));
  expect(orders[0]).toEqual(orders[1]);
  expect(new Set(orders.map(String)).size).toBeGreaterThan(2);
  for (const order of orders) expect([...order].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('the total counts what matches, on all pages', async () => {
  expect(await browseProducts(db.pool, { limit: 2 })).toMatchObject({ total: 7 });
  const page = await browseProducts(db.pool, { limit: 1, filters: { brand: 'early', maxPrice: 30 } });
  expect(page.total).toBe(2);
  expect(page.products).toHaveLength(1);
});

test('new products do not disturb the pages of an older visit', async () => {
  const first = await browseProducts(db.pool, { limit: 3, filters: { shop: shopId, brand: 'late' } });
  await upsertProduct(db.pool, productInput(shopId, 'new', { brand: 'Late' }));
  const second = await browseProducts(db.pool, {
    limit: 3,
    filters: { shop: shopId, brand: 'late' },
    cursor: first.nextCursor,
  });
  expect([...first.products, ...second.products].map((product) => product.id)).toEqual([7, 6, 5, 4]);
});

test('a cursor of another order is refused', async () => {
  const { nextCursor } = await browseProducts(db.pool, { limit: 2, sort: 'price' });
  await expect(browseProducts(db.pool, { limit: 2, sort: '-price', cursor: nextCursor })).rejects.toThrow(
    InvalidCursor,
  );
});
