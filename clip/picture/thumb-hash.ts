// A blur of a picture in about 25 bytes: what a page shows in its place until it is there.
import { rgbaToThumbHash } from 'thumbhash';
import { sampleSide } from './picture-sample.ts';

// A hash holds 7 waves a side at most: 32 pixels show them all, and cost a tenth of the 100 that are allowed.
const longestSide = 32;

/** @param sample of the picture whose size it is: the hash keeps its shape, nearly */
export function thumbHashOf(
  sample: Uint8Array,
  { width, height }: { width: number; height: number },
): Buffer {
  const scale = longestSide / Math.max(width, height);
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  return Buffer.from(rgbaToThumbHash(w, h, unsqueeze(sample, w, h)));
}

/** The square sample in the picture's own shape, each pixel the mean of those it covers, as RGBA. */
function unsqueeze(sample: Uint8Array, width: number, height: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    const rows = covered(y, height);
    for (let x = 0; x < width; x++) {
      const columns = covered(x, width);
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const row of rows)
          for (const column of columns) sum += sample[3 * (row * sampleSide + column) + channel] ?? 0;
        rgba[4 * (y * width + x) + channel] = Math.round(sum / (rows.length * columns.length));
      }
    }
  }
  return rgba;
}

/** The rows or columns of the sample that fall into one of `count` equal parts. */
function covered(part: number, count: number): number[] {
  const from = Math.floor((part * sampleSide) / count);
  const to = Math.floor(((part + 1) * sampleSide) / count);
  return Array.from({ length: to - from }, (_, i) => from + i);
}
