import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { decodePhoto } from '../../../clip/decode-photo.ts';
import { type Encoder, loadEncoder } from '../../../clip/encoder.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { cosine } from '../../unit/clip/cosine.ts';

let encoder: Encoder;
beforeAll(async () => {
  encoder = await loadEncoder(starterFolder);
});
afterAll(() => encoder.close());

async function drawPhoto(colour: string): Promise<Float32Array> {
  const shape = Buffer.from(
    `<svg width="400" height="400"><rect x="120" y="60" width="160" height="280" fill="${colour}"/></svg>`,
  );
  const bytes = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'white' } })
    .composite([{ input: shape }])
    .jpeg()
    .toBuffer();
  return (await decodePhoto(bytes, encoder.preprocessing)).pixels;
}

describe('the starter encoder', () => {
  it('states what it is', () => {
    expect(encoder).toMatchObject({ modelId: 'starter', dimension: 512, preprocessing: { size: 224 } });
  });

  it('gives unit vectors of its dimension for photos and texts', async () => {
    const texts = await encoder.embedTexts(['gold purple', '', 'x '.repeat(500)]);
    const photos = await encoder.embedPixels([await drawPhoto('gold')]);
    for (const vector of [...texts.map((text) => text.vector), ...photos]) {
      expect(vector).toHaveLength(512);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
    expect(texts.map(({ truncated, tokens }) => [truncated, tokens])).toEqual([
      [false, 4],
      [false, 2],
      [true, 77],
    ]);
  });

  it('gives a photo the same vector alone and in any company', async () => {
    const colours = [
      'gold',
      'purple',
      'black',
      'silver',
      'red',
      'teal',
      'pink',
      'brown',
      'navy',
      'lime',
      'tan',
    ];
    const photos = await Promise.all(colours.map(drawPhoto));
    const together = await encoder.embedPixels(photos);
    expect(together).toHaveLength(colours.length);
    for (const [i, photo] of photos.entries()) {
      const [alone] = await encoder.embedPixels([photo]);
      expect(cosine(alone, together[i])).toBeGreaterThan(0.99999);
    }
  });

  it('gives a text the same vector alone and padded in a batch', async () => {
    const texts = ['tap', 'a matte black kitchen faucet with a pull down spray', 'gold '.repeat(90), ''];
    const together = await encoder.embedTexts(texts);
    for (const [i, text] of texts.entries()) {
      const [alone] = await encoder.embedTexts([text]);
      expect(cosine(alone?.vector, together[i]?.vector)).toBeGreaterThan(0.9999);
    }
  });

  it('puts a purple thing nearer to "purple" than a gold one', async () => {
    const [gold, purple] = await encoder.embedPixels([
      await drawPhoto('goldenrod'),
      await drawPhoto('purple'),
    ]);
    const [text] = await encoder.embedTexts(['purple']);
    expect(cosine(purple, text?.vector)).toBeGreaterThan(cosine(gold, text?.vector));
  });

  it('answers texts while photos are embedded', async () => {
    const photos = encoder.embedPixels(Array.from({ length: 24 }, () => new Float32Array(3 * 224 * 224)));
    let photosAreDone = false;
    void photos.then(() => {
      photosAreDone = true;
    });
    await encoder.embedTexts(['quick']);
    expect(photosAreDone).toBe(false);
    await photos;
  });

  it('handles none at all', async () => {
    expect(await encoder.embedPixels([])).toEqual([]);
    expect(await encoder.embedTexts([])).toEqual([]);
  });

  it('refuses tensors of another size and values that are no numbers', async () => {
    await expect(encoder.embedPixels([new Float32Array(7)])).rejects.toThrow(
      /7 samples; the model wants 150528/,
    );
    await expect(encoder.embedPixels([new Float32Array(150_528).fill(Number.NaN)])).rejects.toThrow(
      /length NaN/,
    );
    expect(await encoder.embedPixels([new Float32Array(150_528)])).toHaveLength(1);
  });
});

describe('closing an encoder', () => {
  it('lets running batches end', async () => {
    const closing = await loadEncoder(starterFolder, { parts: ['vision'], threads: 1 });
    const vectors = closing.embedPixels([new Float32Array(150_528)]);
    await closing.close();
    expect(await vectors).toHaveLength(1);
    await expect(closing.embedPixels([new Float32Array(150_528)])).rejects.toThrow(
      /thread that embeds ended/,
    );
  });
});

describe('loading an encoder', () => {
  it('loads one tower where one is enough', async () => {
    const texts = await loadEncoder(starterFolder, { parts: ['text'], modelId: 'words' });
    onTestFinished(() => texts.close());
    expect(texts.modelId).toBe('words');
    expect(await texts.embedTexts(['tap'])).toHaveLength(1);
    await expect(texts.embedPixels([])).rejects.toThrow(/image tower of words was not loaded/);
  });

  it('names the file that is missing or broken', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'lookalike-model-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await cp(starterFolder, folder, { recursive: true });
    await rm(path.join(folder, 'onnx/vision_model.onnx'));
    await expect(loadEncoder(folder)).rejects.toThrow(
      /vision_model\.onnx can't be read; pull the model again/,
    );
    await writeFile(path.join(folder, 'onnx/vision_model.onnx'), 'nonsense');
    await expect(loadEncoder(folder)).rejects.toThrow(/vision_model\.onnx/);
    await cp(path.join(folder, 'onnx/text_model.onnx'), path.join(folder, 'onnx/vision_model.onnx'));
    await expect(loadEncoder(folder)).rejects.toThrow(/vision_model\.onnx has no output image_embeds/);
  });

  it('refuses a folder whose files disagree on the dimension', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'lookalike-model-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await cp(starterFolder, folder, { recursive: true });
    await writeFile(
      path.join(folder, 'config.json'),
      JSON.stringify({ projection_dim: 640, text_config: { max_position_embeddings: 77 } }),
    );
    await expect(loadEncoder(folder)).rejects.toThrow(/projection_dim 640 is not what its graphs give/);
  });
});
