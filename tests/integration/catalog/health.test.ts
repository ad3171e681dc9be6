// How sound a catalogue is: what each check counts and lists, planted outliers and duplicates, what the index misses.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listDuplicates } from '../../../catalog/health/duplicates.ts';
import { type HealthCheck, healthChecks, listProductsWith } from '../../../catalog/health/health-checks.ts';
import { type HealthReport, reportHealth } from '../../../catalog/health/health-report.ts';
import { readOutliers } from '../../../catalog/health/outliers.ts';
import { sampleRecall } from '../../../catalog/health/recall-sample.ts';
import { setPlaceholder } from '../../../catalog/looks/placeholders.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { failPhoto } from '../../../catalog/photos/photos.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { drawTap, storePhoto } from './pictures.ts';
import { addEmbedded, addShop, model, productInput, randomNumbers } from './stock.ts';

const dimension = 8;
const kinds = ['Mixers', 'Showers', 'Basins'];
const random = randomNumbers(7);

let database: TestDatabase;
let shopId: number;
let otherShop: number;
let report: HealthReport;
const planted: number[] = [];
const expected: Partial<Record<HealthCheck, number>> = {};
const twins: number[] = [];

/** Near the axis of a kind, as photos of one sort of thing are. */
function like(kind: number): Float32Array {
  const vector = Float32Array.from({ length: dimension }, (_, i) => (i === kind ? 1 : 0) + 0.3 * random());
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}

const filed = (name: string, kind: string) => productInput(shopId, name, { category: ['Bathroom', kind] });

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  await registerModel(pool, { id: model, dimension });
  shopId = await addShop(pool);
  otherShop = await addShop(pool, 'Spouts');
  for (const [i, kind] of kinds.entries()) {
    for (let n = 0; n < 30; n++) await addEmbedded(pool, filed(`${kind}-${n}`, kind), [like(i)]);
  }
  for (const n of [0, 1]) {
    planted.push(await addEmbedded(pool, filed(`shower among mixers ${n}`, 'Mixers'), [like(1)]));
  }
  const add = async (name: string, changes: Parameters<typeof productInput>[2]) =>
    (await upsertProduct(pool, productInput(shopId, name, changes))).id;
  expected['no-photo'] = await add('no-photo', { photoUrls: [] });
  expected['no-price'] = await add('no-price', { price: null, currency: null, photoUrls: [] });
  expected['no-brand'] = await add('no-brand', { brand: null, photoUrls: [] });
  expected['no-category'] = await add('no-category', { category: [], photoUrls: [] });
  expected['photo-pending'] = await add('pending', {});
  expected['photo-failed'] = await add('failed', {});
  await pool
    .query('select id from photos where product_id = $1', [expected['photo-failed']])
    .then(({ rows }) => failPhoto(pool, rows[0].id, 'not found'));
  expected.stale = await add('stale', { photoUrls: [] });
  await pool.query(`update products set last_seen = now() - interval '31 days' where id = $1`, [
    expected.stale,
  ]);
  const gone = await add('gone', { photoUrls: [], price: null, currency: null });
  await pool.query('update products set gone_at = now() where id = $1', [gone]);

  const tap = await drawTap('#c3a21b');
  for (const shop of [shopId, otherShop]) {
    const { productId, photoId, sha256 } = await storePhoto(pool, shop, tap, { category: ['Pairs'] });
    await storeEmbeddings(pool, model, [{ photoId, sha256, vector: like(0) }]);
    twins.push(productId);
  }
  const soon = await storePhoto(pool, shopId, await drawTap('#2040c0', 1), { category: ['Pairs'] });
  await storeEmbeddings(pool, model, [{ photoId: soon.photoId, sha256: soon.sha256, vector: like(1) }]);
  expected.placeholder = soon.productId;
  const { rows } = await pool.query<{ id: number }>('select look_id as id from images where sha256 = $1', [
    soon.sha256,
  ]);
  await setPlaceholder(pool, rows[0]?.id ?? 0, { placeholder: true, judgedBy: 'operator', reason: null });
  report = await reportHealth(pool, model);
}, 120_000);
afterAll(() => database?.drop());

it('counts the products of each check, and not those that are gone', () => {
  expect(report.products).toBe(30 * 3 + 2 + 7 + 3);
  expect(report.checks).toEqual({
    'no-photo': 5,
    'photo-pending': 1,
    'photo-failed': 1,
    placeholder: 1,
    'no-price': 1,
    'no-brand': 1,
    'no-category': 1,
    stale: 1,
  });
  expect(report.photos).toEqual({ embedded: 95, missing: 1, failed: 1 });
});

it.each(healthChecks)('lists as many examples of %s as it counts', async (check) => {
  const found = await listProductsWith(database.pool, model, { check, limit: 24, offset: 0 });
  expect(found).toHaveLength(report.checks[check]);
  expect(found.map(({ product }) => product.id)).toContain(expected[check]);
  expect(found[0]?.detail).toBe(check === 'photo-failed' ? 'not found' : null);
  expect(await listProductsWith(database.pool, model, { check, limit: 24, offset: found.length })).toEqual(
    [],
  );
});

it('finds the two products that are filed among others, and says what they look like', async () => {
  expect(report.outliers.map(({ productId }) => productId).toSorted()).toEqual(planted);
  for (const outlier of report.outliers) {
    expect(outlier).toMatchObject({ category: 'Mixers', otherCategory: 'Showers' });
    expect(outlier.otherLikeness).toBeGreaterThan(outlier.likeness + 0.1);
  }
  const shown = await readOutliers(database.pool, report.outliers);
  expect(shown.map(({ product }) => product.image)).toEqual(
    Array(2).fill(expect.stringMatching(/^\/images\//)),
  );
});

it('finds one picture at two shops', async () => {
  expect(report.duplicates).toEqual({ looks: 1, acrossShops: 1, products: 2 });
  const found = await listDuplicates(database.pool, model, { limit: 24, offset: 0 });
  expect(found.map(({ product }) => product.id)).toEqual(twins);
  expect(found.map(({ product }) => product.shop.id)).toEqual([shopId, otherShop]);
  expect(new Set(found.map(({ lookId }) => lookId)).size).toBe(1);
  expect(found[0]?.product.image).toMatch(/^\/images\/[0-9a-f]{64}\.webp$/);
  expect(found[1]?.product.image).toBe(found[0]?.product.image);
});

it('measures what the index finds against all photos, as long as there is time', async () => {
  const sample = await sampleRecall(database.pool, { model, sample: 20, efSearch: 1000 });
  // Not 1: of the photos in a graph a single one may be out of reach.
  expect(sample.recall).toBeGreaterThan(0.95);
  expect(sample.sampled).toBeGreaterThan(5);
  expect(sample.sampled).toBeLessThanOrEqual(20);
  expect(await sampleRecall(database.pool, { model, sample: 20, withinMs: 0 })).toMatchObject({
    recall: null,
    sampled: 0,
  });
});

it('tells how large the vectors and their index are', () => {
  expect(report.sizes.databaseBytes).toBeGreaterThan(1_000_000);
  expect(report.sizes.vectorIndex).toMatchObject({ type: 'hnsw', bytes: expect.any(Number) });
  const table = report.sizes.tables.find(({ name }) => name === 'embeddings_test_model');
  expect(table?.indexBytes).toBeGreaterThan(report.sizes.vectorIndex?.bytes ?? Number.POSITIVE_INFINITY);
});
