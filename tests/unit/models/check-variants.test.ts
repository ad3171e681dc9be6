import { describe, expect, it } from 'vitest';
import { isTrue, recommend } from '../../../apps/models/check-variants.ts';
import { fidelityOf } from '../../../apps/models/fidelity.ts';
import type { Fidelity, VariantCheck } from '../../../catalog/photos/model-checks.ts';

const unit = (values: number[]) => Float32Array.from(values.map((value) => value / Math.hypot(...values)));
/** 40 directions around a circle, with a third dimension to move them in. */
const circle = (lift: (i: number) => number = () => 0) =>
  Array.from({ length: 40 }, (_, i) => unit([Math.cos(i / 7), Math.sin(i / 7), lift(i)]));

describe('the fidelity of a variant', () => {
  it('is whole when its vectors are the same', () => {
    const full = { photos: circle(), texts: [unit([1, 0, 0])] };
    const found = fidelityOf(full, full);
    expect(found.meanCosine).toBeCloseTo(1, 5);
    expect(found.worstCosine).toBeCloseTo(1, 5);
    expect([found.photoOverlap, found.textOverlap]).toEqual([1, 1]);
  });

  it('names the photo that strayed furthest, and what is no longer found', () => {
    const full = { photos: circle(), texts: [] };
    const found = fidelityOf(full, { photos: circle((i) => (i === 3 ? 2 : 0)), texts: [] });
    expect(found.worstCosine).toBeCloseTo(1 / Math.sqrt(5), 5);
    expect(found.photoOverlap).toBeLessThan(1);
    expect(found.photoOverlap).toBeGreaterThan(0.9);
    expect(found.textOverlap).toBeNull();
  });
});

const variant = (dtype: VariantCheck['dtype'], photosPerSecond: number, fidelity: Fidelity | null) => ({
  dtype,
  photosPerSecond,
  fidelity,
  fileBytes: 1,
  msPerText: 1,
});
const sound: Fidelity = { meanCosine: 0.999, worstCosine: 0.99, photoOverlap: 0.97, textOverlap: 0.96 };
const report = (...variants: VariantCheck[]) => ({ photos: 40, texts: 1, variants });

describe('the recommendation', () => {
  it('is the quickest that finds what full precision finds', () => {
    expect(
      recommend(report(variant('fp32', 10, null), variant('fp16', 14, sound), variant('q8', 20, sound))),
    ).toBe('q8');
  });

  it('is never one that finds other things, however quick', () => {
    for (const bad of [
      { ...sound, photoOverlap: 0.81 },
      { ...sound, textOverlap: 0.5 },
      { ...sound, meanCosine: 0.94 },
    ]) {
      expect(isTrue(variant('q8', 100, bad))).toBe(false);
      expect(recommend(report(variant('fp32', 10, null), variant('q8', 100, bad)))).toBe('fp32');
    }
  });

  it('stays with the finer one when there is little between them', () => {
    expect(recommend(report(variant('fp32', 10, null), variant('fp16', 10.5, sound)))).toBe('fp32');
  });
});
