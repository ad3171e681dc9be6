// What a fetched page, sitemap or door holds: products, perhaps, and where to go next. Pure.
import { readDoor } from '../doors/read-door.ts';
import type { FetchedResource } from '../fetch/fetched-resource.ts';
import { asLink, linksOfSitemap, type PageKind, type PageLink, readPageLinks } from '../links/page-links.ts';
import { absoluteUrl, pageAddress } from '../links/shop-address.ts';
import { readWholeSitemap } from '../links/sitemap.ts';
import { readProduct } from '../product/product-page.ts';
import type { ScrapedProduct } from '../product/scraped-product.ts';
import type { RobotsRules } from '../robots/robots.ts';
import { isWanted } from '../site/site-pages.ts';
import type { SiteDefinition } from '../site/site-shape.ts';
import { decodePage } from './page-charset.ts';
import { describePage, parsePage } from './parsed-page.ts';

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

/** What a door's page may measure: 250 products of a hundred variants each are 12 MB. */
export const maxDoorBytes = 30_000_000;

const htmlTypes = new Set([
  'text/html',
  'application/xhtml+xml',
  'text/xml',
  'application/xml',
  'text/plain',
]);

/** Links to the shop at `options.baseUrl` only. Never throws: what can't be read holds nothing. */
export function readPage(resource: FetchedResource, kind: PageKind, options: ReadOptions): PageReading {
  if (kind === 'sitemap') return readSitemapPage(resource, options);
  return kind === 'door' ? readDoorPage(resource, options) : readShopPage(resource, options);
}

/** For a sitemap that was fetched whole; `readSitemap` and `linksOfSitemap` take one as it arrives. */
function readSitemapPage(resource: FetchedResource, options: ReadOptions): PageReading {
  const entries = readWholeSitemap(resource.body);
  return { products: [], links: linksOfSitemap(entries, { ...options, sitemapUrl: resource.url }) };
}

function readDoorPage(resource: FetchedResource, { baseUrl, site = null }: ReadOptions): PageReading {
  const { products, next, isLast } = readDoor(resource, baseUrl);
  return {
    products: products.filter(({ url }) => isWanted(url, site)).map((product) => inCurrency(product, site)),
    links: next === null ? [] : [asLink(next, 'door')],
    lastDoorPage: isLast,
  };
}

function readShopPage(resource: FetchedResource, options: ReadOptions): PageReading {
  const isText = resource.contentType === null || htmlTypes.has(resource.contentType);
  const page = isText ? describePage(parsePage(decodePage(resource)), resource.url) : null;
  if (page === null) return { products: [], links: [] };
  const { site = null } = options;
  const product = readProduct(page, { selectors: site?.selectors, currency: site?.currency });
  return {
    products: product === null ? [] : [inCurrency(atOneAddress(product), site)],
    links: readPageLinks(page, options),
  };
}

/** The product's address in the form that links to it have, so that it is known again however it is met. */
function atOneAddress(product: ScrapedProduct): ScrapedProduct {
  return { ...product, url: pageAddress(product.url, product.url) ?? product.url };
}

/** What the operator says of the currency holds where the page names none. */
function inCurrency(product: ScrapedProduct, site: SiteDefinition | null): ScrapedProduct {
  if (product.price === null || product.currency !== null || site?.currency === undefined) return product;
  return { ...product, currency: site.currency };
}

/**
 * Where a crawl starts: the site file's sitemaps, else those that robots.txt names, else /sitemap.xml; then the
 * shop's front page and the site file's start pages.
 */
export function seedPages(
  baseUrl: string,
  robots: RobotsRules,
  site: SiteDefinition | null = null,
): PageLink[] {
  const named = (site?.sitemaps ?? robots.sitemaps).map((sitemap) => absoluteUrl(sitemap, baseUrl));
  const sitemaps = named.some((url) => url !== null) ? named : [absoluteUrl('/sitemap.xml', baseUrl)];
  const pages = [baseUrl, ...(site?.start ?? [])].map((page) => pageAddress(page, baseUrl));
  return [...asSeeds(sitemaps, 'sitemap'), ...asSeeds(pages, 'page')];
}

function asSeeds(urls: (string | null)[], kind: PageKind): PageLink[] {
  return [...new Set(urls)].filter((url) => url !== null).map((url) => asLink(url, kind));
}
