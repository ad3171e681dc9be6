// Reads the product off a product page: JSON-LD first, meta tags for the fields it leaves open. Pure.
import type { CheerioAPI } from 'cheerio';
import { readBreadcrumbs } from './breadcrumbs.ts';
import { readJsonLd } from './json-ld.ts';
import { readJsonLdProduct } from './json-ld-product.ts';
import { readMeta, readMetaProduct, saysProduct } from './meta-product.ts';
import { parsePage } from './parsed-page.ts';
import { plainText } from './plain-text.ts';
import { lengths, mostCategories, mostPhotos, type ProductFacts } from './product-facts.ts';
import type { ScrapedProduct } from './scraped-product.ts';
import { absoluteUrl, isSameSite } from './shop-address.ts';

/**
 * Null when the page shows no product of its own. Never throws.
 * @param url the page's absolute address, after redirects
 */
export function parseProductPage(html: string, url: string): ScrapedProduct | null {
  return readProduct(parsePage(html), url);
}

/** As `parseProductPage`, on a page already parsed. */
export function readProduct($: CheerioAPI, pageUrl: string): ScrapedProduct | null {
  const own = absoluteUrl(pageUrl, pageUrl);
  if (own === null) return null;
  const url = canonicalUrl($, own);
  const meta = readMeta($);
  const fromMeta = readMetaProduct(meta, own);
  const heading = plainText($('h1').first().text(), lengths.title);
  const titles = [fromMeta.title, heading].filter((title) => title !== null);
  const jsonLd = readJsonLd($);
  const fromJsonLd = readJsonLdProduct(jsonLd, { urls: [own, url], titles });
  if (fromJsonLd === null && !saysProduct(meta)) return null;
  const facts = fromJsonLd === null ? fromMeta : merge(fromJsonLd, fromMeta);
  const title = facts.title ?? heading ?? plainText($('title').first().text(), lengths.title);
  if (title === null) return null;
  const breadcrumbs = readBreadcrumbs(jsonLd, { urls: [own, url], title });
  const category = breadcrumbs.length > 0 ? breadcrumbs : facts.category;
  return {
    ...facts,
    url,
    title,
    category: category
      .slice(0, mostCategories)
      .map((name) => name.slice(0, lengths.categoryName).toWellFormed()),
    photoUrls: [...new Set(facts.photoUrls)].slice(0, mostPhotos),
  };
}

function merge(trusted: ProductFacts, fallback: ProductFacts): ProductFacts {
  // A price and its currency belong together: 10 from one source and JPY from another would be made up.
  const priced = trusted.price !== null ? trusted : fallback;
  return {
    sku: trusted.sku ?? fallback.sku,
    title: trusted.title ?? fallback.title,
    brand: trusted.brand ?? fallback.brand,
    description: trusted.description ?? fallback.description,
    price: priced.price,
    currency:
      priced.currency ?? (priced.price === fallback.price ? fallback.currency : null) ?? trusted.currency,
    availability: trusted.availability ?? fallback.availability,
    category: trusted.category.length > 0 ? trusted.category : fallback.category,
    photoUrls: trusted.photoUrls.length > 0 ? trusted.photoUrls : fallback.photoUrls,
  };
}

/** `link rel=canonical` when it stays on the shop; a canonical home page on another page is a mistake shops make. */
function canonicalUrl($: CheerioAPI, own: string): string {
  const canonical = absoluteUrl($('link[rel~="canonical" i]').first().attr('href'), own);
  if (canonical === null || !isSameSite(canonical, own)) return own;
  const isHome = new URL(canonical).pathname === '/' && new URL(own).pathname !== '/';
  return isHome ? own : canonical;
}
