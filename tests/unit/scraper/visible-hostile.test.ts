// What a page shows is read without an error and in bounded time, whatever the page is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePage, parsePage } from '../../../scraper/page/parsed-page.ts';
import {
  readUrlProduct,
  readVisibleProduct,
  type VisibleProduct,
} from '../../../scraper/product/visible-product.ts';

const url = 'https://shop.example/p/kettle-4711.html';
const page = `<html lang="de"><title>Kettle K1 | Shop</title><body><nav><a href="/c">Kettles</a></nav><h1 class="product-title">Kettle K1</h1>
  <div class="price"><span>12<sup>99</sup> €</span><del>19,99 €</del></div><p class="stock">Auf Lager</p>
  <button class="add-to-cart">In den Warenkorb</button><dl><dt>Art.-Nr.</dt><dd>4711</dd><dt>Marke</dt><dd>Heiß</dd></dl>
  <h2>Ähnliche Artikel</h2><a href="/x">Kettle K2 9,99 €</a></body></html>`;

describe('reading what a page shows', () => {
  it('throws on no page, however broken', () => {
    const cut = fc.tuple(fc.nat(page.length), fc.nat(60), fc.string({ unit: 'grapheme', maxLength: 20 }));
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 6 }), (cuts) => {
        const broken = cuts.reduce(
          (html, [at, length, put]) => html.slice(0, at) + put + html.slice(at + length),
          page,
        );
        const product = read(broken);
        expect(product.price === null || (Number.isFinite(product.price) && product.price > 0)).toBe(true);
        expect(
          product.regularPrice === null || product.regularPrice > (product.price ?? Number.POSITIVE_INFINITY),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['digits', '9'.repeat(300_000)],
    ['separated digits', '9.9 '.repeat(100_000)],
    ['spaces', `${' '.repeat(200_000)}€`],
    ['signs', '€$£'.repeat(100_000)],
    ['label marks', 'SKU: '.repeat(50_000)],
    ['bars', 'SKU|'.repeat(50_000)],
    ['one class name', `<p class="${'price-'.repeat(50_000)}">9 €</p>`],
    ['many prices', '<b class="price">9 €</b>'.repeat(20_000)],
    ['deep nesting', `${'<div class="price">'.repeat(500)}9 €`],
    ['many headings', '<h1>Kettle</h1>'.repeat(10_000)],
    ['dashes', '- '.repeat(100_000)],
    ['colons', `Art${':'.repeat(100_000)}4711`],
  ])('ends on a page of %s', (_, html) => {
    expect(read(`<h1>Kettle K1</h1>${html}`).title).toContain('Kettle');
  });

  it('takes the number in the address only where the address makes it sure', () => {
    expect(readUrlProduct(described('', 'https://shop.example/itm/133588510845')).sku).toBe('133588510845');
    expect(readUrlProduct(described('', 'https://shop.example/kettle-k1')).sku).toBeNull();
  });
});

function read(html: string): VisibleProduct {
  return readVisibleProduct(described(html, url), { title: null, currency: null, structured: null });
}

function described(html: string, address: string) {
  const found = describePage(parsePage(html), address);
  if (found === null) throw new Error(`${address} is no address`);
  return found;
}
