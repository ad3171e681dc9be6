// Colour directions are found from examples, and turning along them keeps what it says it keeps.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { turnVector } from '../../../catalog/ranking/colour-directions.ts';
import { fitColourDirections } from '../../../catalog/ranking/colour-fit.ts';
import { randomNumbers } from '../../integration/catalog/stock.ts';

const breathe = async () => {};
const unit = (vector: Float32Array) => vector.map((x) => x / Math.hypot(...vector));
const dot = (one: Float32Array, other: ArrayLike<number>) =>
  one.reduce((sum, x, i) => sum + x * (other[i] ?? 0), 0);

/** The first two dimensions tell the colour, the others are noise. */
function colouredPhotos(count: number) {
  const random = randomNumbers(1);
  return Array.from({ length: count }, () => {
    const isRed = random() < 0.5;
    const vector = Float32Array.from({ length: 12 }, () => random() - 0.5);
    vector[0] = isRed ? 1 : -1;
    return { vector: unit(vector), colours: [{ name: isRed ? 'red' : 'blue', share: 1 }] };
  });
}

test('the direction that tells red from blue is found', async () => {
  const directions = await fitColourDirections(colouredPhotos(300), breathe);
  expect(directions).toHaveLength(1);
  expect(Math.abs(directions[0]?.[0] ?? 0)).toBeGreaterThan(0.98);
});

test('photos that all have one colour tell nothing', async () => {
  const photos = colouredPhotos(60).map((photo) => ({ ...photo, colours: [{ name: 'red', share: 1 }] }));
  expect(await fitColourDirections(photos, breathe)).toEqual([]);
  expect(await fitColourDirections([], breathe)).toEqual([]);
});

const vectors = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map((numbers) => Float32Array.from(numbers))
  .filter((vector) => Math.hypot(...vector.subarray(0, 2)) > 0.1 && Math.hypot(...vector.subarray(2)) > 0.1)
  .map(unit);
const directions = [Float32Array.of(1, 0, 0, 0), Float32Array.of(0, 1, 0, 0)];

test('at 0 a vector stays, at 1 it has no colour left, at -1 nothing else', () => {
  fc.assert(
    fc.property(vectors, (vector) => {
      expect(dot(turnVector(vector, directions, 0), vector)).toBeCloseTo(1, 5);
      const shape = turnVector(vector, directions, 1);
      expect(Math.hypot(shape[0] ?? 1, shape[1] ?? 1)).toBeLessThan(1e-5);
      const colour = turnVector(vector, directions, -1);
      expect(Math.hypot(colour[2] ?? 1, colour[3] ?? 1)).toBeLessThan(1e-5);
      for (const turned of [shape, colour]) expect(Math.hypot(...turned)).toBeCloseTo(1, 5);
    }),
  );
});

test('a vector of which nothing would be left stays as it is', () => {
  const vector = Float32Array.of(0.6, 0.8, 0, 0);
  expect(turnVector(vector, directions, 1)).toEqual(vector);
});
