// Items of collections: stored with their vectors, each model for itself, and found by likeness beside products.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentHash } from '../../../catalog/items/item-bytes.ts';
import {
  countUnembedded,
  knownItems,
  removeItems,
  storeItems,
  updateItems,
} from '../../../catalog/items/items.ts';
import { listItems, portableItems, portableProducts } from '../../../catalog/items/list-items.ts';
import { findItems, similarItems } from '../../../catalog/items/similar-items.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { activateModel, registerModel, removeModel } from '../../../catalog/photos/models.ts';
import { missingPhotos } from '../../../catalog/photos/photos.ts';
import {
  addToCollection,
  createCollection,
  deleteCollection,
  listCollections,
} from '../../../catalog/products/collections.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addShop, attachTestImage, direction, productInput, sha256Of } from './stock.ts';

let db: TestDatabase;
let quotes: number;
let photos: number;

beforeAll(async () => {
  db = await createTestDatabase();
  await registerModel(db.pool, { id: 'small', dimension: 8 });
  await registerModel(db.pool, { id: 'large', dimension: 16 });
  await activateModel(db.pool, 'small');
  quotes = (await createCollection(db.pool, 'quotes')).id;
  photos = (await createCollection(db.pool, 'photos')).id;
});
afterAll(() => db?.drop());

const item = (id: string, axis: number, content: string | Uint8Array | null = null) => ({
  id,
  contentHash: contentHash(content ?? id),
  content,
  metadata: null,
  vector: direction(axis),
});
const store = (collection: number, ...items: ReturnType<typeof item>[]) =>
  storeItems(db.pool, collection, { model: 'small', items });
const known = async (id: string, model = 'small') =>
  (await knownItems(db.pool, quotes, { model, ids: [id] })).get(id);
const near = (axis: number, options: Partial<Parameters<typeof similarItems>[1]> = {}) =>
  similarItems(db.pool, {
    model: 'small',
    vector: direction(axis),
    collectionIds: [quotes, photos],
    limit: 10,
    ...options,
  });

test('an item is known by its id, its hash and whether it has a vector under the model', async () => {
  expect(await known('one')).toBeUndefined();
  await store(quotes, item('one', 1, 'first'), item('two', 2), item('one', 3, 'first again'));
  expect(await known('one')).toEqual({
    contentHash: contentHash('first again'),
    hasContent: true,
    metadata: null,
    isEmbedded: true,
  });
  expect(await known('two')).toMatchObject({ hasContent: false, isEmbedded: true });
  expect(await known('one', 'large')).toMatchObject({ isEmbedded: false });
  expect((await near(3))[0]).toMatchObject({ collection: 'quotes', id: 'one', score: expect.closeTo(1) });
});

test('content that is kept stays while its hash does, and goes with it', async () => {
  const { vector, ...row } = item('one', 3, 'first again');
  await updateItems(db.pool, quotes, [{ ...row, content: null, metadata: { n: 1 } }]);
  expect(await known('one')).toMatchObject({ hasContent: true, metadata: { n: 1 } });
  await store(quotes, { ...item('one', 1), contentHash: contentHash('else') });
  expect(await known('one')).toMatchObject({ hasContent: false, metadata: null });
});

test('a vector under one model is none under another, nor after its content has changed', async () => {
  const wide = { ...item('wide', 0, 'a'), vector: new Float32Array(16).fill(0.25) };
  await storeItems(db.pool, quotes, { model: 'large', items: [wide] });
  expect(await known('wide', 'large')).toMatchObject({ isEmbedded: true });
  await store(quotes, item('wide', 4, 'b'));
  expect(await known('wide', 'small')).toMatchObject({ isEmbedded: true });
  // The vector under `large` is of what it was before.
  expect(await known('wide', 'large')).toMatchObject({ isEmbedded: false });
  expect(await near(0, { model: 'large', vector: wide.vector })).toEqual([]);
  expect(await countUnembedded(db.pool, 'large', [quotes])).toEqual([
    { name: 'quotes', items: 3, unembedded: 3, kept: 1 },
  ]);
  await expect(storeItems(db.pool, quotes, { model: 'small', items: [wide] })).rejects.toThrow(/dimensions/);
});

test('the same id in two collections is two items; a prefix and what was asked with narrow the answer', async () => {
  await store(photos, item('one', 1), item('shop/a', 1), item('shop/b', 2));
  const ids = async (options: Parameters<typeof near>[1]) =>
    (await near(1, options)).map(({ collection, id }) => `${collection} ${id}`);
  expect((await ids({ limit: 3 })).toSorted()).toEqual(['photos one', 'photos shop/a', 'quotes one']);
  expect(await ids({ prefix: 'shop/' })).toEqual(['photos shop/a', 'photos shop/b']);
  expect(await ids({ except: { collectionId: quotes, id: 'one' }, limit: 2 })).toEqual([
    'photos one',
    'photos shop/a',
  ]);
  expect(await ids({ except: { collectionId: null, id: 'one' }, limit: 1 })).toEqual(['photos shop/a']);
  const found = await findItems(db.pool, { model: 'small', collectionIds: [photos, quotes], id: 'one' });
  expect(found.map(({ collectionId }) => collectionId)).toEqual([photos, quotes]);
  expect(found[0]?.vector).toEqual(direction(1));
});

test('the products of a collection are found among its items, and leave with it as items', async () => {
  const shopId = await addShop(db.pool);
  const { id: productId } = await upsertProduct(
    db.pool,
    productInput(shopId, 'tap', { photoUrls: ['http://taps.test/tap.jpg'], title: 'Gold tap' }),
  );
  const [photo] = await missingPhotos(db.pool, 'small', { afterId: 0, limit: 1 });
  const photoId = photo?.id ?? 0;
  await attachTestImage(db.pool, photoId);
  await storeEmbeddings(db.pool, 'small', [{ photoId, sha256: sha256Of(photoId), vector: direction(7) }]);
  await addToCollection(db.pool, photos, [productId]);
  expect((await near(7, { limit: 1 }))[0]).toMatchObject({
    collection: 'photos',
    id: `product/${productId}`,
    content: 'Gold tap',
    score: expect.closeTo(1),
    metadata: { url: expect.any(String) },
  });
  const [leaving] = await Array.fromAsync(portableProducts(db.pool, photos, 'small'));
  expect(leaving).toMatchObject({ id: `product/${productId}`, content: 'Gold tap' });
  expect(leaving?.contentHash).toHaveLength(16);
});

test('lists and exports go through all items page by page, in the order of their ids', async () => {
  const many = (await createCollection(db.pool, 'many')).id;
  const ids = Array.from({ length: 250 }, (_, i) => `item ${String(i).padStart(3, '0')}`);
  await store(many, ...ids.map((id, i) => item(id, i % 8)));
  const leaving = await Array.fromAsync(portableItems(db.pool, many, 'small'));
  expect(leaving.map(({ id }) => id)).toEqual(ids);
  expect(leaving[9]?.vector).toEqual(direction(1));
  const page = await listItems(db.pool, many, {
    model: 'small',
    after: 'item 099',
    prefix: 'item 1',
    limit: 2,
  });
  expect(page.map(({ id }) => id)).toEqual(['item 100', 'item 101']);
  expect(await removeItems(db.pool, many, ['item 000', 'item 001', 'nobody'])).toBe(2);
  expect(await listCollections(db.pool)).toContainEqual(
    expect.objectContaining({ name: 'many', items: 248, products: 0 }),
  );
  expect(await deleteCollection(db.pool, many)).toBe(true);
  expect(await listItems(db.pool, many, { model: 'small', after: '', prefix: '', limit: 9 })).toEqual([]);
});

test('text with zero bytes is stored without them', async () => {
  await store(quotes, item('a\0b', 5, 'c\0d'));
  expect(await known('ab')).toMatchObject({ hasContent: true, contentHash: contentHash('c\0d') });
});

test('a model that is removed takes the vectors of items with it', async () => {
  await removeModel(db.pool, 'large');
  await expect(known('one', 'large')).rejects.toThrow(/item_embeddings_large/);
  await registerModel(db.pool, { id: 'large', dimension: 16 });
  expect(await known('wide', 'large')).toMatchObject({ isEmbedded: false });
});
