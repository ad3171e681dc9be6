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

const read = (address: string) => readNarrowing(new URL(address, 'http://shop').searchParams, windowSorts);

test('what is narrowed comes back from the address as it went in', () => {
  const narrowing = {
    ...noNarrowing,
    minPrice: 10,
    maxPrice: 99.5,
    sort: '-price' as const,
    available: true,
    brand: 'Tarn & Beck',
  };
  const address = searchAddress(' gold purple ', narrowing);
  expect(address).toBe(
    '/?q=gold+purple&minPrice=10&maxPrice=99.5&available=true&brand=Tarn+%26+Beck&sort=-price',
  );
  expect(read(address)).toEqual(narrowing);
});

test('nothing narrowed leaves a clean address', () => {
  expect(searchAddress('')).toBe('/');
  expect(similarAddress(7)).toBe('/similar/7');
});

test('"cheaper" belongs to one product and not to a search', () => {
  const cheaper = { ...noNarrowing, cheaper: true };
  expect(similarAddress(7, cheaper)).toBe('/similar/7?cheaper=true');
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

test('an order alone hides nothing', () => {
  expect(isNarrowed({ ...noNarrowing, sort: 'price' })).toBe(false);
  expect(isNarrowed({ ...noNarrowing, maxPrice: 5 })).toBe(true);
});
