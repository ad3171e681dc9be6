// The blur of a photo is stored with it, made later for photos that lack one, and told with the product.
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { readProductOffers } from '../../../catalog/products/product-offers.ts';
import { browseProducts, getProduct } from '../../../catalog/products/products.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { completeThumbHashes } from '../../../workers/complete-thumb-hashes.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { drawTap, storePhoto } from './pictures.ts';
import { addShop, direction, model } from './stock.ts';

let db: TestDatabase;
let shopId: number;
beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  await registerModel(db.pool, { id: model, dimension: 8 });
});
afterAll(() => db?.drop());

const complete = () => completeThumbHashes({ db: db.pool, logger: silentLogger });
const hashOf = async (id: number) => (await getProduct(db.pool, id))?.thumbHash;

test('the blur comes with the product, its photos, search results and offers', async () => {
  const bytes = await drawTap('#2456c9', 1);
  const stored = await storePhoto(db.pool, shopId, bytes);
  const copy = await storePhoto(db.pool, shopId, await sharp(bytes).jpeg({ quality: 60 }).toBuffer());
  for (const { photoId, sha256 } of [stored, copy]) {
    await storeEmbeddings(db.pool, model, [{ photoId, sha256, vector: direction(0) }]);
  }
  const product = await getProduct(db.pool, stored.productId);
  expect(product?.thumbHash).toMatch(/^[\w+/]{20,40}=*$/);
  expect(product?.photos.map(({ thumbHash }) => thumbHash)).toEqual([product?.thumbHash]);

  const browsed = await browseProducts(db.pool, { limit: 9 });
  expect(browsed.products.find(({ id }) => id === stored.productId)).toMatchObject({
    image: product?.image,
    thumbHash: product?.thumbHash,
  });
  const options = { model, filters: {}, sort: 'relevance', limit: 9, cursor: null } as const;
  const { hits } = await searchByVector(db.pool, { ...options, vector: direction(0) });
  const told = hits.flatMap((hit) => [hit.product, ...hit.offers.items]);
  expect(told.map(({ id }) => id).sort()).toEqual([stored.productId, copy.productId]);
  for (const one of told) expect(one.thumbHash).toBe(await hashOf(one.id));
  expect((await readProductOffers(db.pool, copy.productId)).items).toMatchObject([
    { id: stored.productId, thumbHash: product?.thumbHash },
  ]);
});

test('an image of an earlier version gets its blur from its thumbnail, once', async () => {
  const { productId, sha256 } = await storePhoto(db.pool, shopId, await drawTap('#c2187a', 0));
  const before = await hashOf(productId);
  await db.pool.query('update images set thumb_hash = null where sha256 = $1', [sha256]);
  expect(await hashOf(productId)).toBeNull();
  expect(await complete()).toBe(1);
  expect(await hashOf(productId)).toMatch(/^[\w+/]{20,40}=*$/);
  expect((await hashOf(productId))?.slice(0, 3)).toBe(before?.slice(0, 3));
  expect(await complete()).toBe(0);
});

test('a thumbnail that is no picture is asked once, and has no blur', async () => {
  const { productId, sha256 } = await storePhoto(db.pool, shopId, await drawTap('#f2c318', 2));
  await db.pool.query(`update images set thumb_hash = null, thumbnail = 'nothing' where sha256 = $1`, [
    sha256,
  ]);
  expect(await complete()).toBe(1);
  expect(await complete()).toBe(0);
  expect(await hashOf(productId)).toBeNull();
});

test('a product without a photo has no blur either', async () => {
  const { productId } = await storePhoto(db.pool, shopId, await drawTap('#0f8a5f', 2));
  await db.pool.query('update photos set image_sha256 = null where product_id = $1', [productId]);
  expect(await getProduct(db.pool, productId)).toMatchObject({
    image: null,
    thumbHash: null,
    photos: [{ image: null, thumbHash: null }],
  });
});
