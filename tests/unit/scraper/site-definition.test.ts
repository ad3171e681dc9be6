// Site files: what an operator may write, and what they are told when it won't do.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadSiteDefinition, isWanted, parseSiteDefinition } from '../../../scraper/site/site-definition.ts';

const parse = (yaml: string) => parseSiteDefinition(yaml, 'sites/shop.yaml');

function complaint(yaml: string): string {
  try {
    parse(yaml);
    return 'none';
  } catch (error) {
    if (!(error instanceof BadSiteDefinition)) throw error;
    return error.message;
  }
}

describe('a site file', () => {
  it('needs no more than the shop’s address', () => {
    expect(parse('url: https://shop.example')).toEqual({ url: 'https://shop.example/' });
  });

  it('takes quantities as people write them', () => {
    const { limits } = parse(`url: https://shop.example
limits: { pages: 5000, bytes: 2 GB, minutes: 1.5 h, delayMs: 2 s, concurrency: 1 }`);
    expect(limits).toEqual({ pages: 5000, bytes: 2e9, minutes: 90, delayMs: 2000, concurrency: 1 });
    expect(
      parse('url: https://shop.example\nlimits: { minutes: 30 min, delayMs: 500 ms, bytes: 1000000 }').limits,
    ).toEqual({ minutes: 30, delayMs: 500, bytes: 1e6 });
  });

  it('makes its addresses absolute', () => {
    const site = parse(
      'url: https://shop.example/de/\nstart: [/de/taps, basins]\nsitemaps: ["https://cdn.example/s.xml"]',
    );
    expect(site.start).toEqual(['https://shop.example/de/taps', 'https://shop.example/de/basins']);
    expect(site.sitemaps).toEqual(['https://cdn.example/s.xml']);
  });

  it('that ships as an example is a good one', () => {
    const example = parseSiteDefinition(readFileSync('sites/example.yaml', 'utf8'), 'sites/example.yaml');
    expect(Object.keys(example).sort()).toEqual(
      [
        'currency',
        'exclude',
        'include',
        'limits',
        'name',
        'schedule',
        'selectors',
        'sitemaps',
        'start',
        'url',
      ].sort(),
    );
  });

  it.each([
    ['name: x', 'sites/shop.yaml:1: url: must be the shop’s address, such as https://shop.example/.'],
    [
      'url: shop.example',
      'sites/shop.yaml:1: url: must be the shop’s address, such as https://shop.example/.',
    ],
    [
      'url: https://shop.example\n\nlimit: 4',
      'sites/shop.yaml:3: limit: unknown; allowed are name, url, start, sitemaps, include, exclude, limits, currency, selectors, schedule.',
    ],
    [
      'url: https://shop.example\nlimits:\n  pages: many',
      'sites/shop.yaml:3: limits.pages: must be a whole number from 1 to 10000000.',
    ],
    [
      'url: https://shop.example\nlimits:\n  bytes: lots',
      'sites/shop.yaml:3: limits.bytes: "lots" won’t do; it must be a number of bytes, or a size such as "500 MB" or "2 GB", from 1000 to 1000000000000000 bytes.',
    ],
    [
      'url: https://shop.example\nlimits:\n  seconds: 4',
      'sites/shop.yaml:3: limits.seconds: unknown; allowed are pages, bytes, minutes, delayMs, concurrency.',
    ],
    [
      'url: https://shop.example\nselectors:\n  price: "div["',
      'sites/shop.yaml:3: selectors.price: "div[" is no CSS selector; write one such as ".price", or "meta[name=price]@content" for an attribute.',
    ],
    [
      'url: https://shop.example\nselectors:\n  cost: .c',
      'sites/shop.yaml:3: selectors.cost: unknown; allowed are title, price, regularPrice, brand, sku, availability, description, category, photos.',
    ],
    [
      'url: https://shop.example\ninclude:\n  - /a\n  - taps',
      'sites/shop.yaml:4: include.1: must start with / or *, such as /taps/* or /*?print=; it is about the address behind the host.',
    ],
    [
      'url: https://shop.example\nstart:\n  - https://other.example/',
      'sites/shop.yaml:3: start.0: "https://other.example/" must be a page of https://shop.example/.',
    ],
    [
      'url: https://shop.example\ncurrency: Euro',
      'sites/shop.yaml:2: currency: must be three letters of ISO 4217, such as EUR.',
    ],
    [
      'url: https://shop.example\nschedule: sometimes',
      'sites/shop.yaml:2: schedule: must be like "every week", "every 12 hours", "every day at 04:00", or cron "0 4 * * 1".',
    ],
    [
      '- a\n- b',
      'sites/shop.yaml:1: must be a group of name, url, start, sitemaps, include, exclude, limits, currency, selectors, schedule.',
    ],
    [
      '',
      'sites/shop.yaml:1: must be a group of name, url, start, sitemaps, include, exclude, limits, currency, selectors, schedule.',
    ],
  ])('that says %j gets told what is allowed', (yaml, message) => {
    expect(complaint(yaml)).toBe(message);
  });

  it.each([
    'url: https://shop.example\nurl: https://b.example',
    'url: "https',
    'a: &a [*a, *a]\nurl: x',
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]`,
  ])('that is no plain YAML is refused with its line: %j', (yaml) => {
    expect(complaint(yaml)).toMatch(/^sites\/shop\.yaml:\d+: /);
  });

  it('is read or refused, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `url: https://shop.example\nselectors: {price: ${text}`),
        ),
        (yaml) => {
          complaint(yaml);
        },
      ),
    );
  });
});

describe('a page is wanted', () => {
  const site = parse(`url: https://shop.example/
start: [/taps/]
include: [/product/*, "/*.html$", /über-uns]
exclude: ["/*?print=", /product/spare-parts/]`);
  it.each([
    ['/product/tap', true],
    ['/a/b.html', true],
    ['/a/b.html?x=1', false],
    ['/product/tap?print=1', false],
    ['/product/spare-parts/o-ring', false],
    ['/blog/', false],
    ['/%C3%BCber-uns', true],
    ['/', true],
    ['/taps/?page=3', true],
    ['/taps/page/3', false],
  ])('%s: %s', (address, wanted) => {
    expect(isWanted(`https://shop.example${address}`, site)).toBe(wanted);
  });

  it('when nothing says otherwise', () => {
    expect(isWanted('https://shop.example/x', null)).toBe(true);
    expect(isWanted('https://shop.example/x', parse('url: https://shop.example'))).toBe(true);
  });
});
