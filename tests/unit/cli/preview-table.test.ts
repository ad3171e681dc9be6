// Products of a dry run: prices crossed out, and what is not known.
import { expect, test } from 'vitest';
import { previewLines } from '../../../apps/cli/preview-table.ts';
import type { ScrapedProduct } from '../../../scraper/product/scraped-product.ts';

const product: ScrapedProduct = {
  url: 'https://taps.example/p/1',
  title: 'A tap',
  brand: null,
  description: null,
  price: 129.5,
  regularPrice: 159,
  currency: 'EUR',
  availability: 'in_stock',
  sku: null,
  gtin: null,
  mpn: null,
  category: [],
  photoUrls: ['https://taps.example/1.jpg'],
  rating: null,
  variants: [],
  sources: { title: 'json-ld', price: 'page', availability: 'meta', photoUrls: 'state' },
};
const show = (strike: boolean) => previewLines([{ product, via: '/' }], { width: 120, strike });

test('each value stands above its source; what is not known is a dash', () => {
  expect(show(false)).toEqual([
    'title                        price  availability  sku  brand  photos',
    'A tap         was €159.00, €129.50  in stock      –    –           1',
    'json-ld /p/1                  page  meta                       state',
  ]);
});

test('on a terminal the price before is crossed out', () => {
  expect(show(true)[1]?.normalize()).toContain('1\u03365\u03369\u0336');
  expect(show(true)[1]).toContain(' €129.50  in stock');
});

test('products that only their query tells apart are told apart', () => {
  const found = [1, 2].map((id) => ({
    product: { ...product, url: `https://taps.example/detail.php?id=${id}` },
    via: '/',
  }));
  const lines = previewLines(found, { width: 120, strike: false }).join('\n');
  expect(lines).toContain('/detail.php?id=1');
  expect(lines).toContain('/detail.php?id=2');
});
