// A line between two poles: how its ends are typed, where scores lie on it, and in which colour.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisColour } from '../../../apps/axis/axis-colour.ts';
import { splitPoles } from '../../../apps/axis/poles.ts';
import { typedExamples } from '../../../apps/examples/typed-examples.ts';
import { axisPlaces } from '../../../catalog/ranking/axis-places.ts';

test.each([
  ['traditional..modern', { from: 'traditional', to: 'modern' }],
  [' 17, 23 .. 40 ', { from: '17, 23', to: '40' }],
  ['modern', null],
  ['..modern', null],
  ['a..b..c', null],
])('the ends of %s', (typed, poles) => {
  expect(splitPoles(typed)).toEqual(poles);
});

test('digits are products, the rest is text', () => {
  const { texts, products } = typedExamples('17, matte black,23', 'axis');
  expect(products.map(({ productId }) => productId)).toEqual([17, 23]);
  expect(texts.map(({ text }) => text)).toEqual(['matte black']);
});

test('places keep the order of scores, within -1 and 1, and use all of it', () => {
  const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 80 });
  fc.assert(
    fc.property(scores, (given) => {
      const places = axisPlaces(given);
      expect(places).toHaveLength(given.length);
      for (const place of places) expect(Math.abs(place)).toBeLessThanOrEqual(1);
      for (const [i, score] of given.entries())
        for (const [j, other] of given.entries())
          if (score < other) expect(places[i]).toBeLessThanOrEqual(places[j] ?? 1);
    }),
  );
  expect(axisPlaces([0.3, 0.1, 0.2])).toEqual([1, -1, expect.closeTo(0, 6)]);
  expect(axisPlaces([0.5, 0.5])).toEqual([0, 0]);
  expect(axisPlaces([])).toEqual([]);
});

test('one odd score does not squeeze the others together', () => {
  const places = axisPlaces([...Array.from({ length: 100 }, (_, i) => i / 1000), 1000]);
  expect((places[90] ?? 0) - (places[10] ?? 0)).toBeGreaterThan(1);
});

test('colours go from blue through grey to orange', () => {
  expect([-1, 0, 1].map(axisColour)).toEqual(['#2166ac', '#d9d9d9', '#d95f02']);
  expect(axisColour(0.5)).toMatch(/^#[0-9a-f]{6}$/);
});
