// Saved pages of 29 real shops with known answers: nothing throws, and how much is found is printed.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseProductPage } from '../../../scraper/product-page.ts';

interface Truth {
  url?: string;
  price?: string[];
  sku?: string[];
  availability?: string[];
}

const folder = new URL('../../../../shared/data/product-pages/', import.meta.url);
const present = fs.existsSync(new URL('ground-truth.json', folder));

describe.skipIf(!present)(
  'the saved product pages (skipped where ../shared/data/product-pages is absent)',
  () => {
    it('are all read without an error, and mostly right where a price is found', () => {
      const truths: Record<string, Truth> = JSON.parse(
        fs.readFileSync(new URL('ground-truth.json', folder), 'utf8'),
      );
      const found = { price: 0, sku: 0, availability: 0 };
      let wrongPrices = 0;
      let slowestMs = 0;
      for (const [name, truth] of Object.entries(truths)) {
        const html = zlib
          .gunzipSync(fs.readFileSync(new URL(`html/${name}.html.gz`, folder)))
          .toString('utf8');
        const startedAt = performance.now();
        const product = parseProductPage(html, truth.url ?? 'https://shop.example/product');
        slowestMs = Math.max(slowestMs, performance.now() - startedAt);
        if (product === null) continue;
        const prices = (truth.price ?? []).map(Number);
        if (product.price !== null && prices.includes(product.price)) found.price += 1;
        else if (product.price !== null && prices.length > 0) wrongPrices += 1;
        if (truth.sku?.includes(product.sku ?? '')) found.sku += 1;
        if (truth.availability?.includes(product.availability === 'in_stock' ? 'InStock' : 'OutOfStock')) {
          found.availability += product.availability === null ? 0 : 1;
        }
      }
      const pages = Object.keys(truths).length;
      console.log(
        `Of ${pages} saved pages: ${JSON.stringify(found)} right, ${wrongPrices} prices wrong, slowest ${slowestMs.toFixed(0)} ms.`,
      );
      // Pages without JSON-LD or product meta tags are not read yet. What is read must be right, and this many were.
      expect(found.price).toBeGreaterThanOrEqual(35);
      expect(wrongPrices).toBeLessThanOrEqual(2);
    });
  },
);
