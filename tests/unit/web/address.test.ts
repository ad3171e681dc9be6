// The page's state survives the way through an address.
import { expect, test } from 'vitest';
import {
  isNarrowed,
  noNarrowing,
  rankedSorts,
  readNarrowing,
  searchAddress,
  similarAddress,
  windowSorts,
} from '../../../apps/web/src/address/narrowing.ts';
import { readPageCount, withPageCount } from '../../../apps/web/src/address/page-count.ts';

const read = (address: string) => readNarrowing(new URL(address, 'http://shop').searchParams, windowSorts);

test('what is narrowed comes back from the address as it went in', () => {
  const narrowing = {
    ...noNarrowing,
    minPrice: 10,
    maxPrice: 99.5,
    sort: '-price' as const,
    available: true,
    brand: ['Tarn & Beck', 'Vela'],
    color: 'gold',
    currency: 'EUR',
  };
  const address = searchAddress(' gold purple ', narrowing);
  expect(address).toBe(
    '/?q=gold+purple&minPrice=10&maxPrice=99.5&currency=EUR&available=true&brand=Tarn+%26+Beck&brand=Vela&color=gold&sort=-price',
  );
  expect(read(address)).toEqual(narrowing);
});

test('nothing narrowed leaves a clean address', () => {
  expect(searchAddress('')).toBe('/');
  expect(similarAddress(7)).toBe('/similar/7');
});

test('"cheaper" and the slider of looks belong to one product and not to a search', () => {
  const cheaper = { ...noNarrowing, cheaper: true, look: -0.5 };
  expect(similarAddress(7, cheaper)).toBe('/similar/7?cheaper=true&look=-0.5');
  expect(searchAddress('gold', cheaper)).toBe('/?q=gold');
});

test.each([
  'minPrice=abc',
  'minPrice=-1',
  'maxPrice=',
  'maxPrice=Infinity',
  'minPrice=1e15',
  'minPrice=0.0000001',
  'maxPrice=0x10',
  'sort=best',
  'sort=relevance',
  'available=yes',
  'brand=%20',
  `brand=${'b'.repeat(201)}`,
  'color=plaid',
  'color=constructor',
  'color=%23b8860',
  'currency=euros',
  'look=2',
  'look=0',
  'look=',
])('an address with %s is read as if it were not there', (part) =>
  expect(read(`/?${part}`)).toEqual(noNarrowing),
);

test('a search knows no shuffle, whatever its address says', () => {
  expect(readNarrowing(new URLSearchParams('sort=random'), rankedSorts).sort).toBeNull();
  expect(readNarrowing(new URLSearchParams('sort=relevance'), rankedSorts).sort).toBe('relevance');
});

test('a price range given the wrong way round is turned', () => {
  expect(read('/?minPrice=900&maxPrice=100')).toMatchObject({ minPrice: 100, maxPrice: 900 });
});

test('brands come once each, twenty at most, and what is no name not at all', () => {
  const brands = Array.from({ length: 30 }, (_, i) => `brand=b${i}`);
  expect(read(`/?brand=A&brand=A&brand=%20&brand=B`).brand).toEqual(['A', 'B']);
  expect(read(`/?${brands.join('&')}`).brand).toHaveLength(20);
});

test.each([
  ['/', 1],
  ['/?pages=3', 3],
  ['/?pages=0', 1],
  ['/?pages=2.5', 1],
  ['/?pages=many', 1],
  ['/?pages=9999', 42],
])('%s asks for %i pages', (address, pages) => {
  expect(readPageCount(new URL(address, 'http://shop').search)).toBe(pages);
});

test('the number of pages joins an address, and one page goes unsaid', () => {
  const location = { pathname: '/', search: '?q=gold&brand=A&brand=B' };
  expect(withPageCount(location, 3)).toBe('/?q=gold&brand=A&brand=B&pages=3');
  expect(withPageCount({ pathname: '/similar/7', search: '?pages=3' }, 1)).toBe('/similar/7');
});

test('an order alone hides nothing', () => {
  expect(isNarrowed({ ...noNarrowing, sort: 'price' })).toBe(false);
  expect(isNarrowed({ ...noNarrowing, look: 1 })).toBe(false);
  expect(isNarrowed({ ...noNarrowing, maxPrice: 5 })).toBe(true);
  expect(isNarrowed({ ...noNarrowing, brand: ['A'] })).toBe(true);
});
