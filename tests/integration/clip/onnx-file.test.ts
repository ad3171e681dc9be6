import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AutoTokenizer, CLIPTextModelWithProjection, env } from '@huggingface/transformers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEncoder } from '../../../clip/encoder.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { decodeOnnx, encodeOnnx, readOnnxFile, writeOnnxFile } from '../../../clip/onnx/onnx-file.ts';
import { clipShapedModel } from '../../bench/models/clip-shaped-model.ts';
import { cosine } from '../../unit/clip/cosine.ts';

const starterVision = path.join(starterFolder, 'onnx/vision_model.onnx');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lookalike-onnx-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('an ONNX file', () => {
  it('is the same model after it was read and written', async () => {
    const copy = path.join(folder, 'copy.onnx');
    const model = await readOnnxFile(starterVision);
    await writeOnnxFile(copy, model);
    expect(await readOnnxFile(copy)).toEqual(model);
    const pixels = Float32Array.from({ length: 3 * 224 * 224 }, (_, i) => Math.sin(i / 1000));
    expect(await imageEmbedding(copy, pixels)).toEqual(await imageEmbedding(starterVision, pixels));
    expect(await readdir(folder)).toEqual(['copy.onnx']);
  });

  it('keeps what we have no description of', async () => {
    const model = await readOnnxFile(starterVision);
    // Field 6 of a model is its doc_string, which onnx-messages.ts does not name.
    const note = Buffer.concat([encodeOnnx(model), Buffer.from([0x32, 4]), Buffer.from('kept')]);
    expect(encodeOnnx(decodeOnnx(note)).includes(Buffer.from('kept'))).toBe(true);
  });

  it('is refused by name when it is none', async () => {
    const none = path.join(starterFolder, 'config.json');
    await expect(readOnnxFile(none)).rejects.toThrow(/config\.json is no ONNX model/);
  });
});

async function imageEmbedding(file: string, pixels: Float32Array) {
  const session = await InferenceSession.create(file);
  const { image_embeds } = await session.run({ pixel_values: new Tensor(pixels, [1, 3, 224, 224]) });
  await session.release();
  return image_embeds?.data;
}

describe('a made-up model of CLIP’s shape', () => {
  it('gives transformers.js and us the same vectors, in both forms of LayerNorm', async () => {
    const texts = ['gold purple tap', 'a chair'];
    const vectors: Float32Array[] = [];
    for (const layerNorms of ['nine nodes', 'one node'] as const) {
      const model = await clipShapedModel({ size: 'small', layerNorms });
      const encoder = await loadEncoder(model, { parts: ['text'] });
      vectors.push(...(await encoder.embedTexts(texts)).map(({ vector }) => vector));
      await encoder.close();
    }
    Object.assign(env, { allowRemoteModels: false, localModelPath: tmpdir() });
    const name = path.relative(tmpdir(), await clipShapedModel({ size: 'small' }));
    const tokenizer = await AutoTokenizer.from_pretrained(name);
    const theirs = await CLIPTextModelWithProjection.from_pretrained(name, { dtype: 'fp32' });
    const { text_embeds } = await theirs(tokenizer(texts, { padding: true }));
    for (const [i, vector] of vectors.entries()) {
      const their: Float32Array = text_embeds[i % texts.length].data;
      expect(cosine(vector, their) / Math.hypot(...their)).toBeCloseTo(1, 5);
    }
  });
});
