// Visits one page of a run: fetches it unless nothing changed, stores its product, adds its links.
import { createHash } from 'node:crypto';
import type { Queryable } from '../catalog/database.ts';
import { addPages, type FrontierPage, finishPage } from '../catalog/frontier.ts';
import { upsertProduct } from '../catalog/products.ts';
import type { Shop } from '../catalog/shops.ts';
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
  mode: 'full' | 'update';
  fetcher: Fetcher;
  robots: RobotsRules;
  maxPages: number;
  tally: RunTally;
  /** False once only pages are left that no sitemap of this run named. */
  trustSitemapDates: boolean;
  skipped: number;
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
  const mayBeUnchanged = visit.mode === 'update' && page.kind === 'page' && page.wasProduct;
  const date = visit.trustSitemapDates ? page.sitemapLastModified : null;
  if (mayBeUnchanged && isUnchangedSinceVisit(date, page.visitedAt)) return finish(visit, page, 'unchanged');

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
  const { db, runId, shop, tally } = visit;
  const reading = readPage(resource, page.kind, { baseUrl: shop.baseUrl });
  await addPages(db, runId, shop.id, reading.links);
  for (const product of reading.products) {
    const stored = await upsertProduct(db, { ...product, shopId: shop.id });
    tally.add({
      products: 1,
      photos: product.photoUrls.length,
      newProducts: stored.outcome === 'new' ? 1 : 0,
      changedPrices: stored.priceChanged ? 1 : 0,
    });
    visit.photos.nudge();
  }
  await finish(visit, page, 'read', null, { ...validators, wasProduct: reading.products.length > 0 });
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
  outcome: 'read' | 'unchanged' | 'failed' | 'skipped',
  reason: string | null = null,
  learned: Partial<Validators> & { wasProduct?: boolean } = {},
) {
  await finishPage(visit.db, { runId: visit.runId, pageId: page.id, outcome, reason, ...learned });
  visit.tally.add({
    pages: 1,
    unchanged: outcome === 'unchanged' ? 1 : 0,
    failed: outcome === 'failed' ? 1 : 0,
  });
  if (outcome === 'skipped') visit.skipped += 1;
  if (outcome === 'read' && page.kind === 'page') visit.pagesRead += 1;
}
