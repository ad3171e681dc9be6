import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchProbabilities } from '../../../clip/match-probabilities.ts';
import { findModel } from '../../../clip/models.ts';
import { findShared } from './shared-data.ts';

const clip = { scale: 100, bias: null };
const siglip2 = findModel('siglip2-base-patch16-224').quirks.match;

describe('the probability that a text matches', () => {
  it('is shared among the texts of a CLIP, as published for two cats', () => {
    const [cat, dog] = matchProbabilities([0.245701, 0.193049], clip);
    expect(cat).toBeCloseTo(0.994858, 4);
    expect(dog).toBeCloseTo(0.005142, 4);
  });

  it('is each text’s own with a SigLIP: all may be unlikely', () => {
    const probabilities = matchProbabilities([0.1, 0.05], siglip2 ?? clip);
    expect(probabilities[0]).toBeCloseTo(1 / (1 + Math.exp(16.7717247 - 11.26689)), 6);
    expect(probabilities.every((one) => one < 0.01)).toBe(true);
  });

  it('is a half where scale times cosine makes up for the bias', () => {
    const { scale, bias } = siglip2 ?? clip;
    expect(matchProbabilities([-(bias ?? 0) / scale], { scale, bias })[0]).toBeCloseTo(0.5, 6);
  });

  it('survives scales that would overflow', () => {
    expect(matchProbabilities([1, -1], { scale: 10_000, bias: null })).toEqual([1, 0]);
  });
});

const facts = findShared('models/facts');
describe.skipIf(!facts)('published vectors of SigLIP 2 (needs ../shared/models/facts)', () => {
  it('say that a white picture is no cat and no mountain', () => {
    const { images, texts } = JSON.parse(
      readFileSync(path.join(facts ?? '', 'images/siglip2-validation.json'), 'utf8'),
    ) as Record<'images' | 'texts', { embedding: number[] }[]>;
    const unit = (vector: number[]) => vector.map((value) => value / Math.hypot(...vector));
    const white = unit(images[0]?.embedding ?? []);
    const cosines = texts.map(({ embedding }) =>
      unit(embedding).reduce((sum, value, i) => sum + value * (white[i] ?? 0), 0),
    );
    expect(cosines[0]).toBeCloseTo(-0.036255, 5);
    for (const one of matchProbabilities(cosines, siglip2 ?? clip)) expect(one).toBeLessThan(1e-8);
  });
});
