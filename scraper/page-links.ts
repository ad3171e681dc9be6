// Where a page or a sitemap leads within its shop.
import type { CheerioAPI } from 'cheerio';
import { addressGroup } from './address-group.ts';
import { isPageAddress, looksLikeProduct } from './address-signs.ts';
import { rememberLinks } from './link-memory.ts';
import { absoluteUrl, isSameSite } from './shop-address.ts';
import type { SitemapEntry } from './sitemap.ts';

/** `door`: one page of a platform's own product list, such as Shopify's products.json. */
export type PageKind = 'sitemap' | 'page' | 'door';

export interface PageLink {
  /** Absolute, normalised, without a fragment. */
  url: string;
  kind: PageKind;
  /** As the sitemap wrote it (W3C date), or null. */
  lastModified: string | null;
  likelyProduct: boolean;
  /** Cheap shape of the address, shared by the pages of one template or trap: `/calendar/#/#?month&year`. */
  group: string;
}

/** More links than this on one page are a trap or a mistake. */
const mostLinks = 5000;

/** Sitemaps that by the name of their file list products; a bare `item` would be found in `sitemap` itself. */
const productSitemap =
  /(product|produkt|produit|producto|prodott|(^|[^a-z])(items?|pdp|goods)([^a-z]|$))[^/]*$/i;

/** @param pageUrl the page's address; @param baseUrl the shop's: links to other sites are left out */
export function readPageLinks($: CheerioAPI, pageUrl: string, baseUrl: string): PageLink[] {
  const base = absoluteUrl($('base[href]').first().attr('href'), pageUrl) ?? pageUrl;
  const hrefs = new Set<string>();
  const links = new Map<string, PageLink>();
  for (const element of $('a[href], area[href], link[rel~="next" i][href]')) {
    if (links.size >= mostLinks) break;
    const href = element.attribs.href ?? '';
    if (hrefs.has(href)) continue;
    hrefs.add(href);
    const link = linkOf(href, base, baseUrl);
    if (link !== null && link.url !== pageUrl) links.set(link.url, link);
  }
  return [...links.values()];
}

const linkOf = rememberLinks((href, base, baseUrl): PageLink | null => {
  const url = absoluteUrl(href, base);
  if (url === null || !isSameSite(url, baseUrl) || !isPageAddress(url)) return null;
  const likelyProduct = looksLikeProduct(url);
  return { url, kind: 'page', lastModified: null, likelyProduct, group: addressGroup(url) };
});

export function linksOfSitemap(entries: SitemapEntry[], sitemapUrl: string, baseUrl: string): PageLink[] {
  const listsProducts = productSitemap.test(URL.parse(sitemapUrl)?.pathname ?? '');
  const links = new Map<string, PageLink>();
  for (const { location, lastModified, kind } of entries) {
    const url = absoluteUrl(location, sitemapUrl);
    if (url === null || url === sitemapUrl || links.has(url)) continue;
    // The parts of an index may live beside it, wherever robots.txt said that is; pages only on the shop itself.
    const isOurs = isSameSite(url, baseUrl) || (kind === 'sitemap' && isSameSite(url, sitemapUrl));
    if (!isOurs || (kind === 'page' && !isPageAddress(url))) continue;
    const likelyProduct = kind === 'page' && (listsProducts || looksLikeProduct(url));
    links.set(url, { url, kind, lastModified, likelyProduct, group: addressGroup(url) });
  }
  return [...links.values()];
}
