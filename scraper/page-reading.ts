// What a fetched page or sitemap holds: a product, perhaps, and where to go next. Pure.
import { addressGroup } from './address-group.ts';
import type { FetchedResource } from './fetcher.ts';
import { decodePage } from './page-charset.ts';
import { linksOfSitemap, type PageKind, type PageLink, readPageLinks } from './page-links.ts';
import { parsePage } from './parsed-page.ts';
import { readProduct } from './product-page.ts';
import type { RobotsRules } from './robots.ts';
import type { ScrapedProduct } from './scraped-product.ts';
import { absoluteUrl } from './shop-address.ts';
import type { SiteDefinition } from './site-definition.ts';
import { readWholeSitemap } from './sitemap.ts';

export type { PageKind, PageLink };

export interface PageReading {
  /** None or one for a page, up to 250 for a door. */
  products: ScrapedProduct[];
  links: PageLink[];
  /** True on a door's page after which there is no further one. */
  lastDoorPage?: boolean;
}

export interface ReadOptions {
  /** The shop's address: links to other sites are left out. */
  baseUrl: string;
  /** What the operator's site file says of the shop. */
  site?: SiteDefinition | null;
}

const htmlTypes = new Set([
  'text/html',
  'application/xhtml+xml',
  'text/xml',
  'application/xml',
  'text/plain',
]);

/** Links to the shop at `options.baseUrl` only. Never throws: what can't be read holds nothing. */
export function readPage(resource: FetchedResource, kind: PageKind, options: ReadOptions): PageReading {
  if (kind === 'sitemap') {
    return {
      products: [],
      links: linksOfSitemap(readWholeSitemap(resource.body), resource.url, options.baseUrl),
    };
  }
  if (resource.contentType !== null && !htmlTypes.has(resource.contentType))
    return { products: [], links: [] };
  const $ = parsePage(decodePage(resource));
  const product = readProduct($, resource.url);
  return {
    products: product === null ? [] : [product],
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
  return { url, kind, lastModified: null, likelyProduct: false, group: addressGroup(url) };
}
