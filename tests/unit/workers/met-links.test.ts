// A memory of links that never takes one for another, and forgets the oldest.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMetLinks } from '../../../workers/met-links.ts';

test('what was not added was not met', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.webUrl({ withQueryParameters: true }), { minLength: 1 }), (urls) => {
      const met = createMetLinks();
      const [last, ...others] = urls;
      for (const url of others) met.add(url);
      expect(met.has(last ?? '')).toBe(false);
      met.add(last ?? '');
      expect(met.has(last ?? '')).toBe(true);
    }),
  );
});

test('nothing is met in the beginning, and addresses that differ in one sign are told apart', () => {
  const met = createMetLinks();
  expect(met.has('')).toBe(false);
  for (let i = 0; i < 200_000; i += 2) met.add(`https://shop.test/p/${i}`);
  let mistaken = 0;
  for (let i = 1; i < 200_000; i += 2) if (met.has(`https://shop.test/p/${i}`)) mistaken += 1;
  expect(mistaken).toBe(0);
  expect(met.has('https://shop.test/p/199998')).toBe(true);
});
