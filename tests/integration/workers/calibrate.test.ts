// Calibration of a catalogue: what is missing or stale is done, nothing else.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerModel } from '../../../catalog/photos/models.ts';
import { readCalibrations, setCutoff } from '../../../catalog/ranking/calibrations.ts';
import { readColourDirections } from '../../../catalog/ranking/colour-directions.ts';
import { calibrate } from '../../../workers/calibrate.ts';
import {
  addEmbedded,
  addShop,
  clusteredVectors,
  model,
  productInput,
  randomNumbers,
} from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let db: TestDatabase;
let shopId: number;
const next = clusteredVectors(randomNumbers(1), 16, 6);
let added = 0;
const encoder = {
  modelId: model,
  embedTexts: async (texts: string[]) => texts.map(() => ({ vector: next() })),
};

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  await registerModel(db.pool, { id: model, dimension: 16 });
});
afterAll(() => db?.drop());

async function addProducts(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await addEmbedded(db.pool, productInput(shopId, `number-${++added}`), [next()]);
}

test('a handful of photos is not enough to learn from', async () => {
  await addProducts(10);
  expect(await calibrate({ db: db.pool, encoder })).toEqual([]);
  expect(await readCalibrations(db.pool, model)).toEqual([]);
});

test('cut-offs are reckoned once, with what they were reckoned from', async () => {
  await addProducts(50);
  expect(await calibrate({ db: db.pool, encoder })).toEqual(['text', 'photo']);
  const known = await readCalibrations(db.pool, model);
  expect(known.map(({ kind, photos, setBy }) => [kind, photos, setBy])).toEqual([
    ['text', 60, 'calibration'],
    ['photo', 60, 'calibration'],
  ]);
  for (const { cutoff, sampleSize, quantiles } of known) {
    expect(Math.abs(cutoff)).toBeLessThanOrEqual(1);
    expect(sampleSize).toBeGreaterThan(90);
    expect(Object.keys(quantiles)).toContain('0.95');
  }
  expect(await calibrate({ db: db.pool, encoder })).toEqual([]);
});

test('a catalogue that has grown by a fifth is calibrated again, but for what an operator set', async () => {
  await setCutoff(db.pool, model, { kind: 'photo', cutoff: 0.5 });
  await addProducts(5);
  expect(await calibrate({ db: db.pool, encoder })).toEqual([]);
  await addProducts(10);
  expect(await calibrate({ db: db.pool, encoder })).toEqual(['text']);
  const known = await readCalibrations(db.pool, model);
  expect(known.map(({ kind, setBy }) => [kind, setBy])).toEqual([
    ['text', 'calibration'],
    ['photo', 'operator'],
  ]);
});

test('directions of colour wait for images with colours', async () => {
  expect(await readColourDirections(db.pool, model)).toBeNull();
  await db.pool.query(
    `update images set colours = jsonb_build_array(jsonb_build_object(
      'hex', '#ff0000', 'share', 1, 'name', case when right(sha256, 1) < '8' then 'red' else 'blue' end))`,
  );
  expect(await calibrate({ db: db.pool, encoder })).toEqual(['colour']);
  const found = await readColourDirections(db.pool, model);
  expect(found?.directions.length).toBeGreaterThan(0);
  expect(found?.photos).toBe(75);
  for (const direction of found?.directions ?? []) expect(Math.hypot(...direction)).toBeCloseTo(1, 4);
});
