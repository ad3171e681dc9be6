// What a question says of the price, in the ways people say it; what is no price is left alone.
import { expect, test } from 'vitest';
import { priceBounds } from '../../../apps/ask/price-bounds.ts';

const bounds = (question: string, local = 'USD') => {
  const { minPrice, maxPrice, currency } = priceBounds(question, local);
  return [minPrice, maxPrice, currency];
};

test.each<[string, number | null, number | null, string | null]>([
  ['taps under $150', null, 150, 'USD'],
  ['taps for less than 150 dollars', null, 150, 'USD'],
  ['taps below 1,500 USD', null, 1500, 'USD'],
  ['no more than 99.90 euros', null, 99.9, 'EUR'],
  ['a tap for £80', null, 80, 'GBP'],
  ['150 or less', null, 150, null],
  ['over $200', 200, null, 'USD'],
  ['from €100', 100, null, 'EUR'],
  ['at least 100 euros', 100, null, 'EUR'],
  ['$100 and up', 100, null, 'USD'],
  ['between 50 and 100 dollars', 50, 100, 'USD'],
  ['between $100 and $50', 50, 100, 'USD'],
  ['$50-100', 50, 100, 'USD'],
  ['around $100', 80, 120, 'USD'],
  ['unter 150 €', null, 150, 'EUR'],
  ['zwischen 50 und 100 Euro', 50, 100, 'EUR'],
  ['höchstens 80 Euro', null, 80, 'EUR'],
  ['mindestens 1.200,50 €', 1200.5, null, 'EUR'],
  ['more than $50 but under $90', 50, 90, 'USD'],
])('“%s”', (question, min, max, currency) => {
  expect(bounds(question)).toEqual([min, max, currency]);
});

test.each([
  'a tap under 30 cm tall',
  'with 2 handles',
  'at least 2 handles',
  'the range of 2024',
  'from 2024',
  'over 10 years of guarantee',
  'series 7',
  'M12 thread',
])('“%s” names no price', (question) => {
  expect(bounds(question)).toEqual([null, null, null]);
});

test('what was understood is no word to look for', () => {
  expect(priceBounds('gold taps between $50 and $90 for the bath', 'USD').rest.replaceAll(/\s+/g, ' ')).toBe(
    'gold taps ; for the bath',
  );
});

test('a dollar is that of the catalogue', () => {
  expect(bounds('under $150', 'CAD')[2]).toBe('CAD');
});
