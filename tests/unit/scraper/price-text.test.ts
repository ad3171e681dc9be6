// Prices, currencies and stock words in the notations of machine-readable product data.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCurrency, parsePrice } from '../../../scraper/text/price-text.ts';
import { parseAvailability } from '../../../scraper/text/stock-text.ts';

describe('parsePrice', () => {
  it.each<[unknown, number | null]>([
    [12.5, 12.5],
    [0, 0],
    ['1,299.00', 1299],
    ['1.299,00', 1299],
    ['1 299,90 zł', 1299.9],
    ['1\u00a0299,90', 1299.9],
    ["1'299.50 CHF", 1299.5],
    ['$ 12.99', 12.99],
    ['12,99', 12.99],
    ['1,299', 1299],
    ['1,234,567', 1234567],
    ['1.234.567', 1234567],
    ['1,234,567.89', 1234567.89],
    ['99.0000', 99],
    ['10 - 15', 10],
    ['1.5e3', 1500],
    ['1e400', null],
    ['1e-400', 0],
    ['-5', null],
    [-5, null],
    ['free', null],
    ['', null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    ['9'.repeat(40), null],
    [null, null],
    [{}, null],
    [true, null],
  ])('reads %j as %j', (value, price) => {
    expect(parsePrice(value)).toBe(price);
  });

  it('gives a finite price of at least 0, or null, for anything at all', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const price = parsePrice(value);
        expect(price === null || (Number.isFinite(price) && price >= 0)).toBe(true);
      }),
    );
  });

  it('reads back what it is written as, in either style', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (cents) => {
        const price = cents / 100;
        const [english, german] = ['en-US', 'de-DE'].map((style) =>
          price.toLocaleString(style, { minimumFractionDigits: 2 }),
        );
        expect([parsePrice(english), parsePrice(german)]).toEqual([price, price]);
      }),
    );
  });
});

describe('parseCurrency', () => {
  it.each([
    ['usd', 'USD'],
    [' EUR ', 'EUR'],
    ['€', 'EUR'],
    ['$', null],
    ['EURO', 'EUR'],
    ['constructor', null],
    [978, null],
  ])('reads %j as %j', (value, currency) => {
    expect(parseCurrency(value)).toBe(currency);
  });
});

describe('parseAvailability', () => {
  it.each([
    ['https://schema.org/InStock', 'in_stock'],
    ['http://schema.org/OutOfStock/', 'out_of_stock'],
    ['InStock', 'in_stock'],
    ['in stock', 'in_stock'],
    ['schema:PreOrder', 'preorder'],
    ['https://schema.org/SoldOut', 'out_of_stock'],
    ['oos', 'out_of_stock'],
    ['Discontinued', 'discontinued'],
    ['constructor', null],
    ['', null],
    [true, null],
  ])('reads %j as %j', (value, availability) => {
    expect(parseAvailability(value)).toBe(availability);
  });
});
