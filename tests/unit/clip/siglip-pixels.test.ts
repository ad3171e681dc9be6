// SigLIP's pixels against Pillow's: squashed, not cropped; the second one bilinear, the first bicubic.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePhoto } from '../../../clip/decode-photo.ts';
import type { Preprocessing } from '../../../clip/preprocessing.ts';
import { findShared } from './shared-data.ts';

interface Row {
  image: string;
  recipe: string;
  mean: number;
  std: number;
  channel_means: number[];
  slice_000_3x3: Record<'c0' | 'c1' | 'c2', number[][]>;
}

const half: [number, number, number] = [0.5, 0.5, 0.5];
const siglip = (kernel: Preprocessing['kernel']): Preprocessing => ({
  size: 224,
  resizeTo: 224,
  fit: 'squash',
  kernel,
  rescale: 1 / 255,
  mean: half,
  std: half,
});
const area = 224 * 224;
const level = 2 / 255;
// Sharp's linear kernel rounds down a little more often than Pillow's: a quarter of a level on average.
const off = { linear: 0.3 * level, cubic: 0.06 * level };

const facts = findShared('models/facts');
describe.skipIf(!facts)('SigLIP’s pixels (needs ../shared/models/facts)', async () => {
  if (!facts) return it('against the reference values', () => {});
  const vectors = JSON.parse(await readFile(path.join(facts, 'vectors.json'), 'utf8'));
  const rows: Row[] = vectors.b_preprocessing.computed_here_on_saved_images.rows;
  // Where alpha is dropped or another JPEG is meant, the reference shows something else than a shopper sees.
  const usable = rows.filter(
    ({ image, recipe }) => recipe.startsWith('siglip') && /^(franz-kafka\.jpg|0+39769\.png)$/.test(image),
  );

  it.each(usable)('$image: $recipe', async ({ image, recipe, mean, std, channel_means, slice_000_3x3 }) => {
    const kernel = recipe.startsWith('siglip2') ? 'linear' : 'cubic';
    const { pixels } = await decodePhoto(await readFile(path.join(facts, 'images', image)), siglip(kernel));
    const average = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const found = average(pixels);
    expect(Math.abs(found - mean)).toBeLessThan(off[kernel]);
    expect(Math.sqrt(average(pixels.map((value) => (value - found) ** 2)))).toBeCloseTo(std, 2);
    for (const [channel, expected] of channel_means.entries()) {
      const plane = pixels.subarray(channel * area, (channel + 1) * area);
      expect(Math.abs(average(plane) - expected)).toBeLessThan(off[kernel]);
      for (const [y, line] of slice_000_3x3[`c${channel as 0 | 1 | 2}`].entries())
        for (const [x, value] of line.entries())
          expect(Math.abs((plane[y * 224 + x] ?? 9) - value)).toBeLessThan(3 * level);
    }
  });

  it('are looked at for two photos under both', () => {
    expect(usable).toHaveLength(4);
  });
});
