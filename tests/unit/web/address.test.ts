// The page's state survives the way through an address.
import { expect, test } from 'vitest';
import {
  isNarrowed,
  noNarrowing,
  readNarrowing,
  searchAddress,
  similarAddress,
} from '../../../apps/web/src/address.ts';

const read = (address: string) => readNarrowing(new URL(address, 'http://shop').searchParams);

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

test.each(['minPrice=abc', 'minPrice=-1', 'maxPrice=', 'maxPrice=Infinity', 'sort=best', 'available=yes'])(
  'an address with %s is read as if it were not there',
  (part) => expect(read(`/?${part}`)).toEqual(noNarrowing),
);

test('an order alone hides nothing', () => {
  expect(isNarrowed({ ...noNarrowing, sort: 'price' })).toBe(false);
  expect(isNarrowed({ ...noNarrowing, maxPrice: 5 })).toBe(true);
});
