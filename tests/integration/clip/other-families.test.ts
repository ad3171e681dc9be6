// Models that are no CLIP: a SigLIP, whose texts are always filled up, and a text tower that ends before pooling.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEncoder } from '../../../clip/encoder.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { onnxBytes } from '../../../clip/onnx/build-onnx.ts';
import type { ModelQuirks } from '../../../clip/registry/model-spec.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lookalike-families-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const preprocessor = {
  size: { height: 8, width: 8 },
  resample: 2,
  image_mean: [0, 0, 0],
  image_std: [1, 1, 1],
};

async function makeFolder(
  name: string,
  config: object,
  quirks: ModelQuirks | null,
  text: Buffer,
  output: string,
) {
  const folder = path.join(root, name);
  await mkdir(path.join(folder, 'onnx'), { recursive: true });
  for (const file of ['tokenizer.json', 'tokenizer_config.json'])
    await cp(path.join(starterFolder, file), path.join(folder, file));
  const write = (file: string, value: object) => writeFile(path.join(folder, file), JSON.stringify(value));
  await write('config.json', config);
  await write('preprocessor_config.json', preprocessor);
  if (quirks) await write('lookalike.json', quirks);
  await writeFile(path.join(folder, 'onnx/text_model.onnx'), text);
  const vision = onnxBytes({
    inputs: [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, 8, 8] }],
    outputs: [{ name: output, type: 'float32', shape: ['batch', 3] }],
    nodes: [
      {
        op: 'ReduceMean',
        inputs: ['pixel_values'],
        outputs: [output],
        attributes: { axes: [2, 3], keepdims: 0 },
      },
    ],
  });
  await writeFile(path.join(folder, 'onnx/vision_model.onnx'), vision);
  return folder;
}

/** Gives the highest, the mean and the lowest of the ids it is fed: the mean tells how many there were. */
const pooledText = onnxBytes({
  inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 'sequence'] }],
  outputs: [{ name: 'pooler_output', type: 'float32', shape: ['batch', 3] }],
  nodes: [
    { op: 'Cast', inputs: ['input_ids'], outputs: ['ids'], attributes: { to: 1 } },
    { op: 'ReduceMax', inputs: ['ids'], outputs: ['highest'], attributes: { axes: [1], keepdims: 1 } },
    { op: 'ReduceMean', inputs: ['ids'], outputs: ['mean'], attributes: { axes: [1], keepdims: 1 } },
    { op: 'ReduceMin', inputs: ['ids'], outputs: ['lowest'], attributes: { axes: [1], keepdims: 1 } },
    {
      op: 'Concat',
      inputs: ['highest', 'mean', 'lowest'],
      outputs: ['pooler_output'],
      attributes: { axis: 1 },
    },
  ],
});

const sigmoid = { scale: 112.669, bias: -16.772 };
const siglip: ModelQuirks = { dimension: 3, contextLength: 64, padTo: 64, lowerCases: true, match: sigmoid };

describe('a SigLIP', () => {
  it('gets every text filled up to its length, alone and in a batch, and gives what it pools', async () => {
    const folder = await makeFolder('siglip', { model_type: 'siglip' }, siglip, pooledText, 'pooler_output');
    const encoder = await loadEncoder(folder);
    // [CLS] 2751 6379 [SEP], then 60 times the padding 0.
    const [highest, sum] = [6379, 101 + 2751 + 6379 + 102];
    const length = Math.hypot(highest, sum / 64, 0);
    for (const texts of [['gold purple'], ['gold purple', 'a longer text about taps']]) {
      const [first] = await encoder.embedTexts(texts);
      expect(first?.vector[0]).toBeCloseTo(highest / length, 5);
      expect(first?.vector[1]).toBeCloseTo(sum / 64 / length, 5);
      expect(first?.tokens).toBe(4);
    }
    expect(encoder).toMatchObject({ dimension: 3, match: sigmoid });
    const [photo] = await encoder.embedPixels([new Float32Array(192).fill(2)]);
    expect(photo?.[0]).toBeCloseTo(1 / Math.sqrt(3), 5);
    await encoder.close();
  });

  it('is refused where nobody says how its texts are filled up', async () => {
    const folder = await makeFolder('mute', { model_type: 'siglip' }, null, pooledText, 'pooler_output');
    await expect(loadEncoder(folder)).rejects.toThrow(/lookalike\.json: a SigLIP needs padTo/);
  });

  it('is refused with what nobody knows in its lookalike.json', async () => {
    const odd = { padding: 64 } as ModelQuirks;
    const folder = await makeFolder('odd', { model_type: 'siglip' }, odd, pooledText, 'pooler_output');
    await expect(loadEncoder(folder)).rejects.toThrow(/lookalike\.json.*padding/);
  });
});

describe('a text tower that ends before pooling', () => {
  it('gets the mean of a text’s own tokens through its dense layer, whatever pads it in a batch', async () => {
    // Each token gives its id, its id and 1: so the mean is that of the ids.
    const tokens = onnxBytes({
      inputs: [
        { name: 'input_ids', type: 'int64', shape: ['batch', 'sequence'] },
        { name: 'attention_mask', type: 'int64', shape: ['batch', 'sequence'] },
      ],
      outputs: [{ name: 'last_hidden_state', type: 'float32', shape: ['batch', 'sequence', 2] }],
      nodes: [
        { op: 'Cast', inputs: ['input_ids'], outputs: ['ids'], attributes: { to: 1 } },
        { op: 'Unsqueeze', inputs: ['ids'], outputs: ['wide'], attributes: { axes: [2] } },
        { op: 'Cast', inputs: ['attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
        { op: 'Unsqueeze', inputs: ['mask'], outputs: ['ones'], attributes: { axes: [2] } },
        { op: 'Concat', inputs: ['wide', 'ones'], outputs: ['last_hidden_state'], attributes: { axis: 2 } },
      ],
    });
    const dense: ModelQuirks = { contextLength: 16, dense: '2_Dense/model.safetensors' };
    const folder = await makeFolder('dense', { projection_dim: 3 }, dense, tokens, 'image_embeds');
    await mkdir(path.join(folder, '2_Dense'));
    // [3, 2]: the mean id, 1000, and both.
    await writeFile(path.join(folder, '2_Dense/model.safetensors'), safetensors([1, 0, 0, 1000, 1, 1000]));
    const encoder = await loadEncoder(folder);
    expect(encoder.dimension).toBe(3);
    const mean = (101 + 2751 + 6379 + 102) / 4;
    const expected = [mean, 1000, mean + 1000];
    const length = Math.hypot(...expected);
    for (const texts of [['gold purple'], ['gold purple', 'a longer text about taps']]) {
      const [first] = await encoder.embedTexts(texts);
      for (const [i, value] of expected.entries()) expect(first?.vector[i]).toBeCloseTo(value / length, 5);
    }
    await encoder.close();
  });
});

function safetensors(weights: number[]): Buffer {
  const shape = [3, 2];
  const header = Buffer.from(
    JSON.stringify({ 'linear.weight': { dtype: 'F32', shape, data_offsets: [0, 4 * weights.length] } }),
  );
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([size, header, Buffer.from(Float32Array.from(weights).buffer)]);
}

it('SigLIP 2 is prepared as its own published file says', async () => {
  // Its preprocessor_config.json, reproduced from its digest: bilinear, squashed, half and half.
  const published = {
    do_convert_rgb: null,
    do_normalize: true,
    do_rescale: true,
    do_resize: true,
    image_mean: [0.5, 0.5, 0.5],
    image_std: [0.5, 0.5, 0.5],
    resample: 2,
    rescale_factor: 0.00392156862745098,
    size: { height: 224, width: 224 },
  };
  const folder = await makeFolder('published', { model_type: 'siglip' }, siglip, pooledText, 'pooler_output');
  await writeFile(path.join(folder, 'preprocessor_config.json'), JSON.stringify(published));
  const encoder = await loadEncoder(folder, { parts: [] });
  expect(encoder.preprocessing).toMatchObject({
    size: 224,
    fit: 'squash',
    kernel: 'linear',
    mean: [0.5, 0.5, 0.5],
  });
  expect(await readFile(path.join(folder, 'lookalike.json'), 'utf8')).toContain('padTo');
});
