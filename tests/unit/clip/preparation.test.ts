// What the towers are fed for the same photo and text may only change together with the version of the preparation.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePhoto } from '../../../clip/decode-photo.ts';
import { readModelConfig } from '../../../clip/model-config.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { preparationVersion, spaceId } from '../../../clip/preparation.ts';
import { createTextTokenizer } from '../../../clip/text-tokens.ts';

const raiseIt = 'raise preparationVersion in clip/preparation.ts, and write down here what the new one gives';

const made = {
  version: 1,
  pixels: [
    [-1.34, 0.35, -1.03, 1.59],
    [-0.64, 0.19, -1.06, -1.05],
  ],
  ids: [101, 2751, 11112, 1010, 1015, 1013, 1016, 1000, 1516, 10204, 1031, 19802, 1033, 102],
};

describe('a space of vectors', () => {
  it('is named for model, precision and preparation, the usual ones going without saying', () => {
    expect(spaceId('starter')).toBe('starter');
    expect(spaceId('starter', { dtype: 'q8' })).toBe('starter-q8');
    expect(spaceId('starter-q8', { dtype: 'q8', preparation: 2 })).toBe('starter-q8-p2');
    expect(spaceId('starter', { preparation: 3 })).toBe('starter-p3');
  });
});

describe('the preparation of this version', async () => {
  const config = await readModelConfig(starterFolder);

  it('makes the same pixels as when it got its number', async () => {
    // Larger and smaller than the model's size, wide and high: cropping, shrinking and enlarging.
    const found = await Promise.all(
      (
        [
          [320, 240],
          [100, 37],
        ] as const
      ).map(async ([width, height]) => {
        const png = await gradient(width, height);
        const { pixels } = await decodePhoto(png, config.preprocessing);
        return [0, 11_111, 60_000, 149_000].map((at) => pixels[at] ?? Number.NaN);
      }),
    );
    expect(preparationVersion).toBe(made.version);
    // Another processor may round the last digit of a level differently, .02 here.
    for (const [i, values] of made.pixels.entries())
      for (const [k, value] of values.entries())
        expect(Math.abs((found[i]?.[k] ?? Number.NaN) - value), raiseIt).toBeLessThan(0.03);
  });

  it('makes the same token ids as when it got its number', () => {
    const { ids } = createTextTokenizer(config).tokenize('Gold tap, 1/2" – Zürich [SEP]');
    expect({ version: preparationVersion, ids }, raiseIt).toEqual({ version: made.version, ids: made.ids });
  });
});

function gradient(width: number, height: number): Promise<Buffer> {
  const samples = Buffer.alloc(3 * width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      samples.set([(255 * x) / width, (255 * y) / height, ((x ^ y) % 32) * 8], 3 * (y * width + x));
  return sharp(samples, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
