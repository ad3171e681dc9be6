// The map of a catalogue: whole or not at all, true to what comes and goes, drawn anew when much has changed.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { countChanges } from '../../../catalog/map/mappable-products.ts';
import { readMap, replaceMap } from '../../../catalog/map/maps.ts';
import { readClusters, readPoints } from '../../../catalog/map/read-map.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { drawMap } from '../../../workers/map/draw-map.ts';
import { refreshMap } from '../../../workers/map/refresh-map.ts';
import { addEmbedded, addShop, direction, model, productInput } from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const dimension = 16;
const finishes = ['Polished Gold', 'Matte Black', 'Signal Red'] as const;
type Finish = (typeof finishes)[number];

let db: TestDatabase;
let shopId: number;
let added = 0;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  await registerModel(db.pool, { id: model, dimension });
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.pool.query('delete from maps');
  await db.pool.query('delete from products');
  for (const finish of finishes) await addTaps(finish, 10);
});

/** Photos of a finish are within a few degrees of each other, finishes 60 degrees apart. */
async function addTaps(finish: Finish, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i++) {
    const name = `${finish.replaceAll(' ', '-')}-${++added}`;
    const vector = direction(60 * finishes.indexOf(finish) + (added % 10), dimension);
    const input = productInput(shopId, name, { title: `Basin Tap, ${finish}`, category: ['Taps'] });
    ids.push(await addEmbedded(db.pool, input, [vector]));
  }
  return ids;
}

const points = async () => (await readPoints(db.pool, model, {})).points;
const refresh = () => refreshMap({ db: db.pool, model });

test('it is drawn once, every product on it, what is alike together, its groups named', async () => {
  expect(await refresh()).toEqual({ drawn: 30, placed: 0 });
  expect(await refresh()).toEqual({ drawn: 0, placed: 0 });
  const shown = await points();
  expect(shown).toHaveLength(30);
  for (const [i, point] of shown.entries()) {
    const nearest = shown
      .map((other, j) => ({ j, gap: Math.hypot(other.x - point.x, other.y - point.y) }))
      .filter(({ j }) => j !== i)
      .sort((one, other) => one.gap - other.gap)
      .slice(0, 5);
    expect(nearest.filter(({ j }) => Math.floor(j / 10) === Math.floor(i / 10))).toHaveLength(5);
  }
  const clusters = await readClusters(db.pool, model);
  const regions = clusters.filter(({ level }) => level === 'region');
  expect(regions.reduce((sum, { size }) => sum + size, 0)).toBe(30);
  expect(regions.map(({ name }) => name).join()).toMatch(/Gold/);
  expect(regions.map(({ name }) => name).join()).toMatch(/Black/);
  expect(regions.every(({ image }) => image?.startsWith('/images/'))).toBe(true);
});

test('a new product gets a place at once, among those that it looks like', async () => {
  await refresh();
  const [id] = await addTaps('Matte Black', 1);
  expect(await refresh()).toEqual({ drawn: 0, placed: 1 });
  const shown = await points();
  const own = shown.find(({ productId }) => productId === id);
  const nearest = shown
    .filter(({ productId }) => productId !== id)
    .sort((one, other) => gap(one, own) - gap(other, own))[0];
  expect(own?.area).toBe(nearest?.area);
  // Products of the second finish are the second ten.
  expect(shown.findIndex(({ productId }) => productId === nearest?.productId)).toBeGreaterThanOrEqual(10);
  expect(shown.findIndex(({ productId }) => productId === nearest?.productId)).toBeLessThan(20);
});

const gap = (one: { x: number; y: number }, other: { x: number; y: number } | undefined) =>
  Math.hypot(one.x - (other?.x ?? 9), one.y - (other?.y ?? 9));

test('many new products are a reason to draw it anew', async () => {
  await refresh();
  const before = await readMap(db.pool, model);
  await addTaps('Signal Red', 9);
  expect(await countChanges(db.pool, model)).toEqual({ stayed: 30, came: 9 });
  expect(await refresh()).toEqual({ drawn: 39, placed: 0 });
  expect((await readMap(db.pool, model))?.drawing).not.toBe(before?.drawing);
});

test('what is gone, deleted or known as a placeholder is not on it any more', async () => {
  await refresh();
  const [gone, deleted, hidden] = (await points()).map(({ productId }) => productId);
  await db.pool.query('update products set gone_at = now() where id = $1', [gone]);
  await db.pool.query(`update "embeddings_test_model" set gone = true where product_id = $1`, [gone]);
  await db.pool.query('delete from products where id = $1', [deleted]);
  await db.pool.query(`update "embeddings_test_model" set placeholder = true where product_id = $1`, [
    hidden,
  ]);
  const shown = (await points()).map(({ productId }) => productId);
  expect(shown).toHaveLength(27);
  for (const id of [gone, deleted, hidden]) expect(shown).not.toContain(id);
  expect(
    (await readClusters(db.pool, model))
      .filter(({ level }) => level === 'region')
      .reduce((sum, { size }) => sum + size, 0),
  ).toBe(27);
});

test('a product whose photo is another one now is placed anew', async () => {
  await refresh();
  const [first] = await points();
  await db.pool.query(
    `update "embeddings_test_model" set image_sha256 = repeat('e', 64) where product_id = $1`,
    [first?.productId],
  );
  expect(await points()).toHaveLength(29);
  expect(await refresh()).toEqual({ drawn: 0, placed: 1 });
  expect(await points()).toHaveLength(30);
});

test('filters narrow it', async () => {
  await refresh();
  await db.pool.query(
    `update "embeddings_test_model" set price = 5 where product_id in (select min(id) from products)`,
  );
  const { points: cheap } = await readPoints(db.pool, model, { maxPrice: 10 });
  expect(cheap).toHaveLength(1);
});

test('stopped while it is drawn, it stays as it was, and is found to be due again', async () => {
  const stopping = new AbortController();
  const drawing = drawMap({
    db: db.pool,
    model,
    signal: stopping.signal,
    onProgress: () => stopping.abort(),
  });
  await expect(drawing).rejects.toThrow();
  expect(await readMap(db.pool, model)).toBeNull();
  expect(await refresh()).toMatchObject({ drawn: 30 });
});

test('killed while it is stored, nothing of it is seen, and the map before it stays', async () => {
  await refresh();
  const before = await points();
  const broken = { level: 'area', number: 99_999, region: 0, x: 0, y: 0, name: null, productId: 1 } as const;
  await expect(
    replaceMap(db.pool, model, { layout: 'umap', products: 1, newestId: 1, points: [], clusters: [broken] }),
  ).rejects.toThrow();
  expect(await points()).toEqual(before);
});

test('two that are drawn at the same time end as one whole map', async () => {
  await Promise.all([1, 2].map((seed) => drawMap({ db: db.pool, model, seed })));
  expect(await points()).toHaveLength(30);
});

test('it is drawn anew in the layout that was asked for last', async () => {
  await drawMap({ db: db.pool, model, layout: 'pca' });
  const before = await points();
  await addTaps('Matte Black', 12);
  expect(await refresh()).toMatchObject({ drawn: 42 });
  expect(await readMap(db.pool, model)).toMatchObject({ layout: 'pca' });
  await drawMap({ db: db.pool, model, layout: 'umap' });
  expect(await readMap(db.pool, model)).toMatchObject({ layout: 'umap' });
  expect(await points()).not.toEqual(before);
});

test('a handful of products has no map', async () => {
  await db.pool.query('delete from products where id > (select min(id) + 10 from products)');
  expect(await refresh()).toEqual({ drawn: 0, placed: 0 });
  expect(await readMap(db.pool, model)).toBeNull();
});
