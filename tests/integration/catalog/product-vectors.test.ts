// Stored vectors of several products: in the order asked for, by photo, with what is missing told apart.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { activateModel, registerModel } from '../../../catalog/photos/models.ts';
import { missingPhotos } from '../../../catalog/photos/photos.ts';
import { readProductVectors } from '../../../catalog/photos/product-vectors.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
let many: number;
let bare: number;
const sha256 = (digit: number) => String(digit).repeat(64);

beforeAll(async () => {
  database = await createTestDatabase();
  const db = database.pool;
  await registerModel(db, { id: 'tiny', dimension: 3 });
  await activateModel(db, 'tiny');
  const shop = await upsertShop(db, { baseUrl: 'https://a.example/', name: 'A', settings: {} });
  const add = async (name: string, photos: number) => {
    const photoUrls = Array.from({ length: photos }, (_, i) => `https://a.example/${name}/${i}.jpg`);
    const product = {
      shopId: shop.id,
      url: `https://a.example/${name}`,
      sku: null,
      title: name,
      brand: null,
      description: null,
      price: null,
      currency: null,
      availability: null,
      category: [],
      photoUrls,
    };
    return (await upsertProduct(db, product)).id;
  };
  many = await add('many', 3);
  bare = await add('bare', 1);
  const photos = await missingPhotos(db, 'tiny', { afterId: 0, limit: 10 });
  const [first, , third] = photos;
  if (!first || !third) throw new Error('the photos are not there');
  await storeEmbeddings(db, 'tiny', [
    { photoId: first.id, sha256: sha256(1), vector: Float32Array.of(1, 0, 0) },
    { photoId: third.id, sha256: sha256(3), vector: Float32Array.of(0, 0, 1) },
  ]);
}, 120_000);
afterAll(async () => {
  await database?.drop();
});

it('come in the order asked for, the same product more than once, and say what is missing', async () => {
  const wanted = [
    { productId: 999_999 },
    { productId: many, photo: 3 },
    { productId: many },
    { productId: many, photo: 2 },
    { productId: bare },
    { productId: many, photo: 4 },
  ];
  const found = await readProductVectors(database.pool, 'tiny', wanted);
  expect(found.map(({ exists }) => exists)).toEqual([false, true, true, true, true, true]);
  expect(found.map(({ vector }) => vector && [...vector])).toEqual([
    null,
    [0, 0, 1],
    [1, 0, 0],
    null,
    null,
    null,
  ]);
  expect(found[1]?.sha256).toBe(sha256(3));
  expect(await readProductVectors(database.pool, 'tiny', [])).toEqual([]);
});
