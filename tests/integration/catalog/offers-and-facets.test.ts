// One result for one picture, with the other offers; and what else could be chosen beside a filter.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerModel } from '../../../catalog/photos/models.ts';
import { readProductOffers } from '../../../catalog/products/product-offers.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { type Filters, type SearchOptions, searchByVector } from '../../../catalog/search/search.ts';
import { searchByProduct } from '../../../catalog/search/search-by-product.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addEmbedded, addShop, direction, model, productInput } from './stock.ts';

let db: TestDatabase;
let ids: Record<'cheap' | 'dear' | 'unpriced' | 'other' | 'logo', number>;
const options = { model, filters: {}, sort: 'relevance', limit: 10, cursor: null } satisfies SearchOptions;
const search = (filters: Filters, more: Partial<SearchOptions> = {}) =>
  searchByVector(db.pool, { ...options, ...more, filters, vector: direction(0) });

beforeAll(async () => {
  db = await createTestDatabase();
  const [one, two] = [await addShop(db.pool, 'One'), await addShop(db.pool, 'Two')];
  await registerModel(db.pool, { id: model, dimension: 8 });
  const add = (shop: number, name: string, price: number | null, degrees: number) =>
    addEmbedded(db.pool, productInput(shop, name, { price, brand: `Brand ${name}` }), [direction(degrees)]);
  ids = {
    dear: await add(one, 'dear', 200, 0),
    cheap: await add(two, 'cheap', 100, 1),
    unpriced: await add(two, 'unpriced', null, 2),
    other: await add(two, 'other', 50, 40),
    logo: await add(one, 'logo', 10, 0),
  };
  await db.pool.query('insert into looks (placeholder) values (false), (true)');
  const setLook = async (products: number[], look: number) => {
    await db.pool.query(
      `update embeddings_test_model set look_id = $2::bigint, placeholder = $2::bigint = 2 where product_id = any($1)`,
      [products, look],
    );
    await db.pool.query(
      `update images set look_id = $2 where sha256 in (select image_sha256 from photos where product_id = any($1))`,
      [products, look],
    );
  };
  await setLook([ids.dear, ids.cheap, ids.unpriced], 1);
  await setLook([ids.logo], 2);
});
afterAll(() => db?.drop());

test('products of one look are one result, shown by the nearest, the others its offers, cheapest first', async () => {
  const { hits } = await search({});
  expect(hits.map(({ product }) => product.id)).toEqual([ids.dear, ids.other]);
  expect(hits[0]?.offers.count).toBe(2);
  expect(hits[0]?.offers.items.map(({ id }) => id)).toEqual([ids.cheap, ids.unpriced]);
  expect(hits[0]?.offers.items[0]).toMatchObject({
    shop: { name: 'Two' },
    price: { amount: 100, currency: 'USD' },
  });
  expect(hits[0]?.offers.items[0]?.image).toMatch(/^\/images\/[0-9a-f]{64}\.webp$/);
});

test('an offer that the filters leave out neither stands for the look nor is listed', async () => {
  const { hits } = await search({ maxPrice: 150 });
  expect(hits.map(({ product }) => product.id)).toEqual([ids.cheap, ids.other]);
  expect(hits[0]?.offers).toEqual({ count: 0, items: [] });
});

test('a product lists the other offers of its picture, a placeholder lists none', async () => {
  const offers = await readProductOffers(db.pool, ids.unpriced);
  expect(offers.items.map(({ id }) => id)).toEqual([ids.cheap, ids.dear]);
  expect(await readProductOffers(db.pool, ids.logo)).toEqual({ count: 0, items: [] });
});

test('a share of the price bounds find similar', async () => {
  const page = await searchByProduct(db.pool, { ...options, productId: ids.dear, maxPriceShare: 0.5 });
  expect(page?.hits.map(({ product }) => product.id)).toEqual([ids.cheap, ids.other]);
  const none = await searchByProduct(db.pool, { ...options, productId: ids.unpriced, maxPriceShare: 0.5 });
  expect(none?.hits).toEqual([]);
  expect(none?.notices.join()).toContain('no price');
});

test('below the cut-off a match is loose', async () => {
  const { hits, explain } = await search({}, { cutoff: 0.9, cutoffFrom: 'a test', explain: true });
  expect(hits.map(({ match }) => match)).toEqual(['good', 'loose']);
  expect(explain?.cutoff).toEqual({ score: 0.9, from: 'a test' });
});

test('facets count results, each leaving its own filter out', async () => {
  const { facets } = await search({ shop: 'two', maxPrice: 60 }, { facets: true });
  expect(facets?.counted).toBe(1);
  expect(facets?.brand).toEqual([{ value: 'Brand other', count: 1 }]);
  expect(facets?.shop).toEqual([{ value: 'Two', count: 1 }]);
  // Without the bound the look of the cheap and the unpriced one is back, as one.
  expect(facets?.price).toMatchObject({ currency: 'USD', min: 50, max: 100 });
  expect(facets?.price.buckets.map(({ count }) => count)).toEqual([1, ...Array(18).fill(0), 1]);
  const all = (await search({}, { facets: true })).facets;
  // The look is sold in both shops, so it counts under both.
  expect(all?.shop).toEqual([
    { value: 'Two', count: 2 },
    { value: 'One', count: 1 },
  ]);
});

test('a price that goes up and back is held against the one before', async () => {
  const changed = async (how: 'up' | 'down' | 'any') =>
    (await search({ priceChanged: how })).hits.map(({ product }) => product.id);
  expect(await changed('any')).toEqual([]);
  const { rows } = await db.pool.query<{ shopId: number; urls: string[] }>(
    `select shop_id as "shopId", array(select url from photos where product_id = products.id) as urls
     from products where id = $1`,
    [ids.other],
  );
  const again = (price: number | null) =>
    upsertProduct(db.pool, {
      ...productInput(rows[0]?.shopId ?? 0, 'other', { price, brand: 'Brand other' }),
      photoUrls: rows[0]?.urls ?? [],
    });
  await again(80);
  expect(await changed('up')).toEqual([ids.other]);
  await again(null);
  expect(await changed('any')).toEqual([]);
  await again(60);
  expect(await changed('down')).toEqual([ids.other]);
});
