import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { modelQuantise } from '../../../apps/cli/commands/model-quantise.ts';
import { registerFolder } from '../../../apps/cli/model-by-name.ts';
import { type Config, loadConfig } from '../../../apps/config.ts';
import { findWanted } from '../../../apps/models/wanted-model.ts';
import { loadModel } from '../../../apps/start/load-model.ts';
import { storeImages } from '../../../catalog/photos/images.ts';
import { missingPhotos } from '../../../catalog/photos/photos.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { clipShapedModel } from '../../bench/models/clip-shaped-model.ts';
import { silentProgress } from '../../quality/silent-progress.ts';
import { cosine } from '../../unit/clip/cosine.ts';
import { addShop, productInput } from '../catalog/stock.ts';
import { drawnPictures } from '../clip/drawn-pictures.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let folder: string;
let database: TestDatabase;
let config: Config;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-quantise-'));
});
afterEach(() => database.drop());
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A catalogue of such pictures, with the small model known as `tiny`. */
async function catalogueOf(pictures: Buffer[]): Promise<void> {
  database = await createTestDatabase();
  const { connectionString, pool } = database;
  config = loadConfig({
    DATA_DIR: folder,
    MODEL_DIR: join(folder, 'models'),
    DATABASE_URL: connectionString,
  });
  await registerFolder(pool, await clipShapedModel({ size: 'small' }), 'tiny');
  const shop = await addShop(pool, 'Own');
  for (const i of pictures.keys()) await upsertProduct(pool, productInput(shop, `tap ${i}`));
  const photos = await missingPhotos(pool, 'tiny', { afterId: 0, limit: pictures.length });
  for (const [i, { id }] of photos.entries()) {
    const thumbnail = pictures[i] ?? Buffer.alloc(0);
    const sha256 = String(i).padStart(64, '0');
    const facts = { width: 64, height: 64, format: 'png', bytes: 1, thumbnail } as const;
    await storeImages(pool, [{ photoId: id, sha256, ...facts }]);
  }
}

async function quantise() {
  const printed: string[] = [];
  const { signal } = new AbortController();
  await modelQuantise(
    { config, progress: silentProgress, signal, print: (line) => void printed.push(line) },
    'tiny',
    { photos: 22, json: true },
  );
  return JSON.parse(printed[0] ?? '{}');
}

test('a variant that finds the same is known under an id of its calibration, photos and texts', {
  timeout: 120_000,
}, async () => {
  await catalogueOf(await drawnPictures(44));
  const { id, kept, inInt8, variants } = await quantise();
  expect(id).toMatch(/^tiny-int8-[0-9a-f]{6}$/);
  expect(kept).toBe(true);
  expect(variants[1].fidelity.meanCosine).toBeGreaterThan(0.995);
  expect(variants[1].fidelity.textOverlap).toBeGreaterThan(0.9);
  expect(await findWanted(database.pool, id)).toMatchObject({ id, dimension: 32 });
  expect(variants[1].fidelity.textCosine).toBeGreaterThan(0.995);
  expect(inInt8).toEqual(['photos', 'texts']);
  const load = (name: string) => loadModel(name, { config, db: database.pool, parts: ['text'] });
  const [full, int8] = [await load('tiny'), await load(id)];
  const [[exact], [near]] = [await full.embedTexts(['gold']), await int8.embedTexts(['gold'])];
  expect(near?.vector).not.toEqual(exact?.vector);
  expect(cosine(near?.vector, exact?.vector)).toBeGreaterThan(0.995);
  await Promise.all([full.close(), int8.close()]);
  expect(await readdir(config.modelDir)).toEqual([id]);
});

test('one that finds other things is not kept', { timeout: 120_000 }, async () => {
  const vivid = await drawnPictures(44);
  const grey = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#777' } })
    .png()
    .toBuffer();
  // Calibrated on every other picture, which tell nothing of those between.
  await catalogueOf(vivid.map((picture, i) => (i % 2 === 0 ? grey : picture)));
  const before = await readdir(config.modelDir).catch(() => []); // none yet
  const { id, kept } = await quantise();
  expect(kept).toBe(false);
  expect(id).toBeNull();
  expect(await readdir(config.modelDir)).toEqual(before);
});
