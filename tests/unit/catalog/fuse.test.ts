import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuse, type NamedProduct } from '../../../catalog/search/fuse.ts';

const visual = (...ids: number[]) => ids.map((productId, i) => ({ productId, distance: 0.1 + i / 100 }));
const named = (productId: number, strength = 1, isExact = false): NamedProduct => ({
  productId,
  strength,
  isExact,
});
const idsOf = (...args: Parameters<typeof fuse>) => fuse(...args).map(({ productId }) => productId);

const visualLists = fc
  .uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 30 })
  .map((ids) => visual(...ids));
const wordLists = fc
  .uniqueArray(
    fc.record({
      productId: fc.integer({ min: 1, max: 60 }),
      strength: fc.double({ min: 0.01, max: 1, noNaN: true }),
      isExact: fc.boolean(),
    }),
    { maxLength: 30, selector: ({ productId }) => productId },
  )
  .map((list) => list.toSorted((a, b) => Number(b.isExact) - Number(a.isExact) || b.strength - a.strength));

describe('fusing two lists', () => {
  test('what is in both comes before what is in one', () => {
    expect(idsOf(visual(1, 2, 3), [named(3), named(4)])).toEqual([3, 1, 4, 2]);
  });

  test('an exact name comes first, however little it looks like it', () => {
    expect(idsOf(visual(1, 2, 3), [named(9, 1, true), named(2)])).toEqual([9, 2, 1, 3]);
  });

  test('words that all share leave the order of looks alone', () => {
    expect(
      idsOf(
        visual(5, 3, 8, 1),
        [1, 3, 5, 8].map((id) => named(id, 0.7)),
      ),
    ).toEqual([5, 3, 8, 1]);
  });

  test('a sure name moves a product further than a doubtful one', () => {
    const many = visual(...Array.from({ length: 50 }, (_, i) => i + 1));
    const placeOf = (strength: number) => idsOf(many, [named(40, strength)]).indexOf(40);
    expect(placeOf(1)).toBeLessThan(placeOf(0.2));
    expect(placeOf(0.2)).toBeLessThan(39);
  });

  test('a weight of zero leaves the other list as it was', () => {
    const words = [named(7), named(2)];
    expect(idsOf(visual(1, 2, 3), words, { weights: { visual: 1, words: 0 } }).slice(0, 3)).toEqual([
      1, 2, 3,
    ]);
    expect(idsOf(visual(1, 2, 3), words, { weights: { visual: 0, words: 1 } }).slice(0, 2)).toEqual([2, 7]);
  });

  test('says the place in each list', () => {
    expect(fuse(visual(1, 2), [named(2), named(3)])).toEqual([
      { productId: 2, visualRank: 2, wordsRank: 1 },
      { productId: 1, visualRank: 1, wordsRank: null },
      { productId: 3, visualRank: null, wordsRank: 1 },
    ]);
  });

  test('every product of either list comes out once, exact ones first', () => {
    fc.assert(
      fc.property(visualLists, wordLists, (looks, words) => {
        const fused = idsOf(looks, words);
        const all = new Set([...looks, ...words].map(({ productId }) => productId));
        expect(fused.toSorted()).toEqual([...all].toSorted());
        const exact = new Set(words.filter(({ isExact }) => isExact).map(({ productId }) => productId));
        expect(fused.slice(0, exact.size).every((id) => exact.has(id))).toBe(true);
      }),
    );
  });

  test('without words the order is that of looks', () => {
    fc.assert(
      fc.property(visualLists, (looks) => {
        expect(idsOf(looks, [])).toEqual(looks.map(({ productId }) => productId));
      }),
    );
  });
});
