// What addresses alone tell: which group of pages, whether a trap, whether a page or a product.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressGroup } from '../../../scraper/links/address-group.ts';
import { isPageAddress, looksLikeProduct } from '../../../scraper/links/address-signs.ts';
import { findTrap } from '../../../scraper/links/address-trap.ts';

const shop = 'https://shop.example';

describe('the group of an address', () => {
  it.each([
    ['/', '/'],
    ['/calendar/2026/11?year=1&month=2', '/calendar/#/#?month&year'],
    ['/products/aurora-tap', '/products/*'],
    ['/products/basin', '/products/*'],
    ['/de/products/aurora-tap', '/de/products/*'],
    ['/aurora-tap-1234.html', '/*.html'],
    ['/about', '/about'],
    ['/taps?page=2', '/taps?page'],
    ['/taps?page=3', '/taps?page'],
    ['/taps?f[1]=a&f[2]=b', '/taps?f[#]'],
    ['/a/b/c/d/e/f', '/a/*/*/*/**'],
  ])('%s is %s', (address, group) => {
    expect(addressGroup(shop + address)).toBe(group);
  });

  it('is short and the same for any digits, whatever the address', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.nat(), fc.nat(), (url, one, other) => {
        expect(addressGroup(url).length).toBeLessThanOrEqual(120);
        expect(addressGroup(`${shop}/list/${one}?page=${one}`)).toBe(
          addressGroup(`${shop}/list/${other}?page=${other}`),
        );
      }),
    );
  });
});

describe('a trap', () => {
  const now = new Date('2026-11-20');
  it.each([
    '/a/b/a/b/a/b',
    '/shop/taps/taps/taps/1',
    `/${Array.from({ length: 16 }, (_, depth) => `folder-${depth}`).join('/')}`,
    `/taps?${Array.from({ length: 11 }, (_, facet) => `facet${facet}=1`).join('&')}`,
    `/taps?filter=${'red,'.repeat(120)}`,
    '/calendar/2031/05',
    '/events?date=2019-01-02',
    '/calendar?year=2029&month=13',
    '/2030/01/15/',
  ])('is known before it is fetched: %s', (address) => {
    expect(findTrap(shop + address, now)).not.toBeNull();
  });

  it.each([
    '/a/b/a/b',
    '/taps/gold/gold',
    '/calendar/2026/12',
    '/blog/2009/05/12/how-we-began',
    '/products/tap-2031',
    '/products/4711/2',
    '/taps?colour=gold&size=5&page=3',
    '/parts/9050/12-inch',
  ])('is not seen in %s', (address) => {
    expect(findTrap(shop + address, now)).toBeNull();
  });
});

describe('an address', () => {
  it.each([
    '/cart',
    '/de/warenkorb',
    '/account/login',
    '/feed/',
    '/taps/feed',
    '/print/tap',
    '/tap?print=1',
    '/tap?format=pdf',
    '/index.php?route=account/login',
    '/index.php?route=checkout/cart',
    '/index.php?controller=authentication',
    '/taps?add-to-cart=5',
    '/wp-json/oembed',
    '/sharer.php',
    '/changecurrency/5',
    '/a.webp',
    '/manual.pdf',
    '/post?replytocom=4',
    '/stores/store/redirect/',
  ])('%s is no page to read', (address) => {
    expect(isPageAddress(shop + address)).toBe(false);
  });

  it.each(['/', '/taps?page=2', '/products/cart-wheel', '/printed-tiles', '/shared-living', '/feeders/bird'])(
    '%s is a page to read',
    (address) => {
      expect(isPageAddress(shop + address)).toBe(true);
    },
  );

  it.each([
    ['/index.php?route=product/product&product_id=40', true],
    ['/index.php?main_page=product_info&products_id=4', true],
    ['/product-category/taps/', false],
    ['/products/category/taps', false],
    ['/product/tap/', true],
    ['/dp/B00X', true],
    ['/shop/aurora_p123.html', true],
    ['/collections/taps', false],
    ['/product/57554215/size-guide', false],
    ['/taps/cat_66_ct_184736.html', false],
    ['/gift-cards-c1041519.html', false],
    ['/gold-tap-p01044320.html', true],
  ])('%s looks like a product: %s', (address, isProduct) => {
    expect(looksLikeProduct(shop + address)).toBe(isProduct);
  });

  it('is judged in time in proportion to its length', () => {
    for (const part of ['/', '-p', 'a/', '?a&', '%', '.', '2031/05/', '-i.1', '_p1-']) {
      const url = `${shop}/${part.repeat(100_000)}`;
      isPageAddress(url);
      looksLikeProduct(url);
      findTrap(url);
      addressGroup(url);
    }
  });
});
