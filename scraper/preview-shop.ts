// Shows the first products that a crawl of a shop would find, by the same rules and readers; stores nothing.
import { FetchError, GiveUp } from './fetch/fetch-errors.ts';
import type { Fetcher } from './fetch/fetcher.ts';
import { linksOfSitemap } from './links/page-links.ts';
import { isSameSite } from './links/shop-address.ts';
import { readSitemap } from './links/sitemap.ts';
import { maxDoorBytes, readPage, seedPages } from './page/page-reading.ts';
import { createPreviewQueue, type PreviewQueue, type QueuedPage } from './preview-queue.ts';
import type { ScrapedProduct } from './product/scraped-product.ts';
import { createRobotsCache, type RobotsCache } from './robots/robots-cache.ts';
import type { SiteDefinition } from './site/site-shape.ts';

export interface PreviewOptions {
  /** http(s) address of the shop's home page. */
  baseUrl: string;
  site?: SiteDefinition | null;
  fetcher: Fetcher;
  /** Products to show. */
  wanted: number;
  /** Pages, sitemaps and lists to look at for them at most; default 60. */
  maxPages?: number;
  signal?: AbortSignal;
  /** Told of each page before it is asked for. */
  onPage?(url: string): void;
}

export interface PreviewedProduct {
  product: ScrapedProduct;
  /** The path of what led to it: a listing page, a sitemap, a platform's product list. */
  via: string;
}

/** What a preview comes to; the generator's return value. */
export interface PreviewSummary {
  pages: number;
  products: number;
  /** Why pages could not be had, and how many each. */
  failures: Record<string, number>;
}

/** Of one sitemap: enough to choose from. Reading on would only burden the shop. */
const mostOfSitemap = 1000;
const maxSitemapBytes = 52_428_800;

interface Preview extends PreviewOptions {
  robots: RobotsCache;
  queue: PreviewQueue;
}

/**
 * Yields each product as it is found, likely ones first.
 * @throws FetchError when robots.txt can't be had (nothing may be read then); the signal's reason when aborted
 */
export async function* previewShop(
  options: PreviewOptions,
): AsyncGenerator<PreviewedProduct, PreviewSummary> {
  const { baseUrl, site = null, fetcher, wanted, maxPages = 60 } = options;
  const preview = { ...options, robots: createRobotsCache(fetcher), queue: createPreviewQueue() };
  const summary: PreviewSummary = { pages: 0, products: 0, failures: {} };
  const shown = new Set<string>();
  await addSeeds(preview, baseUrl, site);
  while (shown.size < wanted && summary.pages < maxPages) {
    const page = preview.queue.next();
    if (page === null) break;
    if (shown.has(page.url) || !(await isAllowed(preview, page))) continue;
    summary.pages += 1;
    options.onPage?.(page.url);
    const products = await visit(preview, page).catch((error) => {
      options.signal?.throwIfAborted();
      if (!(error instanceof FetchError)) throw error;
      summary.failures[error.reason] = (summary.failures[error.reason] ?? 0) + 1;
      return [];
    });
    preview.queue.learn(page, products.length > 0);
    for (const product of products) {
      if (shown.size >= wanted) break;
      if (shown.has(product.url)) continue;
      shown.add(product.url);
      summary.products += 1;
      yield { product, via: page.kind === 'page' ? page.via : pathOf(page.url) };
    }
  }
  return summary;
}

async function addSeeds({ robots, queue }: Preview, baseUrl: string, site: SiteDefinition | null) {
  const rules = await robots.rulesFor(baseUrl);
  if (rules.problem !== undefined) {
    throw new GiveUp(`robots.txt can't be had, so nothing may be read: ${rules.problem}`, baseUrl, {
      reason: 'no robots.txt',
    });
  }
  // The home page first: its signs say whether there is a door, which gives more than any sitemap.
  const seeds = seedPages(baseUrl, rules, site);
  queue.add(
    seeds.map((seed) => (seed.kind === 'page' ? { ...seed, likelyProduct: true } : seed)),
    '/',
  );
}

/** Of an address whose parameters were put in order, both forms. */
async function isAllowed({ robots }: Preview, { url, writtenAs = url }: QueuedPage): Promise<boolean> {
  return (await robots.isAllowed(url)) && (writtenAs === url || (await robots.isAllowed(writtenAs)));
}

async function visit(preview: Preview, page: QueuedPage): Promise<ScrapedProduct[]> {
  if (page.kind === 'sitemap') {
    await visitSitemap(preview, page);
    return [];
  }
  const { fetcher, baseUrl, site = null } = preview;
  const limit = page.kind === 'door' ? { maxBytes: maxDoorBytes, accept: 'application/json' } : {};
  const resource = await fetcher.get(page.url, { ...request(preview), ...limit });
  checkSite(preview, resource.url);
  const { products, links } = readPage(resource, page.kind, { baseUrl, site });
  preview.queue.add(links, pathOf(page.url));
  return products;
}

async function visitSitemap(preview: Preview, page: QueuedPage): Promise<void> {
  const { fetcher, baseUrl, site = null, queue } = preview;
  const stream = await fetcher.stream(page.url, { ...request(preview), maxBytes: maxSitemapBytes });
  let count = 0;
  for await (const entries of readSitemap(stream.body)) {
    queue.add(linksOfSitemap(entries, { baseUrl, site, sitemapUrl: stream.url }), pathOf(page.url));
    count += entries.length;
    if (count >= mostOfSitemap) break;
  }
}

function request({ robots, signal }: Preview) {
  return { mayFollow: robots.isAllowed, ...(signal === undefined ? {} : { signal }) };
}

function checkSite({ baseUrl }: Preview, url: string): void {
  if (isSameSite(url, baseUrl)) return;
  throw new GiveUp(`${baseUrl} redirects to another site: ${url}`, url, {
    reason: `redirects to another site: ${pathlessOf(url)}`,
  });
}

function pathlessOf(url: string): string {
  return URL.parse(url)?.origin ?? url;
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? url;
}
