import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  AutoProcessor,
  AutoTokenizer,
  CLIPTextModelWithProjection,
  CLIPVisionModelWithProjection,
  env,
  RawImage,
  Tensor,
} from '@huggingface/transformers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePhoto } from '../../../clip/decode-photo.ts';
import { type Encoder, loadEncoder } from '../../../clip/encoder.ts';
import { readModelConfig } from '../../../clip/model-config.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { createTextTokenizer } from '../../../clip/text-tokens.ts';
import { cosine } from '../../unit/clip/cosine.ts';
import { findShared } from '../../unit/clip/shared-data.ts';

const wanted = 100;
const pixelShape = [3, 224, 224];

/** 100 real photos where there are any, else 100 drawn ones. */
async function gatherPhotos(folder: string | null): Promise<Buffer[]> {
  if (folder) {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).toSorted();
    const step = Math.max(1, Math.floor(names.length / wanted));
    const chosen = names.filter((_, i) => i % step === 0).slice(0, wanted);
    return Promise.all(chosen.map((name) => readFile(path.join(folder, name))));
  }
  return Promise.all(Array.from({ length: wanted }, (_, i) => drawPhoto(i)));
}

function drawPhoto(i: number): Promise<Buffer> {
  const [width, height] = [300 + ((i * 37) % 500), 300 + ((i * 91) % 500)];
  const drawing = `<svg width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${i * 7},20%,92%)"/>
    <ellipse cx="50%" cy="${30 + (i % 40)}%" rx="${10 + (i % 25)}%" ry="${12 + (i % 18)}%" fill="hsl(${i * 47},70%,45%)"/>
    <rect x="${20 + (i % 30)}%" y="45%" width="12%" height="40%" fill="hsl(${i * 89},60%,30%)"/></svg>`;
  return sharp(Buffer.from(drawing)).jpeg({ quality: 90 }).toBuffer();
}

async function gatherTexts(): Promise<string[]> {
  const products = findShared('data/photos/fashion/products.jsonl');
  const titles = products
    ? (await readFile(products, 'utf8'))
        .split('\n')
        .slice(0, wanted - 4)
        .map((line): string => JSON.parse(line).title)
    : Array.from({ length: wanted - 4 }, (_, i) => `a ${['gold', 'black', 'chrome'][i % 3]} tap number ${i}`);
  return [...titles, '', 'gold purple', 'Zürich – Stühle № 5 🚰', 'gold '.repeat(120)];
}

let ours: Encoder;
let theirs: { text: CLIPTextModelWithProjection; vision: CLIPVisionModelWithProjection };

beforeAll(async () => {
  env.allowRemoteModels = false;
  env.localModelPath = path.dirname(starterFolder);
  ours = await loadEncoder(starterFolder);
  theirs = {
    text: (await CLIPTextModelWithProjection.from_pretrained('starter', {
      dtype: 'fp32',
    })) as CLIPTextModelWithProjection,
    vision: (await CLIPVisionModelWithProjection.from_pretrained('starter', {
      dtype: 'fp32',
    })) as CLIPVisionModelWithProjection,
  };
});
afterAll(async () => {
  await Promise.all([ours.close(), theirs.text.dispose(), theirs.vision.dispose()]);
});

function unit(data: Float32Array): Float32Array {
  const length = Math.hypot(...data);
  return data.map((value) => value / length);
}

async function embedTheirs(pixels: Float32Array): Promise<Float32Array> {
  const { image_embeds } = await theirs.vision({
    pixel_values: new Tensor('float32', pixels, [1, ...pixelShape]),
  });
  return unit(image_embeds.data as Float32Array);
}

describe('next to @huggingface/transformers on the starter model', () => {
  it('gives the same vectors for the same pixel tensors of 100 photos', async () => {
    const photos = await gatherPhotos(findShared('data/photos/fashion/images'));
    expect(photos).toHaveLength(wanted);
    const decoded = await Promise.all(photos.map((bytes) => decodePhoto(bytes, ours.preprocessing)));
    const vectors = await ours.embedPixels(decoded.map(({ pixels }) => pixels));
    const cosines: number[] = [];
    for (const [i, { pixels }] of decoded.entries())
      cosines.push(cosine(vectors[i], await embedTheirs(pixels)));
    report('photos, same tensors', cosines);
    expect(Math.min(...cosines)).toBeGreaterThanOrEqual(0.9999);
  });

  it('gives the same token ids and the same vectors for 100 texts', async () => {
    const texts = await gatherTexts();
    expect(texts).toHaveLength(wanted);
    const reference = await AutoTokenizer.from_pretrained('starter');
    const tokenizer = createTextTokenizer(await readModelConfig(starterFolder));
    const vectors = await ours.embedTexts(texts);
    const cosines: number[] = [];
    for (const [i, text] of texts.entries()) {
      const { ids, truncated } = tokenizer.tokenize(text);
      // Their truncation drops the end token, ours keeps it.
      const theirIds = Array.from(reference(text).input_ids.data as BigInt64Array, Number);
      if (!truncated) expect(ids).toEqual(theirIds);
      const shape = [1, ids.length];
      const { text_embeds } = await theirs.text({
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      });
      cosines.push(cosine(vectors[i]?.vector, unit(text_embeds.data as Float32Array)));
    }
    report('texts, same tokens', cosines);
    expect(Math.min(...cosines)).toBeGreaterThanOrEqual(0.9999);
  });

  // Not a judgement of ours: it says what mixing both ways of preparing photos would cost.
  it.each([
    ['photos of at most 256 px', findShared('data/photos/abo')],
    ['photos of 450 to 2162 px', findShared('models/facts/images')],
    ['drawings of 300 to 800 px', null],
  ])('shows how far its own resizing moves %s', async (name, folder) => {
    const photos = (await gatherPhotos(folder)).slice(0, 50);
    const processor = await AutoProcessor.from_pretrained('starter', {});
    const tensors = await Promise.all(
      photos.map(async (bytes) => {
        const { pixel_values } = await processor(await RawImage.fromBlob(new Blob([new Uint8Array(bytes)])));
        const { pixels } = await decodePhoto(bytes, ours.preprocessing);
        return { pixels, theirs: pixel_values.data as Float32Array };
      }),
    );
    const vectors = await ours.embedPixels(tensors.flatMap(({ pixels, theirs }) => [pixels, theirs]));
    const cosines = photos.map((_, i) => cosine(vectors[2 * i], vectors[2 * i + 1]));
    report(`${name}, its own resizing`, cosines);
    expect(Math.min(...cosines)).toBeGreaterThan(0.5);
  });
});

function report(name: string, cosines: number[]): void {
  const mean = cosines.reduce((sum, value) => sum + value, 0) / cosines.length;
  console.log(
    `${name}: ${cosines.length}, cosine mean ${mean.toFixed(6)}, lowest ${Math.min(...cosines).toFixed(6)}`,
  );
}
