// What a fetched page or sitemap holds: a product, perhaps, and where to go next. Pure.
import type { FetchedResource } from './fetcher.ts';
import type { RobotsRules } from './robots.ts';
import type { ScrapedProduct } from './scraped-product.ts';

export type PageKind = 'sitemap' | 'page';

export interface PageLink {
  /** Absolute, normalised, without a fragment. */
  url: string;
  kind: PageKind;
  /** As the sitemap wrote it (W3C date), or null. */
  lastModified: string | null;
  likelyProduct: boolean;
}

export interface PageReading {
  product: ScrapedProduct | null;
  links: PageLink[];
}

export function readPage(
  _resource: FetchedResource,
  _kind: PageKind,
  _options: { baseUrl: string },
): PageReading {
  throw new Error('being written');
}

export function seedPages(_baseUrl: string, _robots: RobotsRules): PageLink[] {
  throw new Error('being written');
}
