// Resizes pictures exactly as Pillow does, sample by sample, and only the part that is wanted. Runs in a browser, too.
import type { Preprocessing, ResizePlan } from './preprocessing.ts';

/** Interleaved 8-bit RGB. */
export interface Picture {
  data: Uint8Array;
  width: number;
  height: number;
}

// Pillow's fixed-point precision for 8-bit samples (src/libImaging/Resample.c).
const precisionBits = 22;

interface Taps {
  /** First source sample of each output sample. */
  first: Int32Array;
  /** Fixed-point weights, `perOutput` for each output sample, zero-filled. */
  weights: Int32Array;
  perOutput: number;
}

/**
 * The [size, size] square at `plan.left`, `plan.top` of the picture resized to `plan.width` x `plan.height`.
 * libvips enlarges with another treatment of edges and rounding (up to 19 of 255 levels off at 100x37); pictures
 * below the model's size are common in shop feeds, and small enough (2 ms) to be done here. Larger ones libvips makes
 * smaller just the same and faster; a browser, which has no libvips and smooths as it likes, has them done here as well.
 */
export function resizeLikePillow(
  picture: Picture,
  plan: ResizePlan,
  { size, kernel }: Preprocessing,
): Uint8Array {
  const across = computeTaps(picture.width, plan.width, { start: plan.left, count: size, kernel });
  const down = computeTaps(picture.height, plan.height, { start: plan.top, count: size, kernel });
  // Horizontally first, rounded to 8 bits in between, as Pillow does; only the rows that the second pass reads.
  const firstRow = down.first[0] ?? 0;
  const lastRow = Math.min(picture.height, (down.first[size - 1] ?? 0) + down.perOutput);
  const rows = picture.data.subarray(firstRow * picture.width * 3, lastRow * picture.width * 3);
  const narrow = new Uint8Array((lastRow - firstRow) * size * 3);
  for (let row = 0; row < lastRow - firstRow; row++) {
    const source = { data: rows, offset: row * picture.width * 3, step: 3, taps: across };
    for (let x = 0; x < size; x++) writePixel(narrow, (row * size + x) * 3, source, x);
  }
  const square = new Uint8Array(size * size * 3);
  for (let x = 0; x < size; x++) {
    const source = { data: narrow, offset: (x - firstRow * size) * 3, step: size * 3, taps: down };
    for (let y = 0; y < size; y++) writePixel(square, (y * size + x) * 3, source, y);
  }
  return square;
}

interface Line {
  data: Uint8Array;
  /** Where sample 0 of the line would be. */
  offset: number;
  /** Distance of neighbouring pixels of the line. */
  step: number;
  taps: Taps;
}

function writePixel(
  target: Uint8Array,
  at: number,
  { data, offset, step, taps }: Line,
  output: number,
): void {
  const { perOutput, weights } = taps;
  let sample = offset + (taps.first[output] ?? 0) * step;
  let red = 1 << (precisionBits - 1);
  let green = red;
  let blue = red;
  for (let tap = output * perOutput; tap < (output + 1) * perOutput; tap++, sample += step) {
    const weight = weights[tap] ?? 0;
    if (weight === 0) continue;
    red += (data[sample] ?? 0) * weight;
    green += (data[sample + 1] ?? 0) * weight;
    blue += (data[sample + 2] ?? 0) * weight;
  }
  target[at] = toByte(red);
  target[at + 1] = toByte(green);
  target[at + 2] = toByte(blue);
}

function toByte(sum: number): number {
  return Math.min(255, Math.max(0, sum >> precisionBits));
}

/** Weights of the source samples for `count` output samples from `start` on. */
function computeTaps(
  from: number,
  to: number,
  { start, count, kernel }: { start: number; count: number; kernel: Preprocessing['kernel'] },
): Taps {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const support = (kernel === 'cubic' ? 2 : 1) * stretch;
  const perOutput = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(count);
  const weights = new Int32Array(count * perOutput);
  for (let output = 0; output < count; output++) {
    const centre = (start + output + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    const raw = Array.from({ length: end - begin }, (_, i) =>
      weigh((begin + i - centre + 0.5) / stretch, kernel),
    );
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    first[output] = begin;
    for (const [i, weight] of raw.entries()) {
      const fixed = (weight / total) * 2 ** precisionBits;
      weights[output * perOutput + i] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5);
    }
  }
  return { first, weights, perOutput };
}

function weigh(distance: number, kernel: Preprocessing['kernel']): number {
  const x = Math.abs(distance);
  if (kernel === 'linear') return Math.max(0, 1 - x);
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}
