// Saved pages of 25 real shops with known answers: none throws, and at least as much is read right as was when this was written.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSavedPages } from '../../bench/scrape/page-truth.ts';
import { type ReadPage, readSavedPage, scorePages } from '../../bench/scrape/read-saved-pages.ts';

const folder = new URL('../../../../shared/data/product-pages/', import.meta.url);
const present = fs.existsSync(new URL('ground-truth.json', folder));

describe.skipIf(!present)(
  'the saved product pages (skipped where ../shared/data/product-pages is absent)',
  () => {
    let pages: ReadPage[];

    beforeAll(async () => {
      pages = (await readSavedPages(fileURLToPath(folder))).map((page) => readSavedPage(page));
    });

    it('are all read without an error', () => {
      expect(pages.filter((page) => page.error !== null).map((page) => page.page.id)).toEqual([]);
    });

    it('are all taken for product pages', () => {
      expect(pages.filter((page) => page.product === null).map((page) => page.page.id)).toEqual([]);
    });

    // Two pages below what was measured: .98 price, .95 sku, .91 availability, .87 brand, 1.0 currency.
    it.each([
      ['price', 0.95],
      ['sku', 0.92],
      ['availability', 0.87],
      ['brand', 0.83],
      ['currency', 0.96],
    ] as const)('give the right %s with F1 of %d and more', (attribute, floor) => {
      expect(scorePages(pages, attribute).f1).toBeGreaterThanOrEqual(floor);
    });

    it('give it for shops left out of development as well', () => {
      const leftOut = pages.filter((page) => page.leftOut);
      expect(leftOut.length).toBeGreaterThan(0);
      for (const attribute of ['price', 'sku', 'availability'] as const) {
        expect(scorePages(leftOut, attribute).f1).toBeGreaterThanOrEqual(0.85);
      }
    });
  },
);
