// What is missing, what failed for good, and images that several photos share.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countEmbeddings, storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { findImageVectors, storeImages } from '../../../catalog/photos/images.ts';
import {
  activateModel,
  activeModel,
  listModels,
  registerModel,
  UnknownModel,
} from '../../../catalog/photos/models.ts';
import {
  countMissing,
  failPhoto,
  findMissingPhotos,
  forgetRefusals,
  missingPhotos,
  photoFailures,
  readThumbnail,
} from '../../../catalog/photos/photos.ts';
import { browseProducts, getProduct, upsertProduct } from '../../../catalog/products/products.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addShop, attachTestImage, direction, productInput, sha256Of } from './stock.ts';

let db: TestDatabase;
let shopId: number;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  await registerModel(db.pool, { id: 'small', dimension: 8 });
  await registerModel(db.pool, { id: 'large', dimension: 16 });
});
afterAll(() => db?.drop());

const allMissing = async (model: string) =>
  (await missingPhotos(db.pool, model, { afterId: 0, limit: 1000 })).map((photo) => photo.id);

test('missing is what has neither a vector under that model nor a permanent failure', async () => {
  const photoUrls = ['a', 'b', 'c'].map((name) => `http://taps.test/${name}.jpg`);
  await upsertProduct(db.pool, productInput(shopId, 'three', { photoUrls }));
  const [a = 0, b = 0, c = 0] = await allMissing('small');
  expect(await allMissing('large')).toEqual([a, b, c]);
  await attachTestImage(db.pool, a);
  expect(await allMissing('small'), 'fetched is not yet embedded').toEqual([a, b, c]);
  await storeEmbeddings(db.pool, 'small', [{ photoId: a, sha256: sha256Of(a), vector: direction(0) }]);
  await failPhoto(db.pool, b, 'not an image');
  expect(await allMissing('small')).toEqual([c]);
  expect(await allMissing('large')).toEqual([a, c]);
  expect(await countMissing(db.pool, 'small')).toBe(1);
  expect(await countMissing(db.pool, 'large')).toBe(2);
  expect(await missingPhotos(db.pool, 'large', { afterId: a, limit: 1 })).toEqual([
    { id: c, url: 'http://taps.test/c.jpg' },
  ]);
  expect(await photoFailures(db.pool)).toMatchObject([{ photoId: b, reason: 'not an image' }]);
});

test('a photo refused for its host is missing again once that host is allowed, and no other', async () => {
  const photoUrls = [
    'http://10.0.0.5:8000/a.jpg',
    'http://IMG.internal/b.jpg',
    'http://[::1]:9000/c.jpg',
    'http://elsewhere.internal/img.internal/d.jpg',
    'http://img.internal/gone.jpg',
  ];
  const { id } = await upsertProduct(db.pool, productInput(shopId, 'refused', { photoUrls }));
  const photoIds = (await allMissing('small')).slice(-photoUrls.length);
  for (const [i, photoId] of photoIds.entries())
    await failPhoto(db.pool, photoId, i === 4 ? 'status 404' : 'refused private address');
  expect(await forgetRefusals(db.pool, [])).toBe(0);
  expect(await forgetRefusals(db.pool, ['10.0.0.5:8000', 'img.internal', '[::1]'])).toBe(3);
  const failures = (await getProduct(db.pool, id))?.photos.map(({ failure }) => failure);
  expect(failures).toEqual([null, null, null, 'refused private address', 'status 404']);
  for (const photoId of photoIds) await failPhoto(db.pool, photoId, 'done with');
});

test('a photo that failed and then worked is no failure any more', async () => {
  const { id } = await upsertProduct(db.pool, productInput(shopId, 'recovered'));
  const photoId = (await allMissing('small')).at(-1) ?? 0;
  await failPhoto(db.pool, photoId, 'too large');
  expect((await getProduct(db.pool, id))?.photos[0]?.failure).toBe('too large');
  await attachTestImage(db.pool, photoId);
  expect((await getProduct(db.pool, id))?.photos).toEqual([
    {
      url: 'http://taps.test/i/recovered.jpg',
      image: `/images/${sha256Of(photoId)}.webp`,
      thumbHash: null,
      failure: null,
    },
  ]);
});

const lookUp = async (model: string, id: number) =>
  (await findMissingPhotos(db.pool, model, [id, 1_000_000])).get(id) ?? null;
const vectorOf = async (model: string, sha256: string) =>
  (await findImageVectors(db.pool, model, [sha256, sha256Of(1_000_000)])).get(sha256);

test('a photo is looked up with its shop as long as it has to be embedded', async () => {
  await upsertProduct(db.pool, productInput(shopId, 'wanted'));
  const photoId = (await allMissing('small')).at(-1) ?? 0;
  const wanted = { id: photoId, url: 'http://taps.test/i/wanted.jpg', sha256: null, shopId };
  expect(await lookUp('small', photoId)).toEqual(wanted);
  await storeEmbeddings(db.pool, 'small', [{ photoId, sha256: sha256Of(photoId), vector: direction(10) }]);
  expect(await lookUp('small', photoId)).toBeNull();
  expect(await lookUp('large', photoId)).toEqual(wanted);
  await failPhoto(db.pool, photoId, 'not an image');
  expect(await lookUp('large', photoId)).toBeNull();
  expect(await lookUp('small', 999_999)).toBeNull();
});

test('the same bytes are stored once and their vector is found again', async () => {
  const sha256 = sha256Of(77_777);
  const image = {
    sha256,
    width: 4,
    height: 3,
    format: 'png',
    bytes: 99,
    thumbnail: Buffer.from([0, 1, 255]),
  };
  await upsertProduct(db.pool, productInput(shopId, 'bytes'));
  const photoId = (await allMissing('small')).at(-1) ?? 0;
  await storeImages(db.pool, [{ photoId, ...image }]);
  await storeImages(db.pool, [{ photoId, ...image, thumbnail: Buffer.from('other') }]);
  expect(await readThumbnail(db.pool, sha256)).toEqual(Buffer.from([0, 1, 255]));
  expect(await readThumbnail(db.pool, sha256Of(1_000_000))).toBeNull();
  expect(await vectorOf('small', sha256)).toBeUndefined();
  await storeEmbeddings(db.pool, 'small', [{ photoId, sha256, vector: direction(60) }]);
  const vector = await vectorOf('small', sha256);
  expect(vector?.[0]).toBeCloseTo(0.5, 3);
  expect(vector).toHaveLength(8);
  expect(await vectorOf('large', sha256)).toBeUndefined();
});

test('storing vectors again replaces them, and one for a deleted photo is left out', async () => {
  await upsertProduct(db.pool, productInput(shopId, 'twice'));
  const photoId = (await allMissing('small')).at(-1) ?? 0;
  const row = { photoId, sha256: sha256Of(1), vector: direction(0) };
  const before = await countEmbeddings(db.pool, 'small');
  await storeEmbeddings(db.pool, 'small', [row]);
  await storeEmbeddings(db.pool, 'small', [
    row,
    { photoId: 999_999, sha256: sha256Of(3), vector: direction(5) },
    { photoId, sha256: sha256Of(2), vector: direction(90) },
  ]);
  expect(await countEmbeddings(db.pool, 'small')).toBe(before + 1);
  expect((await vectorOf('small', sha256Of(2)))?.[1]).toBeCloseTo(1, 3);
  await storeEmbeddings(db.pool, 'small', []);
});

test('vectors of two models never meet', async () => {
  await upsertProduct(db.pool, productInput(shopId, 'both'));
  const photoId = (await allMissing('small')).at(-1) ?? 0;
  await attachTestImage(db.pool, photoId);
  const sha256 = sha256Of(photoId);
  await storeEmbeddings(db.pool, 'small', [{ photoId, sha256, vector: direction(0, 8) }]);
  const options = { filters: {}, sort: 'relevance', limit: 100, cursor: null } as const;
  const large = await searchByVector(db.pool, { ...options, model: 'large', vector: direction(0, 16) });
  expect(large.hits).toEqual([]);
  await storeEmbeddings(db.pool, 'large', [{ photoId, sha256, vector: direction(180, 16) }]);
  const small = await searchByVector(db.pool, { ...options, model: 'small', vector: direction(0, 8) });
  expect(small.hits[0]?.score).toBeCloseTo(1, 3);
  await expect(
    searchByVector(db.pool, { ...options, model: 'small', vector: direction(0, 16) }),
  ).rejects.toThrow(/dimensions/);
  await expect(
    storeEmbeddings(db.pool, 'small', [{ photoId, sha256, vector: direction(0, 16) }]),
  ).rejects.toThrow(/dimensions/);
});

test('registering again is harmless, with another dimension it is refused', async () => {
  await Promise.all(Array.from({ length: 8 }, () => registerModel(db.pool, { id: 'raced', dimension: 4 })));
  await expect(registerModel(db.pool, { id: 'raced', dimension: 5 })).rejects.toThrow(UnknownModel);
  await registerModel(db.pool, { id: 'dotted.name', dimension: 4 });
  await expect(registerModel(db.pool, { id: 'dotted-name', dimension: 4 })).rejects.toThrow(/share a name/);
  await expect(registerModel(db.pool, { id: 'huge', dimension: 100_000 })).rejects.toThrow(UnknownModel);
});

test('exactly one model is active, and it changes at once', async () => {
  expect(await activeModel(db.pool)).toBeNull();
  await activateModel(db.pool, 'small');
  await activateModel(db.pool, 'large');
  await activateModel(db.pool, 'large');
  expect(await activeModel(db.pool)).toEqual({ id: 'large', dimension: 16 });
  await expect(activateModel(db.pool, 'unheard-of')).rejects.toThrow(UnknownModel);
  expect(await activeModel(db.pool), 'a failed switch leaves the old one').toEqual({
    id: 'large',
    dimension: 16,
  });
  expect((await listModels(db.pool)).filter((model) => model.active)).toHaveLength(1);
});

test('browsing shows the first photo that is stored', async () => {
  const photoUrls = ['http://taps.test/first.jpg', 'http://taps.test/second.jpg'];
  const { id } = await upsertProduct(db.pool, productInput(shopId, 'shown', { photoUrls }));
  const imageOf = async () =>
    (await browseProducts(db.pool, { limit: 1 })).products.find((product) => product.id === id)?.image;
  expect(await imageOf()).toBeNull();
  const [first = 0, second = 0] = (await allMissing('small')).slice(-2);
  await attachTestImage(db.pool, second);
  expect(await imageOf()).toBe(`/images/${sha256Of(second)}.webp`);
  await attachTestImage(db.pool, first);
  expect(await imageOf()).toBe(`/images/${sha256Of(first)}.webp`);
});
