// The baseline of photo search: which share of a picture has which of 512 colours, and nothing of its shapes.
import type { Preprocessing } from '../../../clip/preprocessing.ts';

const levels = 8;

/** Of a tensor as the model gets it; shares that sum to 1. */
export function colourHistogram(pixels: Float32Array, { mean, std }: Preprocessing): Float32Array {
  const area = pixels.length / 3;
  const histogram = new Float32Array(levels ** 3);
  const levelAt = (channel: 0 | 1 | 2, i: number) => {
    const sample = (pixels[channel * area + i] ?? 0) * std[channel] + mean[channel];
    return Math.min(levels - 1, Math.max(0, Math.floor(sample * levels)));
  };
  for (let i = 0; i < area; i++) {
    const cell = (levelAt(0, i) * levels + levelAt(1, i)) * levels + levelAt(2, i);
    histogram[cell] = (histogram[cell] ?? 0) + 1 / area;
  }
  return histogram;
}

/** How much two histograms share, 0 to 1. */
export function overlap(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, share, i) => sum + Math.min(share, other[i] ?? 0), 0);
}
