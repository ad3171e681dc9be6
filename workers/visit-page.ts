// Visits one page of a run: fetches it unless nothing changed, stores its product, adds its links.
import { createHash } from 'node:crypto';
import type { Queryable } from '../catalog/database.ts';
import type { FrontierPage } from '../catalog/frontier.ts';
import type { RunMode } from '../catalog/runs.ts';
import type { Shop } from '../catalog/shops.ts';
import { type PageOutcome, storeVisits, type Visit } from '../catalog/visits.ts';
import { FetchError, GiveUp } from '../scraper/fetch-errors.ts';
import type { FetchedResource, Fetcher } from '../scraper/fetcher.ts';
import { readPage } from '../scraper/page-reading.ts';
import type { RobotsRules } from '../scraper/robots.ts';
import { isSameSite } from '../scraper/shop-address.ts';
import type { PhotoFeeder } from './enqueue-missing.ts';
import type { RunTally } from './run-tally.ts';
import { isUnchangedSinceVisit } from './sitemap-dates.ts';

export interface VisitContext {
  db: Queryable;
  photos: PhotoFeeder;
  signal: AbortSignal;
  runId: number;
  shop: Shop;
  mode: RunMode;
  fetcher: Fetcher;
  robots: RobotsRules;
  maxPages: number;
  tally: RunTally;
  pagesRead: number;
  failures: { inARow: number; first: string | null; last: string | null };
}

// The sitemap protocol's own limit for one file, uncompressed.
const maxSitemapBytes = 50_000_000;

/**
 * A page that can't be had or read ends as `failed` with a plain reason; the run goes on.
 * @throws what the database threw
 */
export async function visitPage(visit: VisitContext, page: FrontierPage): Promise<void> {
  if (!visit.robots.isAllowed(page.url)) return finish(visit, page, 'skipped', 'robots.txt disallows it');
  // A page without a product is always read again: what is new is found through its links.
  const mayBeUnchanged = visit.mode === 'incremental' && page.kind === 'page' && page.productId !== null;
  if (mayBeUnchanged && isUnchangedSinceVisit(page.sitemapLastModified, page.visitedAt))
    return finish(visit, page, 'unchanged');

  let resource: FetchedResource;
  try {
    resource = await visit.fetcher.get(page.url, {
      ...(mayBeUnchanged ? { etag: page.etag, lastModified: page.lastModified } : {}),
      ...(page.kind === 'sitemap' ? { maxBytes: maxSitemapBytes } : {}),
      signal: visit.signal,
    });
  } catch (error) {
    if (visit.signal.aborted) return; // its claim is released, and the run goes on with it later
    if (!(error instanceof FetchError)) throw error;
    return fail(visit, page, error);
  }
  visit.failures.inARow = 0;

  if (resource.notModified) return finish(visit, page, 'unchanged');
  if (!isSameSite(resource.url, visit.shop.baseUrl)) {
    return finish(visit, page, 'skipped', `redirects to another site: ${resource.url}`);
  }
  if (!visit.robots.isAllowed(resource.url)) {
    return finish(visit, page, 'skipped', `redirects to ${resource.url}, which robots.txt disallows`);
  }
  const contentHash = createHash('sha256').update(resource.body).digest('hex');
  const validators = { etag: resource.etag, lastModified: resource.lastModified, contentHash };
  if (mayBeUnchanged && contentHash === page.contentHash) {
    return finish(visit, page, 'unchanged', null, validators);
  }
  await store(visit, page, resource, validators);
}

interface Validators {
  etag: string | null;
  lastModified: string | null;
  contentHash: string | null;
}

async function store(
  visit: VisitContext,
  page: FrontierPage,
  resource: FetchedResource,
  validators: Validators,
) {
  const reading = readPage(resource, page.kind, { baseUrl: visit.shop.baseUrl });
  await finish(visit, page, 'read', null, {
    ...validators,
    bytes: resource.transferredBytes,
    at: resource.fetchedAt,
    products: reading.products,
    links: reading.links,
  });
  if (reading.products.length > 0) visit.photos.nudge();
}

function fail(visit: VisitContext, page: FrontierPage, error: FetchError) {
  const reason = error instanceof GiveUp ? error.reason : error.message;
  // A page that is not there says nothing about the shop; only failures that may pass count as "down".
  if (error instanceof GiveUp && error.status !== null) visit.failures.inARow = 0;
  else visit.failures.inARow += 1;
  visit.failures.last = reason;
  if (page.kind === 'page') visit.failures.first ??= `${page.url}: ${reason}`;
  return finish(visit, page, 'failed', reason);
}

async function finish(
  visit: VisitContext,
  page: FrontierPage,
  outcome: PageOutcome,
  reason: string | null = null,
  learned: Omit<Visit, 'page' | 'outcome' | 'reason'> = {},
) {
  const { db, runId, shop } = visit;
  const knownProductId = outcome === 'unchanged' ? page.productId : null;
  const [result] = await storeVisits(db, [{ page, outcome, reason, knownProductId, ...learned }], {
    runId,
    shopId: shop.id,
    isVisit: true,
  });
  visit.tally.add({
    ...result,
    unchanged: result ? result.products - result.newProducts - result.changedProducts : 0,
    pages: outcome === 'skipped' ? 0 : 1,
    failed: outcome === 'failed' ? 1 : 0,
    skipped: outcome === 'skipped' ? 1 : 0,
  });
  if (outcome === 'read' && page.kind === 'page') visit.pagesRead += 1;
}
