// Items of collections over HTTP: stored by operators, listed and searched by everybody; and scores.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawShirt } from '../cli/shirts.ts';
import { type PhotoHost, startPhotoHost } from './photo-host.ts';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
let host: PhotoHost;
let shirt: Buffer;
beforeAll(async () => {
  shirt = await drawShirt('#d01818');
  host = await startPhotoHost({ '/red.jpg': (_, response) => void response.end(shirt) });
  api = await startTapApi({ allowHosts: [host.host] });
}, 120_000);
afterAll(async () => {
  await api?.close();
  await host?.close();
});

const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  api.get(path, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
const items = [
  { id: 'jeans', text: 'a pair of blue jeans', metadata: { price: 40 } },
  { id: 'apple', text: 'a green apple' },
];

it('texts and photos are embedded once; a bad one is named, and the others are stored', async () => {
  const photos = ['/red.jpg', '/lost.jpg'].map((path) => ({ id: path, image: { url: host.url(path) } }));
  const stored = await send('PUT', '/api/collections/things/items', {
    items: [...items, ...photos],
    store: true,
  });
  expect(stored.status).toBe(200);
  expect(stored.json).toMatchObject({ embedded: 3, unchanged: 0, updated: 0, model: 'starter' });
  expect(stored.json.errors).toEqual([{ item: 3, reason: expect.stringContaining('could not be fetched') }]);
  const again = await send('PUT', '/api/collections/things/items', { items });
  expect(again.json).toMatchObject({ embedded: 0, unchanged: 2, errors: [] });
  expect((await api.get('/api/collections')).json.collections).toMatchObject([{ name: 'things', items: 3 }]);
});

it('they are listed page by page', async () => {
  const first = (await api.get('/api/collections/things/items?limit=2')).json;
  expect(first.items).toEqual([
    expect.objectContaining({ id: '/red.jpg', embedded: true, content: null, photoBytes: shirt.length }),
    expect.objectContaining({ id: 'apple', content: 'a green apple', photoBytes: null }),
  ]);
  const rest = (await api.get(`/api/collections/things/items?limit=2&cursor=${first.nextCursor}`)).json;
  expect(rest).toMatchObject({ items: [{ id: 'jeans', metadata: { price: 40 } }], nextCursor: null });
  const other = await api.get(`/api/collections/things/items?prefix=a&cursor=${first.nextCursor}`);
  expect(other.json.code).toBe('invalid_cursor');
});

it('they are found by words, by an item, by a photo, and beside products of other collections', async () => {
  const similar = async (query: string) =>
    (await api.get(`/api/items/similar?collection=things&${query}`)).json.results;
  expect((await similar('q=denim+trousers'))[0]).toEqual({
    collection: 'things',
    id: 'jeans',
    score: expect.any(Number),
    content: 'a pair of blue jeans',
    metadata: { price: 40 },
  });
  expect((await similar('id=jeans&limit=1'))[0].id).not.toBe('jeans');
  expect(await similar('q=apple&prefix=j')).toMatchObject([{ id: 'jeans' }]);

  const form = new FormData();
  form.set('photo', new Blob([Uint8Array.from(shirt)]), 'red.jpg');
  form.set('query', JSON.stringify({ collections: ['things'], limit: 1 }));
  const byPhoto = await api.get('/api/items/similar', { method: 'POST', body: form });
  expect(byPhoto.json.results).toMatchObject([{ id: '/red.jpg', score: expect.closeTo(1, 4) }]);

  const [productId = 0] = api.shop.ids.values();
  await send('PUT', '/api/collections/taps', { productIds: [productId] });
  const mixed = await send('POST', '/api/items/similar', {
    collections: ['things', 'taps'],
    like: [productId],
  });
  expect(mixed.json.results[0]).toMatchObject({ collection: 'taps', id: `product/${productId}` });
  const notItself = await api.get(`/api/items/similar?collection=taps&id=product/${productId}`);
  expect(notItself.json.results).toEqual([]);
});

it('photos and products are scored against texts', async () => {
  const [productId = 0] = api.shop.ids.values();
  const { json } = await send('POST', '/api/score', {
    texts: ['a red shirt', 'a green apple', 'a kitchen tap'],
    images: [{ url: host.url('/red.jpg') }],
    products: [productId],
  });
  expect(json.results.map(({ photo }: { photo: string }) => photo)).toEqual([
    host.url('/red.jpg'),
    `product/${productId}`,
  ]);
  const best = json.results.map(({ scores }: { scores: { text: string; probability: number }[] }) =>
    scores.reduce((a, b) => (a.probability > b.probability ? a : b)),
  );
  expect(best.map(({ text }: { text: string }) => text)).toEqual(['a red shirt', 'a kitchen tap']);
  const form = new FormData();
  form.set('photo', new Blob([Uint8Array.from(shirt)]), 'red.jpg');
  form.set('query', JSON.stringify({ texts: ['a red shirt'] }));
  const byFile = await api.get('/api/score', { method: 'POST', body: form });
  expect(byFile.json.results).toMatchObject([{ photo: 'photo', scores: [{ probability: 1 }] }]);
});

it('only operators store and remove them', async () => {
  const relayed = { 'x-forwarded-for': '203.0.113.9' };
  for (const [method, query] of [
    ['PUT', ''],
    ['DELETE', '?id=jeans'],
  ] as const) {
    const answer = await send(method, `/api/collections/things/items${query}`, { items }, relayed);
    expect(answer.json.code).toBe('operator_only_on_loopback');
  }
  const removed = await api.get('/api/collections/things/items?id=jeans&id=nobody', { method: 'DELETE' });
  expect(removed.json).toEqual({ removed: 1 });
});
