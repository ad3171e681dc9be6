// Folding the nearest photos into a product's list.
import { expect, test } from 'vitest';
import { foldRelated } from '../../../workers/related/fold-related.ts';

const near = (...photos: [productId: number, lookId: number | null][]) =>
  photos.map(([productId, lookId], i) => ({ photo: { productId, lookId }, score: 1 - i / 10 }));

test('a product counts by its best photo, and never for itself', () => {
  expect(foldRelated(near([1, null], [2, null], [2, null], [3, null]), { productId: 1, results: 5 })).toEqual(
    {
      neighbourIds: [2, 3],
      reach: 0.7,
      isFull: false,
    },
  );
});

test('products of one look are one result, and some of them are kept for the search to choose from', () => {
  const mates = near([2, 9], [3, 9], [4, 9], [5, 9], [6, 9], [7, null], [8, null]);
  expect(foldRelated(mates, { productId: 1, results: 2 })).toEqual({
    neighbourIds: [2, 3, 4, 5, 7],
    reach: 0.5,
    isFull: true,
  });
});

test('a mate farther away than the last result still belongs to the look before it', () => {
  const list = foldRelated(near([2, 9], [3, null], [4, 9], [5, null]), { productId: 1, results: 2 });
  expect(list).toEqual({ neighbourIds: [2, 3, 4], reach: 0.9, isFull: true });
});
