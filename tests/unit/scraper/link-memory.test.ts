// What is remembered of a shop's links is what reading them anew would give.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rememberLinks } from '../../../scraper/link-memory.ts';

const read = (href: string, base: string, shopUrl: string) =>
  URL.canParse(href, base) ? `${new URL(href, base).href} of ${shopUrl}` : null;

it('a link is the same remembered as read, whatever page and shop it stands on', () => {
  const href = fc.oneof(
    fc.constantFrom(
      '/a',
      '//cdn.example/a',
      'a',
      '?page=2',
      '../a',
      'https://one.example/a',
      'http://[',
      '#top',
      '',
    ),
    fc.webPath(),
  );
  const base = fc.constantFrom(
    'https://one.example/x/y',
    'https://one.example/',
    'http://one.example/x',
    'https://two.example',
  );
  const shop = fc.constantFrom('https://one.example/', 'https://two.example/');
  const remembering = rememberLinks(read);
  fc.assert(
    fc.property(href, base, shop, (...link) => {
      expect(remembering(...link)).toBe(read(...link));
      expect(remembering(...link)).toBe(read(...link));
    }),
  );
});

it('a menu link is judged once for all the pages it stands on', () => {
  let asked = 0;
  const remembering = rememberLinks(() => ++asked);
  for (let page = 0; page < 50; page++)
    remembering('/taps', `https://shop.example/${page}`, 'https://shop.example/');
  expect(asked).toBe(1);
});

it('memory stays bounded: what was remembered long ago is read again', () => {
  let asked = 0;
  const remembering = rememberLinks(() => ++asked);
  for (let i = 0; i < 30_000; i++) remembering(`/${i}`, 'https://shop.example/', 'https://shop.example/');
  expect(remembering('/0', 'https://shop.example/', 'https://shop.example/')).toBe(30_001);
});
