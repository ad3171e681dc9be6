// One model in several precisions: what `check` finds of them, what CLIP_DTYPE makes of that, and vectors of an earlier
// preparation.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelCheck } from '../../../apps/cli/commands/model-check.ts';
import { modelByName, registerFolder } from '../../../apps/cli/model-by-name.ts';
import type { CommandContext } from '../../../apps/cli/run-command.ts';
import { type Config, loadConfig } from '../../../apps/config.ts';
import { knownModels } from '../../../apps/models/known-models.ts';
import { modelFilesIn } from '../../../apps/models/model-files.ts';
import { loadModel } from '../../../apps/start/load-model.ts';
import { openEncoder } from '../../../apps/start/open-encoder.ts';
import { countEmbeddings, storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { storeImages } from '../../../catalog/photos/images.ts';
import { latestCheck } from '../../../catalog/photos/model-checks.ts';
import { activateModel, activeModel } from '../../../catalog/photos/models.ts';
import { missingPhotos } from '../../../catalog/photos/photos.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { silentProgress } from '../../quality/silent-progress.ts';
import { addShop, productInput } from '../catalog/stock.ts';
import { makeSecondModel } from '../second-model.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let folder: string;
let model: string;
let database: TestDatabase;
const db = () => database.pool;
const configOf = (settings: Record<string, string> = {}): Config =>
  loadConfig({ DATA_DIR: folder, HF_ENDPOINT: 'http://127.0.0.1:9', ...settings });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-variants-'));
  model = join(folder, 'quick');
  await cp(starterFolder, model, { recursive: true });
  const coarse = await makeSecondModel(join(folder, 'coarse'));
  for (const tower of ['vision_model', 'text_model']) {
    await cp(join(model, `onnx/${tower}.onnx`), join(model, `onnx/${tower}_fp16.onnx`));
    // Weighed so that it finds other things, as a tower that quantising has spoilt.
    await cp(join(coarse, `onnx/${tower}.onnx`), join(model, `onnx/${tower}_quantized.onnx`));
  }
  database = await createTestDatabase();
  await addPictures(24);
}, 60_000);
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function addPictures(count: number): Promise<void> {
  const shop = await addShop(db(), 'Own');
  for (let i = 0; i < count; i++) await upsertProduct(db(), productInput(shop, `tap ${i}`));
  await registerFolder(db(), model);
  for (const [i, photo] of (await missingPhotos(db(), 'quick', { afterId: 0, limit: 100 })).entries()) {
    const background = { r: (i * 53) % 256, g: (i * 97) % 256, b: (i * 31) % 256 };
    const thumbnail = await sharp({ create: { width: 80, height: 60, channels: 3, background } })
      .webp()
      .toBuffer();
    const sha256 = String(i).padStart(64, '0');
    const facts = { width: 80, height: 60, format: 'webp', bytes: 1, thumbnail };
    await storeImages(db(), [{ photoId: photo.id, sha256, ...facts }]);
  }
}

function contextOf(config: Config): { context: CommandContext; printed: string[] } {
  const printed: string[] = [];
  const print = (line: string) => void printed.push(line);
  return {
    context: { config, progress: silentProgress, signal: new AbortController().signal, print },
    printed,
  };
}

describe('a model in three precisions', () => {
  test('is listed with all of them', async () => {
    const known = await knownModels(db(), modelFilesIn(configOf().modelDir));
    const quick = known.filter(({ id }) => id.startsWith('quick'));
    expect(quick.map(({ id, dtype }) => [id, dtype])).toEqual([
      ['quick', 'fp32'],
      ['quick-fp16', 'fp16'],
      ['quick-q8', 'q8'],
    ]);
    expect(known.find(({ id }) => id === 'mobileclip-s0')).toMatchObject({
      commercialUse: false,
      verifiable: false,
      before: expect.stringContaining('--accept-licence --unverified'),
    });
  });

  test('is used at the precision that its name or CLIP_DTYPE says, each with vectors of its own', async () => {
    const at = async (name: string, dtype: string) =>
      (await modelByName(db(), name, configOf({ CLIP_DTYPE: dtype }))).id;
    expect(await at('quick', 'fp32')).toBe('quick');
    expect(await at('quick', 'q8')).toBe('quick-q8');
    expect(await at('quick-fp16', 'q8')).toBe('quick-fp16');
    // Nothing has been checked yet.
    expect(await at('quick', 'auto')).toBe('quick');
    // It comes in full precision only.
    expect(await at('starter', 'q8')).toBe('starter');
  });
});

test('CLIP_DTYPE=auto follows what was found of them', { timeout: 120_000 }, async () => {
  // The command opens a database by its address; the embedded one has a folder of its own.
  const { connectionString } = database;
  const { context, printed } = contextOf(configOf({ DATABASE_URL: connectionString }));
  await modelCheck(context, 'quick', { photos: 24, json: true });
  const [fp32, fp16, q8] = JSON.parse(printed[0] ?? '{}').variants;
  expect(fp32).toMatchObject({ dtype: 'fp32', fidelity: null });
  expect(fp16.fidelity.worstCosine).toBeCloseTo(1, 5);
  expect(fp16.fidelity.photoOverlap).toBe(1);
  expect(q8.fidelity.meanCosine).toBeLessThan(0.5);
  for (const variant of [fp32, fp16, q8]) expect(variant.photosPerSecond).toBeGreaterThan(0);
  const found = await latestCheck(db(), 'quick');
  // Of two equals either may be quicker; what finds other things is never taken.
  expect(['fp32', 'fp16']).toContain(found?.recommended);
  const auto = await modelByName(db(), 'quick', configOf({ CLIP_DTYPE: 'auto' }));
  expect(auto.variant.dtype).toBe(found?.recommended);
});

test('a catalogue keeps the precision of its vectors whatever CLIP_DTYPE says, and tells', async () => {
  await embedUnder('quick');
  const opened = await open({ MODEL: 'quick', CLIP_DTYPE: 'q8' });
  expect(opened.id).toBe('quick');
  expect(opened.notices.join()).toMatch(/MODEL is quick and CLIP_DTYPE is q8.*model use quick-q8/);
  expect((await open({ MODEL: 'quick' })).notices).toEqual([]);
});

test('vectors of an earlier preparation are kept but not asked; all photos begin anew beside them', async () => {
  await embedUnder('quick');
  const later = await open({}, 2);
  expect(later.id).toBe('quick-p2');
  expect(later.notices.join()).toMatch(/quick were made with preparation 1.*embedded anew/);
  expect(await activeModel(db())).toMatchObject({ id: 'quick-p2' });
  expect(await countEmbeddings(db(), 'quick-p2')).toBe(0);
  expect((await missingPhotos(db(), 'quick-p2', { afterId: 0, limit: 100 })).length).toBe(24);
  expect(await countEmbeddings(db(), 'quick')).toBe(1);
  // And by no other way either.
  const load = (id: string, preparation: number) =>
    loadModel(id, { config: configOf(), db: db(), parts: ['text'], preparation });
  await expect(load('quick', 2)).rejects.toThrow(/preparation 1/);
  await expect(load('quick-p2', 1)).rejects.toThrow(/preparation 2/);
  await expect(load('starter-p2', 1)).rejects.toThrow(/preparation 2/);
});

async function embedUnder(id: string): Promise<void> {
  await activateModel(db(), id);
  const [photo] = await missingPhotos(db(), id, { afterId: 0, limit: 1 });
  if (photo && (await countEmbeddings(db(), id)) === 0)
    await storeEmbeddings(db(), id, [
      { photoId: photo.id, sha256: '0'.repeat(64), vector: new Float32Array(512).fill(1 / Math.sqrt(512)) },
    ]);
}

async function open(settings: Record<string, string>, preparation?: number) {
  const { encoder, notices } = await openEncoder({
    config: configOf(settings),
    db: db(),
    progress: silentProgress,
    parts: ['text'],
    ...(preparation === undefined ? {} : { preparation }),
  });
  await encoder.close();
  return { id: encoder.modelId, notices };
}
