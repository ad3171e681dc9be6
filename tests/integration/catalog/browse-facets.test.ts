// What else could be chosen while browsing: counted over all products, each facet leaving its own filter out.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerModel } from '../../../catalog/photos/models.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { readBrowseFacets } from '../../../catalog/search/browse-facets.ts';
import type { Filters } from '../../../catalog/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addEmbedded, addShop, direction, model, productInput } from './stock.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  const [one, two] = [await addShop(db.pool, 'One'), await addShop(db.pool, 'Two')];
  await registerModel(db.pool, { id: model, dimension: 8 });
  const golden = await addEmbedded(db.pool, productInput(one, 'a', { price: 10, brand: 'Acme' }), [
    direction(0),
    direction(90),
  ]);
  await db.pool.query(
    `update embeddings_test_model set colour_names = '{gold,white}' where product_id = $1`,
    [golden],
  );
  const add = (shop: number, name: string, changes: Parameters<typeof productInput>[2]) =>
    upsertProduct(db.pool, productInput(shop, name, changes));
  await add(one, 'b', { price: 20, brand: 'ACME', availability: 'out_of_stock' });
  await add(two, 'c', { price: 30, brand: 'Bolt', category: ['Garden'] });
  await add(two, 'd', { price: null, brand: null, category: [] });
  const { id } = await add(two, 'gone', { price: 5, brand: 'Gone' });
  await db.pool.query('update products set gone_at = now() where id = $1', [id]);
});
afterAll(() => db?.drop());

const facetsOf = (filters: Filters) => readBrowseFacets(db.pool, { model, filters });

test('every product counts once under each of its values, what is gone nowhere', async () => {
  const facets = await facetsOf({});
  expect(facets).toMatchObject({
    counted: 4,
    shop: [
      { value: 'One', count: 2 },
      { value: 'Two', count: 2 },
    ],
    brand: [
      { value: expect.stringMatching(/^acme$/i), count: 2 },
      { value: 'Bolt', count: 1 },
    ],
    available: [
      { value: 'true', count: 3 },
      { value: 'false', count: 1 },
    ],
    // Two photos in gold are one product.
    colour: [
      { value: 'gold', count: 1 },
      { value: 'white', count: 1 },
    ],
    currency: [{ value: 'USD', count: 3 }],
    price: { currency: 'USD', min: 10, max: 30 },
  });
  expect(facets.category).toContainEqual({ value: 'Garden', count: 1 });
  expect(facets.price.buckets.map(({ count }) => count).reduce((a, b) => a + b)).toBe(3);
});

test('a facet leaves its own filter out, and heeds the others', async () => {
  const facets = await facetsOf({ brand: ['bolt'], maxPrice: 25 });
  expect(facets.counted).toBe(0);
  expect(facets.brand).toEqual([{ value: expect.stringMatching(/^acme$/i), count: 2 }]);
  expect(facets.price).toMatchObject({ min: 30, max: 30 });
  expect(facets.shop).toEqual([]);
  const golden = await facetsOf({ colourNames: ['gold'] });
  expect(golden).toMatchObject({ counted: 1, shop: [{ value: 'One', count: 1 }] });
  expect(golden.colour).toHaveLength(2);
});

test('where prices lie far apart the steps grow with them, and none is lost', async () => {
  const shop = await addShop(db.pool, 'Three');
  for (const [i, price] of [1, 2, 4, 8, 5000].entries()) {
    await upsertProduct(db.pool, productInput(shop, `far-${i}`, { price }));
  }
  const { price } = await facetsOf({ shop: 'three' });
  expect(price).toMatchObject({ min: 1, max: 5000 });
  expect(price.buckets.map(({ count }) => count).reduce((a, b) => a + b)).toBe(5);
  expect(price.buckets.filter(({ count }) => count > 0).length).toBeGreaterThanOrEqual(4);
  for (const [i, { from, to }] of price.buckets.entries()) {
    expect(to).toBeGreaterThan(from);
    if (i > 0) expect(from).toBe(price.buckets[i - 1]?.to);
  }
});

test('one price is one step', async () => {
  const { price } = await facetsOf({ shop: 'one', category: 'taps', available: true });
  expect(price.buckets).toEqual([{ from: 10, to: 10, count: 1 }]);
});
