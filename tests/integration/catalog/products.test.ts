// Storing products: what a second scrape changes, and what it leaves alone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countEmbeddings, storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { missingPhotos } from '../../../catalog/photos/photos.ts';
import { getProduct, upsertProduct } from '../../../catalog/products/products.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addEmbedded, addShop, attachTestImage, direction, model, productInput, sha256Of } from './stock.ts';

let db: TestDatabase;
let shopId: number;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  await registerModel(db.pool, { id: model, dimension: 8 });
});
afterAll(() => db?.drop());

test('the same page again changes nothing', async () => {
  const input = productInput(shopId, 'same', { extra: { material: 'brass', holes: [1, 3] } });
  const first = await upsertProduct(db.pool, input);
  const before = await getProduct(db.pool, first.id);
  const second = await upsertProduct(db.pool, input);
  expect(first).toMatchObject({ outcome: 'new', priceChanged: false });
  expect(second).toEqual({ id: first.id, outcome: 'unchanged', priceChanged: false });
  expect(await getProduct(db.pool, first.id)).toEqual(before);
});

test('a product reads back as it was stored', async () => {
  const variant = {
    name: 'Gold',
    options: { Finish: 'gold' },
    sku: 'W-1-G',
    gtin: null,
    price: 139.5,
    regularPrice: null,
    availability: null,
    photoUrl: null,
    url: null,
  };
  const { id } = await upsertProduct(
    db.pool,
    productInput(shopId, 'whole', {
      sku: 'W-1',
      description: 'Two handles.',
      price: 129.5,
      availability: 'preorder',
      photoUrls: ['http://taps.test/a.jpg', 'http://taps.test/b.jpg'],
      extra: { holes: 3 },
      regularPrice: 150,
      gtin: '4006381333931',
      mpn: 'HG-1',
      rating: { value: 4.25, count: 12 },
      variants: [variant],
      sources: { title: 'json-ld' },
    }),
  );
  expect(await getProduct(db.pool, id)).toEqual({
    id,
    shop: { id: shopId, name: 'Taps' },
    url: 'http://taps.test/p/whole',
    sku: 'W-1',
    title: 'Tap whole',
    brand: 'Acme',
    description: 'Two handles.',
    price: { amount: 129.5, currency: 'USD' },
    availability: 'preorder',
    category: ['Bathroom', 'Taps'],
    image: null,
    thumbHash: null,
    photos: [
      { url: 'http://taps.test/a.jpg', image: null, thumbHash: null, failure: null },
      { url: 'http://taps.test/b.jpg', image: null, thumbHash: null, failure: null },
    ],
    priceHistory: [{ amount: 129.5, currency: 'USD', at: expect.any(Date) }],
    extra: { holes: 3 },
    regularPrice: { amount: 150, currency: 'USD' },
    gtin: '4006381333931',
    mpn: 'HG-1',
    rating: { value: 4.25, count: 12 },
    variants: [variant],
    sources: { title: 'json-ld' },
    goneAt: null,
  });
  expect(await getProduct(db.pool, 999_999)).toBeNull();
});

test('every price it has had is kept, and only changes are added', async () => {
  const at = (price: number | null) => productInput(shopId, 'priced', { price });
  const { id } = await upsertProduct(db.pool, at(100));
  await upsertProduct(db.pool, at(100));
  expect(await upsertProduct(db.pool, at(80.25))).toMatchObject({ outcome: 'changed', priceChanged: true });
  expect(await upsertProduct(db.pool, at(null))).toMatchObject({ outcome: 'changed', priceChanged: true });
  await upsertProduct(db.pool, at(80.25));
  const product = await getProduct(db.pool, id);
  expect(product?.priceHistory.map((entry) => entry.amount)).toEqual([100, 80.25, 80.25]);
});

test('a changed title is a change, but not of the price', async () => {
  await upsertProduct(db.pool, productInput(shopId, 'renamed'));
  const result = await upsertProduct(db.pool, productInput(shopId, 'renamed', { title: 'New name' }));
  expect(result).toMatchObject({ outcome: 'changed', priceChanged: false });
  expect((await getProduct(db.pool, result.id))?.title).toBe('New name');
});

test('the same address in two shops is two products', async () => {
  const other = await addShop(db.pool, 'Other');
  const first = await upsertProduct(db.pool, productInput(shopId, 'shared'));
  const second = await upsertProduct(db.pool, productInput(other, 'shared'));
  expect(second.id).not.toBe(first.id);
  expect(second.outcome).toBe('new');
});

test('twenty workers storing one product at once make one product', async () => {
  const results = await Promise.all(
    Array.from({ length: 20 }, () => upsertProduct(db.pool, productInput(shopId, 'crowded'))),
  );
  expect(new Set(results.map((result) => result.id)).size).toBe(1);
  expect(results.filter((result) => result.outcome === 'new')).toHaveLength(1);
  const product = await getProduct(db.pool, results[0]?.id ?? 0);
  expect(product?.photos).toHaveLength(1);
  expect(product?.priceHistory).toHaveLength(1);
});

test('a photo that stays keeps its vector, one that is gone takes it along, a new one is missing', async () => {
  const input = productInput(shopId, 'rephotographed');
  const id = await addEmbedded(db.pool, input, [direction(10), direction(20)]);
  const before = await countEmbeddings(db.pool, model);
  const photoUrls = ['http://taps.test/new.jpg', `${input.url}/1.jpg`];
  expect(await upsertProduct(db.pool, { ...input, photoUrls })).toMatchObject({ outcome: 'changed' });
  expect(await countEmbeddings(db.pool, model)).toBe(before - 1);
  const product = await getProduct(db.pool, id);
  expect(product?.photos.map((photo) => photo.url)).toEqual(photoUrls);
  expect(product?.photos[1]?.image).not.toBeNull();
  const missing = await missingPhotos(db.pool, model, { afterId: 0, limit: 1000 });
  expect(missing.map((photo) => photo.url)).toContain('http://taps.test/new.jpg');
  expect(missing.map((photo) => photo.url)).not.toContain(`${input.url}/1.jpg`);
});

test('photos in another order are a change and keep their vectors', async () => {
  const input = productInput(shopId, 'reordered');
  const id = await addEmbedded(db.pool, input, [direction(10), direction(20)]);
  const before = await countEmbeddings(db.pool, model);
  const photoUrls = [`${input.url}/1.jpg`, `${input.url}/0.jpg`];
  expect(await upsertProduct(db.pool, { ...input, photoUrls })).toMatchObject({ outcome: 'changed' });
  expect(await countEmbeddings(db.pool, model)).toBe(before);
  expect((await getProduct(db.pool, id))?.photos.map((photo) => photo.url)).toEqual(photoUrls);
});

test('filters beside the vectors follow the product', async () => {
  const input = productInput(shopId, 'repriced', { brand: 'Follower', price: 500 });
  const id = await addEmbedded(db.pool, input, [direction(0)]);
  const found = async (filters: object) => {
    const options = {
      model,
      vector: direction(0),
      filters,
      sort: 'relevance',
      limit: 100,
      cursor: null,
    } as const;
    return (await searchByVector(db.pool, options)).hits.some((hit) => hit.product.id === id);
  };
  expect(await found({ maxPrice: 50 })).toBe(false);
  await upsertProduct(db.pool, { ...input, photoUrls: [`${input.url}/0.jpg`], price: 40, brand: 'Changed' });
  expect(await found({ maxPrice: 50 })).toBe(true);
  expect(await found({ brand: 'changed' })).toBe(true);
  expect(await found({ brand: 'follower' })).toBe(false);
});

test('a price that changes while its vector is being stored never leaves the old one beside it', async () => {
  for (let round = 0; round < 10; round++) {
    const input = productInput(shopId, `race-${round}`, { price: 100 });
    const { id } = await upsertProduct(db.pool, input);
    const { rows } = await db.pool.query<{ id: number }>('select id from photos where product_id = $1', [id]);
    const photoId = rows[0]?.id ?? 0;
    await attachTestImage(db.pool, photoId);
    await Promise.all([
      upsertProduct(db.pool, { ...input, price: 5 }),
      storeEmbeddings(db.pool, model, [{ photoId, sha256: sha256Of(photoId), vector: direction(0) }]),
    ]);
    const stored = await db.pool.query('select price from embeddings_test_model where photo_id = $1', [
      photoId,
    ]);
    expect(stored.rows).toEqual([{ price: 5 }]);
  }
});

test('what the web throws at it is stored as far as Postgres can', async () => {
  const { id } = await upsertProduct(
    db.pool,
    productInput(shopId, 'odd', {
      title: "Robert'); drop table products; --\0\ud83d",
      brand: ' ACME\0 ',
      price: 12.345678,
      currency: null,
      category: ['', ' ', 'Taps\0'],
      photoUrls: ['http://taps.test/x.jpg', 'http://taps.test/x.jpg'],
      extra: { 'a\0': 'b\ud800', deep: { nul: '\0' } },
    }),
  );
  expect(await getProduct(db.pool, id)).toMatchObject({
    title: "Robert'); drop table products; --\ufffd",
    price: { amount: 12.3457, currency: 'XXX' },
    category: ['Taps'],
    photos: [{ url: 'http://taps.test/x.jpg' }],
    extra: { a: 'b', deep: { nul: '' } },
  });
});

test('a product that fails half-way leaves nothing behind', async () => {
  const bad = productInput(shopId, 'bad', { availability: 'sold' as 'in_stock' }); // not one of the four
  await expect(upsertProduct(db.pool, bad)).rejects.toThrow(/availability/);
  const { rows } = await db.pool.query('select from products where url = $1', [bad.url]);
  expect(rows).toHaveLength(0);
});
