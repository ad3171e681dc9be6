import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delimiterOf } from '../../../workers/import-csv.ts';
import { BadRow, parseImportRow } from '../../../workers/import-row.ts';

const place = { name: 'taps', folder: '/data/taps' };
const parse = (row: unknown) => parseImportRow(row, place);

test('a full row becomes a product, and what has no meaning here is kept', () => {
  const row = {
    id: 17431,
    image: 'images/17431.jpg',
    title: ' Silver Watch ',
    price: '39.90',
    currency: 'usd',
    Brand: 'Casio',
    category: 'Accessories > Watches',
    in_stock: 'out of stock',
    EAN: 4006381333931,
    mpn: 'W-1',
    list_price: '49,90',
    baseColour: 'Silver',
    season: '',
  };
  expect(parse(row)).toEqual({
    url: 'import:taps/17431',
    sku: null,
    gtin: '4006381333931',
    mpn: 'W-1',
    title: 'Silver Watch',
    brand: 'Casio',
    description: null,
    price: 39.9,
    regularPrice: 49.9,
    currency: 'USD',
    availability: 'out_of_stock',
    category: ['Accessories', 'Watches'],
    photoUrls: ['file:///data/taps/images/17431.jpg'],
    extra: { baseColour: 'Silver' },
  });
});

test('a price before that is not higher is none', () => {
  expect(parse({ image: 'a.jpg', price: 5, regular_price: 5 }).regularPrice).toBeNull();
  expect(parse({ image: 'a.jpg', regular_price: 5 }).regularPrice).toBeNull();
});

test('without id and title the file name stands for both', () => {
  expect(parse({ photo: '/abs/Gold Tap.png' })).toMatchObject({
    title: 'Gold Tap',
    url: 'import:taps/Gold%20Tap',
    photoUrls: ['file:///abs/Gold%20Tap.png'],
  });
});

test('an own web address is kept as the product’s address', () => {
  expect(parse({ id: 1, image: 'a.jpg', link: 'https://shop.example/a' }).url).toBe('https://shop.example/a');
  expect(parse({ id: 1, image: 'a.jpg', link: 'javascript:alert(1)' }).url).toBe('import:taps/1');
});

test('several images, as a list or with bars, stay in order', () => {
  const urls = ['https://cdn.example/a.jpg?x=1,2', 'https://cdn.example/b.jpg'];
  expect(parse({ id: 1, images: urls }).photoUrls).toEqual(urls);
  expect(parse({ id: 1, image_url: urls.join(' | ') }).photoUrls).toEqual(urls);
});

test.each([
  ['€12.50', 12.5, 'EUR'],
  ['12,50 EUR', 12.5, 'EUR'],
  [9, 9, null],
])('price %s', (price, amount, currency) => {
  expect(parse({ id: 1, image: 'a.jpg', price })).toMatchObject({ price: amount, currency });
});

test.each([
  [{ id: 1 }, /names no image/],
  [{ id: 1, image: 'file:///etc/passwd' }, /neither a path nor/],
  [{ id: 1, image: 'data:image/png;base64,AAAA' }, /neither a path nor/],
  [{ id: 1, image: 'a.jpg', price: 'on request' }, /price "on request" is not a number/],
  [[1, 2], /not an object/],
  [null, /not an object/],
])('%j is refused', (row, reason) => {
  expect(() => parse(row)).toThrow(reason);
});

test('any JSON is either a product or a bad row, never a crash', () => {
  const key = fc.constantFrom('id', 'image', 'photo', 'price', 'title', 'url', 'category', 'other');
  const row = fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.constantFrom('a.jpg', 'http://x/%zz.jpg')));
  fc.assert(
    fc.property(row, (value) => {
      try {
        expect(parse(value).photoUrls.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(BadRow);
      }
    }),
  );
});

test('the delimiter is the one the header has most of', () => {
  expect(delimiterOf('id,title,image\n')).toBe(',');
  expect(delimiterOf('id;title, long;image\n')).toBe(';');
  expect(delimiterOf('id\ttitle\timage\n')).toBe('\t');
});
