// Diversity puts unlike things first and loses nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byMarginalRelevance } from '../../../catalog/search/diversity.ts';

const towards = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

test('a diversity of 0 keeps the order', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 30 }), (scores) => {
      const sorted = scores.toSorted((one, other) => other - one);
      const candidates = sorted.map((relevance, item) => ({ item, relevance, vector: towards(item * 7) }));
      expect(byMarginalRelevance(candidates, 0)).toEqual(sorted.map((_, i) => i));
    }),
  );
});

test('whatever the diversity, everything comes once and the most relevant first', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      fc.integer({ min: 1, max: 30 }),
      (share, n) => {
        const candidates = Array.from({ length: n }, (_, item) => ({
          item,
          relevance: 1 - item / 100,
          vector: item % 3 === 2 ? null : towards(item * 37),
        }));
        const order = byMarginalRelevance(candidates, share);
        expect(order[0]).toBe(0);
        expect(order.toSorted((one, other) => one - other)).toEqual(candidates.map(({ item }) => item));
      },
    ),
  );
});

test('a family of twins gives way to something else', () => {
  const candidates = [
    { item: 'twin', relevance: 0.9, vector: towards(0) },
    { item: 'its twin', relevance: 0.89, vector: towards(1) },
    { item: 'another', relevance: 0.7, vector: towards(80) },
    { item: 'a far one', relevance: 0.2, vector: towards(60) },
  ];
  expect(byMarginalRelevance(candidates, 0.5).slice(0, 2)).toEqual(['twin', 'another']);
});
