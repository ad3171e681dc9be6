// The map over HTTP: points in columns, kept by the browser, clusters, and the products behind points.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerModel } from '../../../catalog/photos/models.ts';
import { drawMap } from '../../../workers/map/draw-map.ts';
import { addEmbedded, addShop, direction, model, productInput } from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { startTestApi, type TestApi } from './test-api.ts';

const products = 20;
let db: TestDatabase;
let api: TestApi;
const ids: number[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  await registerModel(db.pool, { id: model, dimension: 8 });
  const shopId = await addShop(db.pool);
  for (let i = 0; i < products; i++) {
    const finish = i % 2 === 0 ? 'Polished Gold' : 'Matte Black';
    const input = productInput(shopId, `tap-${i}`, { title: `Tap, ${finish}`, price: 10 + i });
    ids.push(await addEmbedded(db.pool, input, [direction(i % 2 === 0 ? i : 120 + i)]));
  }
  const encoder = { modelId: model, dimension: 8, embedTexts: async () => [] };
  api = await startTestApi({ db: db.pool, encoder });
});
afterAll(async () => {
  await api?.close();
  await db?.drop();
});

test('before the first drawing it is empty, and says so', async () => {
  expect((await api.get('/api/map')).json).toMatchObject({ drawnAt: null, ids: [], colours: '', model });
  expect((await api.get('/api/map/clusters')).json).toMatchObject({ drawnAt: null, regions: [] });
});

test('every product is on it, in columns of the same length', async () => {
  await drawMap({ db: db.pool, model });
  const { status, json } = await api.get('/api/map');
  expect(status).toBe(200);
  let id = 0;
  expect(json.ids.map((more: number) => (id += more))).toEqual(ids);
  for (const column of ['x', 'y', 'areas']) expect(json[column]).toHaveLength(products);
  expect(json.colours).toHaveLength(3 * products);
  for (const at of [...json.x, ...json.y]) expect(at >= 0 && at <= json.steps).toBe(true);
});

test('a browser that holds it is told so; filters are another answer', async () => {
  const { headers } = await api.get('/api/map');
  const tag = headers.get('etag') ?? '';
  expect((await api.get('/api/map', { headers: { 'If-None-Match': tag } })).status).toBe(304);
  const cheap = await api.get('/api/map?maxPrice=14', { headers: { 'If-None-Match': tag } });
  expect(cheap.json.ids).toHaveLength(5);
});

test('regions are made of areas, with names, sizes and a photo from their middle', async () => {
  const { regions } = (await api.get('/api/map/clusters')).json;
  const sizes = (places: { size: number }[]) => places.reduce((sum, { size }) => sum + size, 0);
  expect(sizes(regions)).toBe(products);
  for (const region of regions) {
    expect(sizes(region.areas)).toBe(region.size);
    expect(region.image).toMatch(/^\/images\/[0-9a-f]{64}\.webp$/);
    expect(ids).toContain(region.productId);
  }
  expect(regions.map(({ name }: { name: string }) => name).join()).toMatch(/Gold|Black/);
});

test('the products behind points; unknown ids are left out, nonsense is refused', async () => {
  const { json } = await api.get(`/api/map/products?ids=${ids[0]},${ids[3]},999999`);
  expect(json.products.map(({ id }: { id: number }) => id).sort()).toEqual([ids[0], ids[3]].sort());
  for (const bad of [
    '',
    '?ids=',
    '?ids=1,,2',
    '?ids=-1',
    '?ids=1;drop',
    `?ids=${Array(101).fill(1).join()}`,
  ]) {
    expect((await api.get(`/api/map/products${bad}`)).status, bad).toBe(400);
  }
  expect((await api.get('/api/map?minPrice=9&maxPrice=1')).json.code).toBe('price_range_reversed');
});
