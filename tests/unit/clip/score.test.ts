// How well photos and texts fit: cosines as they are, and shares that add up to 1 over the right side.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scorePhotos, softmax } from '../../../clip/compose/score.ts';

const right = Float32Array.of(1, 0);
const up = Float32Array.of(0, 1);
const between = Float32Array.of(0.6, 0.8);

test('one photo against several texts: the shares are over the texts', () => {
  const [row = []] = scorePhotos([between], { texts: [right, up], match: { scale: 10, bias: null } });
  expect(row.map(({ cosine }) => cosine)).toEqual([expect.closeTo(0.6), expect.closeTo(0.8)]);
  // exp(-2) : 1
  expect(row.map(({ probability }) => probability)).toEqual([expect.closeTo(0.1192), expect.closeTo(0.8808)]);
});

test('several photos against one text: the shares are over the photos', () => {
  const rows = scorePhotos([right, between], { texts: [up], match: { scale: 1, bias: null } });
  const shares = rows.map(([score]) => score?.probability ?? 0);
  expect(shares).toEqual([expect.closeTo(0.31), expect.closeTo(0.69)]);
});

test('with a bias each pair is judged for itself', () => {
  const [row = []] = scorePhotos([between], { texts: [right, up], match: { scale: 10, bias: -7 } });
  // 1 / (1 + e^1) and 1 / (1 + e^-1)
  expect(row.map(({ probability }) => probability)).toEqual([expect.closeTo(0.269), expect.closeTo(0.731)]);
});

test('shares add up to 1 and keep the order, however steep the scale', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc.double({ min: 0.1, max: 1e6, noNaN: true }),
      (values, scale) => {
        const shares = softmax(values, scale);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
        const best = values.indexOf(Math.max(...values));
        expect(shares[best]).toBe(Math.max(...shares));
      },
    ),
  );
});
