// What one page of a door holds: its products, and the door's next page.
import type { FetchedResource } from '../fetch/fetched-resource.ts';
import { isSameSite, pageAddress } from '../links/shop-address.ts';
import type { ProductFacts } from '../product/product-facts.ts';
import type { ScrapedProduct } from '../product/scraped-product.ts';
import { parseCurrency } from '../text/price-text.ts';
import { readShopifyProducts } from './shopify-products.ts';
import { readWooProducts } from './woocommerce-products.ts';

/** Shopify ends at 25,000 products, 100 pages; a door that goes on far beyond any shop repeats itself. */
const mostDoorPages = 2000;

export interface DoorReading {
  products: ScrapedProduct[];
  next: string | null;
  /** True when the list was read to its end; a door that is closed or broken has none. */
  isLast: boolean;
}

/** Never throws: an answer that is no product list (a login page, an error) is an empty door. */
export function readDoor(resource: Pick<FetchedResource, 'url' | 'body'>, baseUrl: string): DoorReading {
  const url = URL.parse(resource.url);
  const facts = url === null ? null : readFacts(url, parseJson(resource.body));
  if (url === null || facts === null) return { products: [], next: null, isLast: false };
  const products = facts.map((product) => asProduct(product, baseUrl)).filter((product) => product !== null);
  const isLast = facts.length === 0;
  return { products, next: isLast ? null : nextPage(url), isLast };
}

function readFacts(url: URL, answer: unknown): ProductFacts[] | null {
  if (url.pathname.endsWith('/products.json')) {
    const currency = parseCurrency(url.searchParams.get('currency'));
    return readShopifyProducts(answer, { url: url.href, currency });
  }
  return readWooProducts(answer, { url: url.href });
}

function asProduct({ url, title, ...facts }: ProductFacts, baseUrl: string): ScrapedProduct | null {
  if (url === null || title === null || !isSameSite(url, baseUrl)) return null;
  const known = { url, title, ...facts };
  const isKnown = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0);
  const sources = Object.entries(known).flatMap(([field, value]) =>
    isKnown(value) ? [[field, 'door']] : [],
  );
  return { ...known, sources: Object.fromEntries(sources) };
}

function nextPage(url: URL): string | null {
  const page = Number(url.searchParams.get('page') ?? '1');
  if (!Number.isInteger(page) || page < 1 || page >= mostDoorPages) return null;
  const next = new URL(url);
  next.searchParams.set('page', String(page + 1));
  // Setting a parameter escapes the slashes of `rest_route`, which the first page's address has as they are.
  return pageAddress(next.href.replaceAll('%2F', '/'), url.href);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    return null; // a page for people where the list should be
  }
}
