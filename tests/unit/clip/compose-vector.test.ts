// One vector from weighted parts: what weights do, what changes nothing, and what leaves nothing to look for.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeVector, NothingToSeek, type VectorPart } from '../../../clip/compose/compose-vector.ts';
import { cosine } from './cosine.ts';

const unit = (values: number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};
const vector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
  .filter((values) => Math.hypot(...values) > 0.1)
  .map(unit);
const part = (weight: fc.Arbitrary<number>): fc.Arbitrary<VectorPart> =>
  fc.record({ kind: fc.constantFrom('text' as const, 'photo' as const), vector, weight });
const positive = part(fc.double({ min: 0.1, max: 10, noNaN: true }));
const x: VectorPart = { kind: 'photo', vector: unit([1, 0]), weight: 1 };
const y: VectorPart = { kind: 'photo', vector: unit([0, 1]), weight: 1 };

describe('a composed vector', () => {
  it('of one part is that part, whatever its weight', () => {
    fc.assert(
      fc.property(positive, (one) => {
        expect(composeVector([one])).toEqual(one.vector);
      }),
    );
  });

  it('has unit length, does not depend on order, and weights of zero change nothing', () => {
    const parts = fc.array(positive, { minLength: 1, maxLength: 6 });
    const zeros = fc.array(part(fc.constantFrom(0, -0)), { maxLength: 4 });
    fc.assert(
      fc.property(parts, zeros, (given, none) => {
        const composed = orNull(given);
        fc.pre(composed !== null);
        expect(Math.hypot(...(composed ?? []))).toBeCloseTo(1, 4);
        expect(orNull([...none, ...given])).toEqual(composed);
        const turned = orNull(given.toReversed());
        expect(turned && composed && cosine(turned, composed)).toBeGreaterThan(0.999);
      }),
    );
  });

  it('leans to the heavier part and away from what is subtracted', () => {
    const at = (weight: number) => composeVector([x, { ...y, weight }])[1] ?? 0;
    const weights = [-2, -1, 0.5, 1, 2];
    expect(weights.map(at)).toEqual(weights.map(at).toSorted((a, b) => a - b));
    expect(at(-1)).toBeLessThan(0);
  });

  it('counts a text double beside a photo, and not beside texts alone', () => {
    expect(composeVector([x, { ...y, kind: 'text' }])).toEqual(composeVector([x, { ...y, weight: 2 }]));
    const texts = [x, y].map((one): VectorPart => ({ ...one, kind: 'text' }));
    expect(composeVector(texts)).toEqual(composeVector([x, y]));
  });

  it.each([
    ['no parts', []],
    ['only what is unwanted', [{ ...x, weight: -1 }]],
    ['only zeros', [{ ...x, weight: 0 }]],
    [
      'zero and unwanted',
      [
        { ...x, weight: 0 },
        { ...y, weight: -2 },
      ],
    ],
    ['parts that cancel out', [x, { ...x, weight: -1 }]],
  ])('of %s does not exist', (_name, parts) => {
    expect(() => composeVector(parts)).toThrow(NothingToSeek);
  });
});

function orNull(parts: VectorPart[]): Float32Array | null {
  try {
    return composeVector(parts);
  } catch (error) {
    if (error instanceof NothingToSeek) return null;
    throw error;
  }
}
