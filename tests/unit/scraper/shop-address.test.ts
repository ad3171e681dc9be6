// One form per page: whatever way an address is written, the page behind it is met once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absoluteUrl,
  isSameSite,
  pageAddress,
  readPageAddress,
} from '../../../scraper/links/shop-address.ts';

const base = 'https://shop.example/list/';
const page = (address: string, from = base) => pageAddress(address, from);

describe('the address of a page', () => {
  it.each([
    ['?b=2&a=1', 'https://shop.example/list/?a=1&b=2'],
    ['?a=1&a=1&b=2', 'https://shop.example/list/?a=1&b=2'],
    ['/p/1?utm_source=x&gclid=1&page=2&fbclid=3#top', 'https://shop.example/p/1?page=2'],
    ['/p/1?PHPSESSID=ab12&sid=9f8e7d6c5b4a', 'https://shop.example/p/1'],
    ['/p/1;jsessionid=0A1B.node2?x=1', 'https://shop.example/p/1?x=1'],
    ['/p/1?sid=4711', 'https://shop.example/p/1?sid=4711'],
    [
      '/products/tap?pr_prod_strat=use_description&pr_rec_id=1&_pos=2&variant=40',
      'https://shop.example/products/tap?variant=40',
    ],
    ['HTTPS://SHOP.example:443/P/1', 'https://shop.example/P/1'],
    ['https://shop.example./p/1', 'https://shop.example/p/1'],
    ['http://shop.example/p/1', 'https://shop.example/p/1'],
    ['/a//b///c/../d/', 'https://shop.example/a/b/d/'],
    ['/p/1?', 'https://shop.example/p/1'],
    ['/p/1?&&', 'https://shop.example/p/1'],
    ['/%7Ejoe/%c3%a4%2fb/ä', 'https://shop.example/~joe/%C3%A4%2Fb/%C3%A4'],
    ['/100%/x', 'https://shop.example/100%25/x'],
    ['/index.html', 'https://shop.example/'],
    ['/index.php?utm_source=x', 'https://shop.example/'],
    [
      '/index.php?route=product/product&product_id=4',
      'https://shop.example/index.php?product_id=4&route=product/product',
    ],
    ['/taps/index.html', 'https://shop.example/taps/index.html'],
  ])('written %s is %s', (written, form) => {
    expect(page(written)).toBe(form);
  });

  it.each([
    'mailto:a@b.c',
    'javascript:void(0)',
    'ftp://shop.example/',
    'https://joe@shop.example/',
    'http://[',
    'https://./',
    '',
    '   ',
    `/${'a'.repeat(3000)}`,
  ])('is none for %s', (written) => {
    expect(page(written)).toBeNull();
  });

  it('stays on http where the shop is read over http or is another host', () => {
    expect(page('http://shop.example/a', 'http://shop.example/')).toBe('http://shop.example/a');
    expect(page('http://www.shop.example/a')).toBe('http://www.shop.example/a');
  });

  const piece = fc.oneof(
    fc.constantFrom(
      'a',
      'B',
      '%41',
      '%2f',
      '%',
      '%%32%65',
      '..',
      '.',
      ';jsessionid=1',
      ';sid=1',
      'ü',
      ' ',
      '+',
      '/',
      '//',
      '\\',
    ),
    fc.string({ maxLength: 4 }),
  );
  const parameter = fc
    .tuple(
      fc.constantFrom('page', 'q', 'utm_source', 'sid', 'PHPSESSID', '%75tm_id', 'a[]', '', 'ä'),
      fc.option(piece),
    )
    .map(([name, value]) => (value === null ? name : `${name}=${value.replace(/[&#]/g, '')}`));
  const host = fc.constantFrom(
    '',
    'https://SHOP.example',
    'http://shop.example.',
    'https://other.example:443',
    'http://a.example:80',
  );
  const address = fc
    .tuple(host, fc.array(piece, { maxLength: 6 }), fc.array(parameter, { maxLength: 5 }))
    .map(([origin, path, query]) => `${origin}/${path.join('/')}?${query.join('&')}`);

  it('brought into form again stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.webUrl({ withQueryParameters: true })), (written) => {
        const once = page(written);
        if (once !== null) expect(page(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('does not depend on the order of its parameters', () => {
    const shuffled = fc
      .uniqueArray(parameter, { maxLength: 6 })
      .chain((parameters) =>
        fc.tuple(fc.constant(parameters), fc.shuffledSubarray(parameters, { minLength: parameters.length })),
      );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(page(`/p?${other.join('&')}&z`)).toBe(page(`/p?${one.join('&')}&z`));
      }),
    );
  });

  const written = (address: string) => readPageAddress(address, base)?.writtenAs;

  it('keeps what was written where its parameters were put in order, for robots.txt', () => {
    expect(written('/taps?sort=price&colour=gold')).toBe('https://shop.example/taps?sort=price&colour=gold');
    expect(written('/taps?colour=gold&sort=price')).toBeNull();
    expect(written('/taps?page=2')).toBeNull();
  });
});

describe('the address of a photo', () => {
  it('keeps the order and escaping of its parameters, which may be signed', () => {
    expect(absoluteUrl('//cdn.example/a%2db.jpg?w=200&s=%7eabc&auto=format#x', base)).toBe(
      'https://cdn.example/a%2db.jpg?w=200&s=%7eabc&auto=format',
    );
  });
});

describe('the same site', () => {
  it.each([
    ['https://www.shop.example/', true],
    ['http://shop.example./a', true],
    ['https://shop.example:443/', true],
    ['https://shop.example:8443/', false],
    ['https://shop.example.evil.example/', false],
    ['https://blog.shop.example/', false],
    ['nonsense', false],
  ])('%s: %s', (url, same) => {
    expect(isSameSite(url, base)).toBe(same);
  });
});
