// What a fetched page or sitemap holds: a product, perhaps, and where to go next. Pure.
import type { FetchedResource } from './fetcher.ts';
import { decodePage } from './page-charset.ts';
import { linksOfSitemap, type PageKind, type PageLink, readPageLinks } from './page-links.ts';
import { parsePage } from './parsed-page.ts';
import { readProduct } from './product-page.ts';
import type { RobotsRules } from './robots.ts';
import type { ScrapedProduct } from './scraped-product.ts';
import { absoluteUrl } from './shop-address.ts';
import { readSitemap } from './sitemap.ts';

export type { PageKind, PageLink };

export interface PageReading {
  product: ScrapedProduct | null;
  links: PageLink[];
}

const htmlTypes = new Set([
  'text/html',
  'application/xhtml+xml',
  'text/xml',
  'application/xml',
  'text/plain',
]);

/** Links to the shop at `options.baseUrl` only. Never throws: what can't be read holds nothing. */
export function readPage(
  resource: FetchedResource,
  kind: PageKind,
  options: { baseUrl: string },
): PageReading {
  if (kind === 'sitemap') {
    return {
      product: null,
      links: linksOfSitemap(readSitemap(resource.body), resource.url, options.baseUrl),
    };
  }
  if (resource.contentType !== null && !htmlTypes.has(resource.contentType))
    return { product: null, links: [] };
  const $ = parsePage(decodePage(resource));
  return {
    product: readProduct($, resource.url),
    links: readPageLinks($, resource.url, options.baseUrl),
  };
}

/** Where a crawl starts: the sitemaps that robots.txt names (else /sitemap.xml) and the shop's front page. */
export function seedPages(baseUrl: string, robots: RobotsRules): PageLink[] {
  const named = robots.sitemaps.map((sitemap) => absoluteUrl(sitemap, baseUrl)).filter((url) => url !== null);
  const usual = absoluteUrl('/sitemap.xml', baseUrl);
  const sitemaps = named.length > 0 || usual === null ? named : [usual];
  const home = absoluteUrl(baseUrl, baseUrl);
  return [
    ...[...new Set(sitemaps)].map((url) => seed(url, 'sitemap')),
    ...(home === null ? [] : [seed(home, 'page')]),
  ];
}

function seed(url: string, kind: PageKind): PageLink {
  return { url, kind, lastModified: null, likelyProduct: false };
}
