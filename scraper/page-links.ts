// Where a page or a sitemap leads within its shop.
import type { CheerioAPI } from 'cheerio';
import { addressGroup } from './address-group.ts';
import { isPageAddress, looksLikeProduct } from './address-signs.ts';
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
  const urls = new Set<string>();
  for (const element of $('a[href], area[href], link[rel~="next" i][href]')) {
    if (urls.size >= mostLinks) break;
    const url = absoluteUrl(element.attribs.href, base);
    if (url !== null && isSameSite(url, baseUrl) && isPageAddress(url)) urls.add(url);
  }
  urls.delete(pageUrl);
  return [...urls].map((url) => ({
    url,
    kind: 'page',
    lastModified: null,
    likelyProduct: looksLikeProduct(url),
    group: addressGroup(url),
  }));
}

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
