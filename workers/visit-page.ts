// Visits one page or door of a run: fetches it unless nothing changed, and says what there is to store.
import { createHash } from 'node:crypto';
import type { FrontierPage } from '../catalog/crawls/frontier.ts';
import { readStoredPage } from '../catalog/crawls/stored-pages.ts';
import type { Visit } from '../catalog/crawls/visits.ts';
import {
  FetchError,
  GiveUp,
  HostPaused,
  RefusedRedirect,
  RetryLater,
} from '../scraper/fetch/fetch-errors.ts';
import type { FetchedResource } from '../scraper/fetch/fetched-resource.ts';
import { isSameSite } from '../scraper/links/shop-address.ts';
import type { PageLink, PageReading } from '../scraper/page/page-reading.ts';
import { maxDoorBytes } from '../scraper/page/page-reading.ts';
import { isWanted } from '../scraper/site/site-definition.ts';
import type { Crawl } from './crawl-state.ts';
import { isUnchangedSinceVisit } from './sitemap-dates.ts';
import { toResource, toStoredPage } from './stored-body.ts';

export type Visited =
  | { visit: Visit; mayPass?: boolean }
  /** Not visited: its claim is to be released. `retryAfterMs` when the whole host asked for a pause. */
  | { visit: null; retryAfterMs?: number };

/**
 * @param onFetched called when the shop has answered, or need not be asked: another page may be asked for
 * @throws what the database threw
 */
export async function visitPage(
  crawl: Crawl,
  page: FrontierPage,
  onFetched: (wasAnswered: boolean) => void,
): Promise<Visited> {
  const isIncremental = crawl.run.mode === 'incremental';
  const isKnownProduct = isIncremental && page.kind === 'page' && page.productId !== null;
  const known = await withoutFetching(crawl, page, isKnownProduct);
  if (known) {
    onFetched(false);
    return { visit: known };
  }
  // A page without a product is read again even so: what is new is found through its links.
  const canBeRemembered = isIncremental && page.kind === 'page' && (isKnownProduct || page.isRemembered);
  let resource: FetchedResource;
  try {
    resource = await crawl.fetcher.get(page.url, {
      ...(canBeRemembered ? { etag: page.etag, lastModified: page.lastModified } : {}),
      ...(page.kind === 'door' ? { accept: 'application/json', maxBytes: maxDoorBytes } : {}),
      mayFollow: (target) => mayFollow(crawl, target),
      signal: crawl.orders.signal,
    });
  } catch (error) {
    if (isAnswer(error)) onFetched(true);
    return failed(crawl, page, error);
  }
  onFetched(true);
  return read(crawl, page, resource, isKnownProduct).catch((error) => failed(crawl, page, error, resource));
}

/** The shop is there and says no. */
export function isAnswer(error: unknown): boolean {
  return error instanceof FetchError && error.status !== null && !mayPass(error);
}

function mayPass(error: FetchError): boolean {
  // A challenge for robots is no word on this page: it says that the shop has had enough of us.
  return error instanceof RetryLater || error.reason === 'bot wall';
}

/** What went wrong with a page, named by what the crawl does next. @throws what is no failure of the shop's */
export function failed(
  crawl: Crawl,
  page: FrontierPage,
  error: unknown,
  resource?: FetchedResource,
): Visited {
  if (crawl.orders.signal.aborted) return { visit: null };
  if (!(error instanceof FetchError)) throw error;
  if (error instanceof HostPaused) return { visit: null, retryAfterMs: error.retryAfterMs ?? 60_000 };
  const bytes = resource?.transferredBytes ?? error.transferredBytes;
  if (error instanceof RefusedRedirect) {
    const reason = isSameSite(error.target, crawl.shop.baseUrl)
      ? `redirects to ${error.target}, which may not be fetched`
      : `redirects to another site: ${error.target}`;
    return { visit: { page, outcome: 'skipped', reason, bytes } };
  }
  const isMissing = error.status === 404 || error.status === 410;
  // A sitemap or a door that isn't there was only a guess; a door may also be closed, or not go on.
  const isClosed = page.kind === 'door' && error instanceof GiveUp && error.status !== null;
  if ((isMissing && page.kind !== 'page') || isClosed) {
    return { visit: { page, outcome: 'skipped', reason: 'there is none', bytes } };
  }
  const outcome = isMissing ? 'missing' : 'failed';
  if (page.kind === 'page') crawl.firstFailure ??= `${page.url}: ${error.message}`;
  return { visit: { page, outcome, reason: error.reason, bytes }, mayPass: mayPass(error) };
}

/** Links that may be visited, less those that were added just now. */
export async function usefulLinks(crawl: Crawl, links: readonly PageLink[]): Promise<PageLink[]> {
  const { robots, settings, met } = crawl;
  const { isAllowed } = await robots.rulesFor(crawl.shop.baseUrl);
  return links.filter(
    ({ url, kind, writtenAs }) =>
      !met.has(url) &&
      (kind === 'sitemap' || (isAllowed(url) && (!writtenAs || isAllowed(writtenAs)))) &&
      (kind !== 'page' || isWanted(url, settings.site)),
  );
}

async function withoutFetching(
  crawl: Crawl,
  page: FrontierPage,
  isKnownProduct: boolean,
): Promise<Visit | null> {
  const skip = await reasonToSkip(crawl, page);
  if (skip) return { page, outcome: 'skipped', reason: skip };
  const isUnchanged = isKnownProduct && isUnchangedSinceVisit(page.sitemapLastModified, page.visitedAt);
  return isUnchanged ? { page, outcome: 'unchanged', knownProductId: page.productId } : null;
}

async function reasonToSkip(crawl: Crawl, page: FrontierPage): Promise<string | null> {
  const { robots, settings, traps, isDoorDone } = crawl;
  if (!(await robots.isAllowed(page.url))) return 'robots.txt disallows it';
  if (page.kind !== 'page') return null;
  if (!isWanted(page.url, settings.site)) return 'the site file leaves it out';
  if (isDoorDone && !page.likelyProduct) return "the shop's own product list was read to its end";
  return page.deferred ? traps.reasonToSkip(page) : null;
}

async function mayFollow({ shop, robots, settings }: Crawl, target: string): Promise<boolean> {
  if (!isSameSite(target, shop.baseUrl)) return false;
  return isWanted(target, settings.site) && (await robots.isAllowed(target));
}

async function read(
  crawl: Crawl,
  page: FrontierPage,
  resource: FetchedResource,
  isKnownProduct: boolean,
): Promise<Visited> {
  const { etag, lastModified, transferredBytes: bytes } = resource;
  if (resource.notModified) {
    if (isKnownProduct) {
      return {
        visit: { page, outcome: 'unchanged', knownProductId: page.productId, etag, lastModified, bytes },
      };
    }
    return readAgain(crawl, page, bytes);
  }
  const contentHash = createHash('sha256').update(resource.body).digest('hex');
  const validators = { etag, lastModified, contentHash, bytes };
  if (isKnownProduct && contentHash === page.contentHash) {
    const body = page.isRemembered ? null : await toStoredPage(resource);
    return { visit: { page, outcome: 'unchanged', knownProductId: page.productId, body, ...validators } };
  }
  const [reading, body] = await Promise.all([readResource(crawl, page, resource), toStoredPage(resource)]);
  return {
    visit: { ...(await whatWasRead(crawl, page, reading)), at: resource.fetchedAt, body, ...validators },
  };
}

/** The shop says that a page is as it was: its links stand in the body that was kept. */
async function readAgain(crawl: Crawl, page: FrontierPage, bytes: number): Promise<Visited> {
  const stored = await readStoredPage(crawl.context.db, page.id);
  if (!stored) return { visit: { page, outcome: 'unchanged', bytes } };
  const reading = await readResource(crawl, page, await toResource(stored));
  const { etag, lastModified } = page;
  const visit = {
    ...(await whatWasRead(crawl, page, reading)),
    at: stored.fetchedAt,
    etag,
    lastModified,
    bytes,
  };
  return { visit };
}

function readResource(crawl: Crawl, page: FrontierPage, resource: FetchedResource): Promise<PageReading> {
  const { shop, settings } = crawl;
  return crawl.context.reader.read(resource, page.kind, { baseUrl: shop.baseUrl, site: settings.site });
}

async function whatWasRead(crawl: Crawl, page: FrontierPage, reading: PageReading): Promise<Visit> {
  const { products, lastDoorPage } = reading;
  const haveProducts = products.length + crawl.progress.counts.products > 0;
  return {
    page,
    outcome: 'read',
    products,
    links: await usefulLinks(crawl, reading.links),
    // A door that is there but holds nothing says that its shop doesn't use it.
    isDoorDone: lastDoorPage === true && haveProducts,
  };
}
