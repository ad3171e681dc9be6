import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { BadCrop, type Crop } from '../../../clip/crop.ts';
import { decodePhoto } from '../../../clip/decode-photo.ts';
import type { Preprocessing } from '../../../clip/preprocessing.ts';

/** Leaves samples as they are, 0 to 255. */
const plain: Preprocessing = {
  size: 32,
  resizeTo: 32,
  fit: 'shortest-edge',
  kernel: 'cubic',
  rescale: 1 / 255,
  mean: [0, 0, 0],
  std: [1 / 255, 1 / 255, 1 / 255],
};
const quarters = ['#ff0000', '#00ff00', '#0000ff', '#ffffff'];

/** Red and green above, blue and white below. */
async function drawQuarters(side: number, orientation = 1): Promise<Buffer> {
  const half = side / 2;
  const layers = quarters.map((background, i) => ({
    input: { create: { width: half, height: half, channels: 3 as const, background } },
    left: (i % 2) * half,
    top: Math.floor(i / 2) * half,
  }));
  return sharp({ create: { width: side, height: side, channels: 3, background: '#000' } })
    .composite(layers)
    .withMetadata({ orientation })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** The mean colour of a tensor, each channel nearer to 0 or to 255. */
function colourOf(pixels: Float32Array): string {
  const plane = pixels.length / 3;
  const levels = [0, 1, 2].map((channel) => {
    const mean = pixels.subarray(channel * plane, (channel + 1) * plane).reduce((a, b) => a + b, 0) / plane;
    return mean > 127 ? 'ff' : '00';
  });
  return `#${levels.join('')}`;
}

function quarter(index: number): Crop {
  return { left: (index % 2) / 2, top: Math.floor(index / 2) / 2, width: 0.5, height: 0.5 };
}

async function refusal(bytes: Buffer, crop: Crop): Promise<string> {
  const error = await decodePhoto(bytes, plain, { crop }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BadCrop);
  return error instanceof BadCrop ? error.reason : '';
}

describe('cropping a photo', () => {
  it.each([0, 1, 2, 3])('shows only the part asked for (quarter %i)', async (index) => {
    const photo = await decodePhoto(await drawQuarters(1200), plain, { crop: quarter(index) });
    expect(colourOf(photo.pixels)).toBe(quarters[index]);
    expect([photo.width, photo.height]).toEqual([1200, 1200]);
    const { data } = await sharp(photo.thumbnail).resize(1, 1).raw().toBuffer({ resolveWithObject: true });
    expect(`#${[...data].map((level) => (level > 127 ? 'ff' : '00')).join('')}`).toBe(quarters[index]);
  });

  it('counts from the corner that people see, after EXIF rotation', async () => {
    // Turned clockwise by a quarter, the blue one is seen at the top left.
    const photo = await decodePhoto(await drawQuarters(400, 6), plain, { crop: quarter(0) });
    expect(colourOf(photo.pixels)).toBe('#0000ff');
  });

  it('is nothing else than the whole when it keeps the whole', async () => {
    const bytes = await drawQuarters(300);
    const [cropped, whole] = await Promise.all([
      decodePhoto(bytes, plain, { crop: { left: 0, top: 0, width: 1, height: 1 } }),
      decodePhoto(bytes, plain),
    ]);
    expect(cropped).toEqual(whole);
  });

  it('keeps the detail of a small part of a large photo', async () => {
    const stripes = Buffer.alloc(3000 * 3000 * 3);
    for (let i = 0; i < 3000 * 3000; i++) stripes.fill(i % 2 ? 255 : 0, i * 3, i * 3 + 3);
    const bytes = await sharp(stripes, { raw: { width: 3000, height: 3000, channels: 3 } })
      .jpeg({ quality: 95 })
      .toBuffer();
    const crop = { left: 0.5, top: 0.5, width: 32 / 3000, height: 32 / 3000 };
    const { pixels } = await decodePhoto(bytes, plain, { crop });
    expect(Math.abs((pixels[10] ?? 0) - (pixels[11] ?? 0))).toBeGreaterThan(200);
  });

  it('says what is wrong with a rectangle', async () => {
    const bytes = await drawQuarters(400);
    const crop = quarter(0);
    expect(await refusal(bytes, { ...crop, left: -0.1 })).toBe('left is -0.1, and must be between 0 and 1');
    expect(await refusal(bytes, { ...crop, top: Number.NaN })).toMatch(/^top is NaN/);
    expect(await refusal(bytes, { ...crop, width: 0 })).toBe('it has no area');
    expect(await refusal(bytes, { ...crop, left: 0.6 })).toBe('left and width together reach beyond 1');
    expect(await refusal(bytes, { ...crop, top: 0.6 })).toBe('top and height together reach beyond 1');
    expect(await refusal(bytes, { ...crop, width: 0.01 })).toBe(
      'it keeps 4x200 pixels of 400x400; at least 16x16 are needed',
    );
  });

  it('refuses any rectangle with BadCrop or gives a whole tensor', async () => {
    const bytes = await drawQuarters(64);
    const fraction = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double());
    const wild = fc.record({ left: fraction, top: fraction, width: fraction, height: fraction });
    await fc.assert(
      fc.asyncProperty(wild, async (crop) => {
        const photo = await decodePhoto(bytes, plain, { crop }).catch((thrown: unknown) => thrown);
        if (photo instanceof BadCrop) return;
        expect(photo).toMatchObject({ width: 64, height: 64 });
      }),
    );
  });
});
