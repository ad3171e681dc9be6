// Reads the product off a product page from every source the page has. Pure.
import type { CheerioAPI } from 'cheerio';
import { mergeSources } from './merge-sources.ts';
import { describePage, type ParsedPage, parsePage } from './parsed-page.ts';
import { plainText } from './plain-text.ts';
import { lengths } from './product-facts.ts';
import type { ScrapedProduct } from './scraped-product.ts';
import { absoluteUrl, isSameSite } from './shop-address.ts';
import { readBreadcrumbs } from './sources/breadcrumbs.ts';
import { readJsonLd } from './sources/json-ld.ts';
import { readJsonLdProduct } from './sources/json-ld-product.ts';
import { readMeta, readMetaProduct, saysProduct } from './sources/meta-product.ts';

/**
 * Null when the page shows no product of its own. Never throws.
 * @param url the page's absolute address, after redirects
 */
export function parseProductPage(html: string, url: string): ScrapedProduct | null {
  return readProduct(parsePage(html), url);
}

/** As `parseProductPage`, on a page already parsed. */
export function readProduct($: CheerioAPI, pageUrl: string): ScrapedProduct | null {
  const page = describePage($, pageUrl);
  if (page === null) return null;
  const url = canonicalUrl(page);
  const meta = readMeta($);
  const fromMeta = readMetaProduct(meta, page.url);
  const heading = plainText($('h1').first().text(), lengths.title);
  const titles = [fromMeta.title, heading].filter((title) => title !== null);
  const jsonLd = readJsonLd($);
  const fromJsonLd = readJsonLdProduct(jsonLd, { urls: [page.url, url], titles });
  if (fromJsonLd === null && !saysProduct(meta)) return null;
  const title =
    fromJsonLd?.title ?? fromMeta.title ?? heading ?? plainText($('title').first().text(), lengths.title);
  if (title === null) return null;
  const crumbs = readBreadcrumbs(jsonLd, { urls: [page.url, url], title });
  const facts = fromJsonLd !== null && crumbs.length > 0 ? { ...fromJsonLd, category: crumbs } : fromJsonLd;
  return mergeSources({ 'json-ld': facts, meta: fromMeta }, { url, title });
}

/** `link rel=canonical` when it stays on the shop; a canonical home page on another page is a mistake shops make. */
function canonicalUrl({ $, url }: ParsedPage): string {
  const canonical = absoluteUrl($('link[rel~="canonical" i]').first().attr('href'), url);
  if (canonical === null || !isSameSite(canonical, url)) return url;
  const isHome = new URL(canonical).pathname === '/' && new URL(url).pathname !== '/';
  return isHome ? url : canonical;
}
