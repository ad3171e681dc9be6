// Folding, codes and typos: the rules that products and queries are compared by.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeKey, foldText, gtinKey, nameKey, wordsOf } from '../../../catalog/lexical/fold.ts';
import { lexemesOf } from '../../../catalog/lexical/product-words.ts';
import { careful, eager, isTypoOf } from '../../../catalog/lexical/typos.ts';

describe('folding', () => {
  test.each([
    ['Brück & SØN', 'bruck & son'],
    ['Größe ŁÓDŹ', 'grosse lodz'],
    ['ΑΘΉΝΑ', 'αθηνα'],
    ['ｇｏｌｄ', 'gold'],
    ['ガラス', 'ガラス'],
    ['हिन्दी', 'हिन्दी'],
  ])('%s becomes %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test('a code is the same with or without dashes, dots, spaces and case', () => {
    for (const code of ['TB-86285CAD', 'tb86285cad', 'TB.86285/CAD', ' tb 86285 cad']) {
      expect(codeKey(code)).toBe('tb86285cad');
    }
  });

  test('a GTIN is the same however it is padded, and is digits', () => {
    expect(gtinKey('0 4006381 33393 1')).toBe(gtinKey('4006381333931'));
    expect(gtinKey('00012345')).toBe('');
    expect(gtinKey('ABC12345678')).toBe('');
  });

  test('text without spaces is cut into pairs', () => {
    expect(wordsOf('金色水栓 tap', 9)).toEqual(['金色', '色水', '水栓', 'tap']);
    expect(wordsOf('金', 9)).toEqual(['金']);
  });

  test('a name is its words, whatever stands between them', () => {
    expect(nameKey('Wexcombe & Sons')).toBe(nameKey('wexcombe  SONS'));
  });

  test('words hold letters, digits and marks only, are few and short, and fold to themselves', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 500 }),
        fc.integer({ min: 1, max: 20 }),
        (text, most) => {
          const words = wordsOf(text, most);
          expect(words.length).toBeLessThanOrEqual(most);
          expect(new Set(words).size).toBe(words.length);
          for (const word of words) {
            expect(word).toMatch(/^[\p{L}\p{N}\p{M}]{1,40}$/u);
            expect(word.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });
});

test('a product is known by its words, its codes and those of its variants, each as what it is', () => {
  const lexemes = lexemesOf({
    title: 'Grohe 31368-DC0 Essence',
    brand: 'Grohe AG',
    sku: 'G-1',
    gtin: '04006381333931',
    mpn: '31368DC0',
    category: ['Küche', 'Taps'],
    variants: [{ sku: 'G-1/XL', gtin: null }],
  });
  expect(lexemes).toEqual(
    'grohe 31368 dc0 essence ag kuche taps'
      .split(' ')
      .concat([
        'brand/grohe ag',
        'sku/g1',
        'sku/g1xl',
        'mpn/31368dc0',
        'gtin/4006381333931',
        'model/31368dc0',
      ]),
  );
});

describe('typos', () => {
  test.each([
    ['goosneck', 'gooseneck'],
    ['goosenekc', 'gooseneck'],
    ['fjordhuss', 'fjordhus'],
    ['merow', 'merrow'],
  ])('%s is %s', (typed, meant) => {
    expect(isTypoOf(typed, meant, careful)).toBe(true);
  });

  test.each([
    ['teal', 'seal'],
    ['golden', 'holden'],
    ['red', 'rod'],
    ['12000', '12200'],
    ['purple', 'people'],
    ['copper', 'corner'],
  ])('%s is not %s', (typed, meant) => {
    expect(isTypoOf(typed, meant, careful)).toBe(false);
  });

  test('suggestions are guessed from three characters on', () => {
    expect(isTypoOf('levr', 'lever', eager)).toBe(true);
    expect(isTypoOf('levr', 'lever', careful)).toBe(false);
    expect(isTypoOf('le', 'la', eager)).toBe(false);
  });
});
