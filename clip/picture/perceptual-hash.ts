// 64 bits that stay nearly the same when a picture is resized, recompressed or slightly cropped.
import { sampleSide } from './picture-sample.ts';

/** Of a grey sample's brightness: 64 characters 0 or 1, as Postgres writes bit(64). Of a flat picture all are 0. */
export function perceptualHash(rgb: Uint8Array): string {
  const brightness = Float64Array.from({ length: sampleSide ** 2 }, (_, i) => {
    return 0.299 * (rgb[3 * i] ?? 0) + 0.587 * (rgb[3 * i + 1] ?? 0) + 0.114 * (rgb[3 * i + 2] ?? 0);
  });
  const waves = lowWaves(brightness);
  // A picture with nothing in it has only noise to hash; as zeros it is near no other, since others have 32 ones.
  if (waves.every((wave) => Math.abs(wave) < flatBelow)) return '0'.repeat(64);
  const median = waves.toSorted((a, b) => a - b)[32] ?? 0;
  return waves.map((wave) => (wave > median ? '1' : '0')).join('');
}

// Amplitude in levels of 255. JPEG noise of a plain surface stays below 0.5, the faintest product seen was at 3.
const flatBelow = 0.7;
const across = 8;

/** The 63 slowest waves of the picture across and down, without its mean, and one more to make it 64. */
function lowWaves(brightness: Float64Array): number[] {
  const rows = Float64Array.from({ length: sampleSide * across }, (_, i) => {
    const row = Math.floor(i / across);
    return dot(brightness, { start: row * sampleSide, step: 1 }, i % across);
  });
  const wave = (u: number, v: number) => dot(rows, { start: u, step: across }, v) / sampleSide ** 2;
  const waves = Array.from({ length: across * across }, (_, i) => wave(i % across, Math.floor(i / across)));
  waves[0] = wave(0, across);
  return waves;
}

function dot(values: Float64Array, { start, step }: { start: number; step: number }, frequency: number) {
  let sum = 0;
  for (let i = 0; i < sampleSide; i++) {
    sum += (values[start + i * step] ?? 0) * (cosines[frequency * sampleSide + i] ?? 0);
  }
  return sum;
}

const cosines = Float64Array.from({ length: (across + 1) * sampleSide }, (_, at) => {
  const frequency = Math.floor(at / sampleSide);
  return Math.cos(((2 * (at % sampleSide) + 1) * frequency * Math.PI) / (2 * sampleSide));
});
