// Where a page or a sitemap leads within its shop.

import { findDoors, isShopifyTheme } from '../doors/find-doors.ts';
import type { ParsedPage } from '../page/parsed-page.ts';
import { isWanted } from '../site/site-pages.ts';
import type { SiteDefinition } from '../site/site-shape.ts';
import { addressGroup } from './address-group.ts';
import { withoutArrangement } from './address-parameters.ts';
import { isPageAddress, looksLikeProduct } from './address-signs.ts';
import { findTrap } from './address-trap.ts';
import { readAddresses } from './page-addresses.ts';
import { findProductLinks } from './product-cards.ts';
import { absoluteUrl, isSameSite, type PageAddress, pageAddress, readPageAddress } from './shop-address.ts';
import type { SitemapEntry } from './sitemap-parser.ts';

/** `door`: one page of a platform's own product list, such as Shopify's products.json. */
export type PageKind = 'sitemap' | 'page' | 'door';

export interface PageLink {
  /** Absolute, in the one form that the page's address has (`pageAddress`). */
  url: string;
  kind: PageKind;
  /** As the sitemap wrote it (W3C date), or null. */
  lastModified: string | null;
  /** Of a sitemap: that it lists products. */
  likelyProduct: boolean;
  /** Cheap shape of the address, shared by the pages of one template or trap: `/calendar/#/#?month&year`. */
  group: string;
  /** The address before its parameters were put in order; robots.txt may forbid this one and not `url`. */
  writtenAs?: string;
}

export interface LinkOptions {
  /** The shop's address: links to other sites are left out. */
  baseUrl: string;
  site?: SiteDefinition | null;
}

/** More links than this on one page are a trap or a mistake. */
const mostLinks = 5000;

/** Sitemaps that by the name of their file list products; a bare `item` would be found in `sitemap` itself. */
const productSitemap =
  /(product|produkt|produit|producto|prodott|(^|[^a-z])(items?|pdp|goods)([^a-z]|$))[^/]*$/i;

/** Doors first, then what the page links to, in its order. */
export function readPageLinks(page: ParsedPage, options: LinkOptions): PageLink[] {
  const known = new Map<string, PageLink | null>();
  const own = pageAddress(page.url, page.url);
  const isShopify = isShopifyTheme(page);

  /** Each address is looked at once, however often it stands on the page. */
  function resolve(address: string): PageLink | null {
    const seen = known.get(address);
    if (seen !== undefined) return seen;
    const read = readPageAddress(address, page.baseUrl);
    if (read !== null) simplify(read.url, isShopify);
    const link = read !== null && isWorthReading(read.url, options) ? makeLink(read) : null;
    const found = link === null || link.url === own ? null : link;
    known.set(address, found);
    return found;
  }

  const products = findProductLinks(page, (address) => resolve(address)?.url ?? null);
  const links = new Map<string, PageLink>();
  for (const address of readAddresses(page)) {
    if (links.size >= mostLinks) break;
    const link = resolve(address);
    if (link !== null && !links.has(link.url)) links.set(link.url, link);
  }
  // Lists in JSON-LD name products that a script adds to the page.
  for (const url of products)
    links.set(url, { ...(links.get(url) ?? asLink(url, 'page')), likelyProduct: true });
  const doors = findDoors(page, options.baseUrl).map((url) => asLink(url, 'door'));
  return [...doors, ...links.values()];
}

export interface SitemapLinkOptions extends LinkOptions {
  sitemapUrl: string;
}

/** @param entries of one sitemap or of one batch of it */
export function linksOfSitemap(entries: SitemapEntry[], options: SitemapLinkOptions): PageLink[] {
  const { sitemapUrl, baseUrl } = options;
  const listsProducts = namesProducts(sitemapUrl);
  const links = new Map<string, PageLink>();
  for (const { location, lastModified, kind } of entries) {
    const link =
      kind === 'sitemap'
        ? sitemapLink(absoluteUrl(location, sitemapUrl), sitemapUrl, baseUrl)
        : sitemapPage(readPageAddress(location, sitemapUrl), listsProducts, options);
    if (link !== null && link.url !== sitemapUrl && !links.has(link.url)) {
      links.set(link.url, { ...link, lastModified });
    }
  }
  return [...links.values()];
}

export function asLink(url: string, kind: PageKind): PageLink {
  return { url, kind, lastModified: null, likelyProduct: false, group: addressGroup(url) };
}

/** The parts of an index may live beside it, wherever robots.txt said that is; pages only on the shop itself. */
function sitemapLink(url: string | null, sitemapUrl: string, baseUrl: string): PageLink | null {
  if (url === null || !(isSameSite(url, baseUrl) || isSameSite(url, sitemapUrl))) return null;
  return { ...asLink(url, 'sitemap'), likelyProduct: namesProducts(url) };
}

function sitemapPage(
  read: PageAddress | null,
  listsProducts: boolean,
  options: LinkOptions,
): PageLink | null {
  if (read === null || !isWorthReading(read.url, options)) return null;
  const link = makeLink(read);
  return listsProducts ? { ...link, likelyProduct: true } : link;
}

function namesProducts(sitemapUrl: string): boolean {
  return productSitemap.test(URL.parse(sitemapUrl)?.pathname ?? '');
}

function makeLink({ url, writtenAs }: PageAddress): PageLink {
  const link: PageLink = {
    url: url.href,
    kind: 'page',
    lastModified: null,
    likelyProduct: looksLikeProduct(url),
    group: addressGroup(url),
  };
  return writtenAs === null ? link : { ...link, writtenAs };
}

function isWorthReading(url: URL, { baseUrl, site = null }: LinkOptions): boolean {
  return isSameSite(url, baseUrl) && isPageAddress(url) && findTrap(url) === null && isWanted(url, site);
}

/** The same list in another order or as a grid is the same list, and a product met in another collection the same product. */
function simplify(url: URL, isShopify: boolean): void {
  const search = withoutArrangement(url.search);
  if (search !== url.search) url.search = search;
  if (!isShopify) return;
  const [, folder, product] = /^(.*)\/collections\/[^/]+(\/products\/[^/]+)\/?$/.exec(url.pathname) ?? [];
  if (product !== undefined) url.pathname = `${folder}${product}`;
  if (url.pathname.includes('/products/')) url.searchParams.delete('variant');
}
