import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fidelityOf } from '../../../apps/models/fidelity.ts';
import { decodePhoto } from '../../../clip/decode-photo.ts';
import { loadEncoder } from '../../../clip/encoder.ts';
import { readModelConfig } from '../../../clip/model-config.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { encodeOnnx, readOnnxFile } from '../../../clip/onnx/onnx-file.ts';
import { photosInput } from '../../../clip/photo-encoder.ts';
import { channelRanges } from '../../../clip/quantise/calibrate.ts';
import { findLayerGroups } from '../../../clip/quantise/linear-layers.ts';
import { quantiseFolder } from '../../../clip/quantise/quantise-folder.ts';
import { quantiseGraph } from '../../../clip/quantise/quantise-graph.ts';
import { unitVectors } from '../../../clip/unit-vectors.ts';
import { clipShapedModel } from '../../bench/models/clip-shaped-model.ts';
import type { LayerNormForm } from '../../bench/models/transformer-graph.ts';
import { cosine } from '../../unit/clip/cosine.ts';
import { drawnPictures } from './drawn-pictures.ts';

let root: string;
let pictures: Buffer[];
let pixels: Float32Array[];
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lookalike-quantise-'));
  pictures = await drawnPictures(48);
  const { preprocessing } = await readModelConfig(await clipShapedModel({ size: 'small' }));
  const photos = await Promise.all(pictures.map((one) => decodePhoto(one, preprocessing)));
  pixels = photos.map((photo) => photo.pixels);
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

/** A small CLIP with outliers as the large ones have them, in full precision and in int8, on photos it was not calibrated on. */
async function compare(layerNorms: LayerNormForm, how: { smooth: boolean }) {
  const folder = await clipShapedModel({ size: 'small', layerNorms });
  const [calibration, others] = [pixels.slice(0, 24), pixels.slice(24)];
  const model = await readOnnxFile(path.join(folder, 'onnx/vision_model.onnx'));
  const groups = findLayerGroups(model.graph);
  const ranges = await channelRanges(model, {
    values: groups.map(({ input }) => input),
    feeds: feedOf(calibration),
    threads: 1,
  });
  const full = await embed(encodeOnnx(model), others, 8);
  const quantised = encodeOnnx(quantiseGraph(model, groups, ranges, how));
  const together = await embed(quantised, others, 8);
  return {
    layers: groups.flatMap(({ layers }) => layers).length,
    alone: await embed(quantised, others, 1),
    together,
    fidelity: fidelityOf({ photos: full, texts: [] }, { photos: together, texts: [] }),
  };
}

async function* feedOf(photos: Float32Array[]) {
  yield { pixel_values: photosInput(photos, 64) };
}

async function embed(graph: Buffer, photos: Float32Array[], atOnce: number): Promise<Float32Array[]> {
  const session = await InferenceSession.create(graph, { intraOpNumThreads: 1 });
  const vectors: Float32Array[] = [];
  for (let at = 0; at < photos.length; at += atOnce) {
    const batch = photos.slice(at, at + atOnce);
    const joined = Float32Array.from(batch.flatMap((photo) => [...photo]));
    const output = await session.run({ pixel_values: new Tensor(joined, [batch.length, 3, 64, 64]) });
    const { dims, data } = output.image_embeds ?? {};
    vectors.push(...unitVectors({ dims: dims ?? [], data: data as Float32Array }, 'the graph'));
  }
  await session.release();
  return vectors;
}

describe('a vision tower in int8', () => {
  for (const layerNorms of ['nine nodes', 'one node'] as const) {
    it(`finds what full precision finds (LayerNorm in ${layerNorms}), whatever a photo’s company`, async () => {
      const { layers, alone, together, fidelity } = await compare(layerNorms, { smooth: true });
      expect(layers).toBe(12);
      expect(fidelity.meanCosine).toBeGreaterThan(0.998);
      expect(fidelity.photoOverlap).toBeGreaterThan(0.95);
      expect(alone).toEqual(together);
    });
  }

  it('would not without moving the outliers into the weights', async () => {
    const { fidelity } = await compare('nine nodes', { smooth: false });
    expect(fidelity.meanCosine).toBeLessThan(0.99);
  });
});

const texts = [
  'chrome basin tap',
  'gold',
  'matte black kitchen tap with a long spout',
  'handle, brass, 1/2 inch',
];

const planFor = (folder: string, material: { pictures: Buffer[]; texts: string[] }) => ({
  ...{ folder, modelId: 'small', into: root, threads: 1 },
  ...material,
});

describe('quantising a folder', () => {
  it('leaves nothing behind when it is stopped half-way', async () => {
    const stop = new AbortController();
    const folder = await clipShapedModel({ size: 'small' });
    const quantised = quantiseFolder({
      ...planFor(folder, { pictures, texts }),
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(quantised).rejects.toThrow(/abort/i);
    expect(await readdir(root)).toEqual([]);
  });

  it('gives what the same photos calibrated the same name, once', async () => {
    const folder = await clipShapedModel({ size: 'small' });
    const plan = planFor(folder, { pictures: pictures.slice(0, 8), texts });
    const first = await quantiseFolder(plan);
    const kept = await first.keep();
    expect(kept.id).toMatch(/^small-int8-[0-9a-f]{6}$/);
    const second = await quantiseFolder(plan);
    expect(await second.keep()).toEqual(kept);
    expect(await readdir(root)).toEqual([kept.id]);
    await rm(kept.folder, { recursive: true });
  });

  it('gives texts a tower in int8 that means the same, whatever a text’s company', async () => {
    const folder = await clipShapedModel({ size: 'small' });
    const made = await quantiseFolder(planFor(folder, { pictures: pictures.slice(0, 8), texts }));
    expect(made.inInt8).toEqual(['photos', 'texts']);
    const embed = async (from: string, some: string[]) => {
      const encoder = await loadEncoder(from, { parts: ['text'], threads: 1 });
      const vectors = await encoder.embedTexts(some);
      await encoder.close();
      return vectors.map(({ vector }) => vector);
    };
    const asked = ['gold tap', 'a purple bath spout with handles', 'tile'];
    const [full, int8] = [await embed(folder, asked), await embed(made.folder, asked)];
    for (const [i, vector] of int8.entries()) expect(cosine(vector, full[i])).toBeGreaterThan(0.995);
    expect(int8).not.toEqual(full);
    for (const [i, text] of asked.entries()) expect(await embed(made.folder, [text])).toEqual([int8[i]]);
    await made.restoreTexts();
    expect(await embed(made.folder, asked)).toEqual(full);
    await made.discard();
  });

  it('leaves texts their tower when there are none to calibrate with', async () => {
    const folder = await clipShapedModel({ size: 'small' });
    const made = await quantiseFolder(planFor(folder, { pictures: pictures.slice(0, 8), texts: [] }));
    expect(made.inInt8).toEqual(['photos']);
    const tower = (of: string) => readFile(path.join(of, 'onnx/text_model.onnx'));
    expect(await tower(made.folder)).toEqual(await tower(folder));
    await made.discard();
  });

  it('refuses a convolution net', async () => {
    const plan = { ...planFor(starterFolder, { pictures, texts }), modelId: 'starter' };
    await expect(quantiseFolder(plan)).rejects.toThrow(/starter is no transformer/);
    expect(await readdir(root)).toEqual([]);
  });
});
