// What one source on a page (JSON-LD, OpenGraph) says of its product, before the sources are merged.
import type { ScrapedProduct } from './scraped-product.ts';

/** A product as one source tells it; `title` may be missing still. */
export type ProductFacts = Omit<ScrapedProduct, 'url' | 'title'> & { title: string | null };

/** Longest texts kept, in UTF-16 units: far above what shops write, low enough to store and show without care. */
export const lengths = {
  sku: 100,
  title: 500,
  brand: 200,
  description: 5000,
  categoryName: 100,
} as const;

export const mostCategories = 10;
export const mostPhotos = 50;
