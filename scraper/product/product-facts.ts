// What one source on a page (JSON-LD, OpenGraph, the visible text) says of its product, before the sources are merged.
import type { ScrapedProduct } from './scraped-product.ts';

/** A product as one source tells it: null and empty where it says nothing. */
export type ProductFacts = Omit<ScrapedProduct, 'url' | 'title' | 'sources'> & {
  url: string | null;
  title: string | null;
};

/** A source that says nothing; spread it and overwrite what is known. */
export const noFacts: ProductFacts = {
  url: null,
  title: null,
  brand: null,
  description: null,
  price: null,
  regularPrice: null,
  currency: null,
  availability: null,
  sku: null,
  gtin: null,
  mpn: null,
  category: [],
  photoUrls: [],
  rating: null,
  variants: [],
};

/** Longest texts kept, in UTF-16 units: far above what shops write, low enough to store and show without care. */
export const lengths = {
  sku: 100,
  title: 500,
  brand: 200,
  description: 5000,
  categoryName: 100,
  optionName: 100,
} as const;

export const mostCategories = 10;
export const mostPhotos = 50;
/** Colours times sizes of a shoe; beyond it a page lists a catalogue. */
export const mostVariants = 250;
