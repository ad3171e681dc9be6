import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Encoder, loadEncoder } from '../../../clip/encoder.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { onnxBytes } from '../../../clip/onnx/build-onnx.ts';

// CLIP's weights are too large to ship, but its graphs differ from the starter's in two ways that matter: the text
// graph has no attention_mask and pools at the highest token id, and neither graph normalises what it gives.
let folder: string;
let encoder: Encoder;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lookalike-clip-shaped-'));
  await mkdir(path.join(folder, 'onnx'));
  for (const file of ['tokenizer.json', 'tokenizer_config.json']) {
    await cp(path.join(starterFolder, file), path.join(folder, file));
  }
  await writeFile(
    path.join(folder, 'config.json'),
    JSON.stringify({ projection_dim: 3, text_config: { max_position_embeddings: 77 } }),
  );
  await writeFile(
    path.join(folder, 'preprocessor_config.json'),
    JSON.stringify({
      size: { height: 8, width: 8 },
      resample: 2,
      image_mean: [0, 0, 0],
      image_std: [1, 1, 1],
    }),
  );
  const visionGraph = onnxBytes({
    inputs: [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, 8, 8] }],
    outputs: [{ name: 'image_embeds', type: 'float32', shape: ['batch', 3] }],
    nodes: [
      {
        op: 'ReduceMean',
        inputs: ['pixel_values'],
        outputs: ['image_embeds'],
        attributes: { axes: [2, 3], keepdims: 0 },
      },
    ],
  });
  const textGraph = onnxBytes({
    inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 'sequence'] }],
    outputs: [{ name: 'text_embeds', type: 'float32', shape: ['batch', 3] }],
    nodes: [
      { op: 'Cast', inputs: ['input_ids'], outputs: ['ids'], attributes: { to: 1 } },
      { op: 'ReduceMax', inputs: ['ids'], outputs: ['highest'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Sqrt', inputs: ['highest'], outputs: ['root'] },
      {
        op: 'Concat',
        inputs: ['highest', 'root', 'root'],
        outputs: ['text_embeds'],
        attributes: { axis: 1 },
      },
    ],
  });
  for (const suffix of ['', '_quantized']) {
    await writeFile(path.join(folder, `onnx/vision_model${suffix}.onnx`), visionGraph);
    await writeFile(path.join(folder, `onnx/text_model${suffix}.onnx`), textGraph);
  }
  encoder = await loadEncoder(folder, { modelId: 'shaped' });
});
afterAll(async () => {
  await encoder.close();
  await rm(folder, { recursive: true, force: true });
});

/** An 8x8 photo of one colour. */
function fill(...colour: [number, number, number]): Float32Array {
  return Float32Array.from({ length: 192 }, (_, i) => colour[Math.floor(i / 64)] ?? 0);
}

describe('a model with graphs like those of CLIP', () => {
  it('is fed only the inputs that its text graph lists, and its vectors are made unit length', async () => {
    const texts = ['tap', 'gold tap', 'a longer text about purple taps'];
    for (const { vector } of await encoder.embedTexts(texts)) {
      const [highest = 0, root = 0] = vector;
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      expect(highest / root).toBeGreaterThan(10);
    }
  });

  it('gives a text the same vector when a batch pads it', async () => {
    const texts = ['tap', 'a much longer text about purple taps'];
    const together = await encoder.embedTexts(texts);
    for (const [i, text] of texts.entries()) {
      expect((await encoder.embedTexts([text]))[0]?.vector).toEqual(together[i]?.vector);
    }
  });

  it('gives photos their vectors in order, unit length', async () => {
    const [first, second] = await encoder.embedPixels([fill(3, 0, 4), fill(0, 2, 0)]);
    expect(first?.[0]).toBeCloseTo(0.6, 5);
    expect(first?.[2]).toBeCloseTo(0.8, 5);
    expect(Array.from(second ?? [])).toEqual([0, 1, 0]);
  });

  it('is refused a vector that has no direction', async () => {
    await expect(encoder.embedPixels([fill(0, 0, 0)])).rejects.toThrow(/vector of length 0 for item 0 of 1/);
    await expect(encoder.embedPixels([fill(1, Number.POSITIVE_INFINITY, 0)])).rejects.toThrow(
      /of length Infinity/,
    );
  });

  it('goes by another name at another precision', async () => {
    const quantized = await loadEncoder(folder, { modelId: 'shaped', dtype: 'q8', parts: ['text'] });
    expect(quantized.modelId).toBe('shaped-q8');
    await quantized.close();
  });
});
