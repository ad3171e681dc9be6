import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scorePhotos } from '../../../clip/compose/score.ts';
import { clipMatch } from '../../../clip/registry/model-spec.ts';
import { siglip2BasePatch16 } from '../../../clip/registry/siglip2-base-patch16-224.ts';
import { findShared } from './shared-data.ts';

const match = siglip2BasePatch16.quirks.match ?? clipMatch;
const unit = (vector: number[]) => Float32Array.from(vector.map((value) => value / Math.hypot(...vector)));

describe('scores of SigLIP 2', () => {
  it('are a half where scale times cosine makes up for the bias', () => {
    const cosine = -(match.bias ?? 0) / match.scale;
    const text = Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2));
    expect(scorePhotos([Float32Array.of(1, 0)], { texts: [text], match })[0]?.[0]?.probability).toBeCloseTo(
      0.5,
      4,
    );
  });

  const facts = findShared('models/facts');
  it.skipIf(!facts)(
    'say that a white picture is no cat and no mountain (needs ../shared/models/facts)',
    () => {
      const { images, texts } = JSON.parse(
        readFileSync(path.join(facts ?? '', 'images/siglip2-validation.json'), 'utf8'),
      ) as Record<'images' | 'texts', { embedding: number[] }[]>;
      const vectors = (of: { embedding: number[] }[]) => of.map(({ embedding }) => unit(embedding));
      const [scores] = scorePhotos(vectors(images), { texts: vectors(texts), match });
      expect(scores?.[0]?.cosine).toBeCloseTo(-0.036255, 5);
      for (const { probability } of scores ?? []) expect(probability).toBeLessThan(1e-8);
    },
  );
});
