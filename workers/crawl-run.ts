// Crawls one run: takes pages from the frontier until none is left, several at a time.
import type { Queryable } from '../catalog/database.ts';
import {
  addKnownPages,
  addPages,
  claimPages,
  type FrontierPage,
  releaseClaims,
  remaining,
} from '../catalog/frontier.ts';
import { finishRun, getRun, type Run } from '../catalog/runs.ts';
import { getShop, type Shop } from '../catalog/shops.ts';
import { RefusedAddress } from '../scraper/fetch-errors.ts';
import { seedPages } from '../scraper/page-reading.ts';
import { loadRobots } from '../scraper/robots.ts';
import type { PhotoFeeder } from './enqueue-missing.ts';
import type { Logger } from './logger.ts';
import { createRunTally } from './run-tally.ts';
import type { ShopFetchers } from './shop-fetchers.ts';
import { type VisitContext, visitPage } from './visit-page.ts';

/** What one run may visit when the shop's settings don't say. */
export const defaultMaxPages = 20_000;
// A shop that fails this often in a row is down: asking on would only burden it.
const failuresInARow = 25;

export interface CrawlContext {
  db: Queryable;
  fetchers: ShopFetchers;
  logger: Logger;
  photos: PhotoFeeder;
  /** Aborted at shutdown: the pages in flight are given back and the run goes on at the next start. */
  signal: AbortSignal;
}

/**
 * Crawls until the frontier is empty, a limit is reached or the shop stops answering, and closes the run.
 * A run that was cut off goes on where it was.
 * @returns `interrupted` when the signal stopped it: the run is still open
 * @throws what the database threw; the run stays open and can be tried again
 */
export async function crawlRun(context: CrawlContext, runId: number): Promise<'finished' | 'interrupted'> {
  const { db, signal, logger } = context;
  const run = await getRun(db, runId);
  if (!run || run.finishedAt) return 'finished';
  const shop = await getShop(db, run.shopId);
  if (!shop) throw new Error(`run ${runId} belongs to shop ${run.shopId}, which is gone from the catalog`);

  await releaseClaims(db, runId);
  try {
    const visit = await prepareVisits(context, run, shop);
    // Closing the fetchers ends robots.txt like a dead shop would.
    if (signal.aborted) return 'interrupted';
    if (typeof visit === 'string') {
      await finishRun(db, runId, { outcome: 'failed', reason: visit });
      return 'finished';
    }
    const stopped = await visitShop(context, visit).finally(() => visit.tally.save());
    if (signal.aborted) return 'interrupted';
    await context.photos.finish();
    await finishRun(db, runId, verdict(visit, stopped));
    logger.info({ runId, shop: shop.baseUrl, ...visit.tally.total }, 'the run is finished');
    return 'finished';
  } finally {
    await releaseClaims(db, runId).catch(() => {}); // best effort: the next start releases them as well
  }
}

/** @returns why the shop can't be crawled at all, or what its pages are visited with */
async function prepareVisits(context: CrawlContext, run: Run, shop: Shop): Promise<VisitContext | string> {
  const fetcher = context.fetchers.of(shop);
  const robots = await loadRobots(shop.baseUrl, fetcher).catch((error) => {
    if (error instanceof RefusedAddress) return error.message;
    throw error;
  });
  if (typeof robots === 'string') return robots;
  if (robots.problem) return `robots.txt can't be had, so nothing may be read: ${robots.problem}`;
  return {
    ...context,
    runId: run.id,
    shop,
    mode: run.mode,
    fetcher,
    robots,
    maxPages: shop.settings.maxPages ?? defaultMaxPages,
    tally: createRunTally(context.db, run.id, run.counts),
    failures: { inARow: 0, first: null, last: null },
    pagesRead: 0,
  };
}

/** @returns why it stopped before the frontier was empty, or null */
async function visitShop(context: CrawlContext, visit: VisitContext): Promise<string | null> {
  const { db } = context;
  const { runId, shop, robots } = visit;
  // What the sitemaps lead to comes first: a page that is met by a link has no date, and the page that the
  // frontier knows first is the one it keeps.
  const seeds = Object.groupBy(seedPages(shop.baseUrl, robots), ({ kind }) => kind);
  const run = { runId, shopId: shop.id };
  await addPages(db, run, seeds.sitemap ?? []);
  await visitFrontier(context, visit);
  await addPages(db, run, seeds.page ?? []);
  await visitFrontier(context, visit);
  // Products that nothing read in this run led to: a page left out as unchanged may be their only link.
  await addKnownPages(db, run);
  await visitFrontier(context, visit);
  return whyStopped(context, visit);
}

async function visitFrontier(context: CrawlContext, visit: VisitContext): Promise<void> {
  const concurrency = visit.shop.settings.concurrency ?? 2;
  const inFlight = new Set<Promise<void>>();
  let sitemapsInFlight = 0;
  const broken: unknown[] = [];
  let claimed: FrontierPage[] = [];

  while (!context.signal.aborted && broken.length === 0 && visit.failures.inARow < failuresInARow) {
    const room = visit.tally.total.pages + inFlight.size < visit.maxPages;
    if (room && claimed.length === 0) claimed = await claimPages(context.db, visit.runId, concurrency * 2);
    const sitemapsFirst = claimed[0]?.kind === 'page' && sitemapsInFlight > 0;
    const page = room && !sitemapsFirst ? claimed.shift() : undefined;
    if (page) {
      const sitemap = page.kind === 'sitemap' ? 1 : 0;
      sitemapsInFlight += sitemap;
      const task: Promise<void> = visitPage(visit, page)
        .catch((error) => void broken.push(error))
        .finally(() => {
          inFlight.delete(task);
          sitemapsInFlight -= sitemap;
        });
      inFlight.add(task);
    } else if (inFlight.size === 0) break;
    if (!page || inFlight.size >= concurrency) await Promise.race(inFlight);
    await visit.tally.saveNowAndThen();
  }
  await Promise.all(inFlight);
  if (broken.length > 0 && !context.signal.aborted) throw broken[0];
}

async function whyStopped(context: CrawlContext, visit: VisitContext): Promise<string | null> {
  const { inARow, last } = visit.failures;
  if (inARow >= failuresInARow)
    return `the shop stopped answering: ${inARow} pages failed in a row, the last with: ${last}`;
  if (visit.tally.total.pages < visit.maxPages) return null;
  const left = await remaining(context.db, visit.runId);
  return left > 0 ? `stopped at the limit of ${visit.maxPages} pages; ${left} known pages are left` : null;
}

function verdict(
  visit: VisitContext,
  stopped: string | null,
): { outcome: 'done' | 'failed'; reason: string | null } {
  const { failures, pagesRead } = visit;
  const { products, unchanged, skipped } = visit.tally.total;
  // A sitemap alone doesn't make a shop that answers; what earlier workers of this run read does.
  const read = pagesRead + products + unchanged > 0;
  if (!read && failures.first) return { outcome: 'failed', reason: failures.first };
  if (!read && skipped > 0)
    return { outcome: 'failed', reason: "the shop's robots.txt allows none of its pages" };
  return { outcome: failures.inARow >= failuresInARow ? 'failed' : 'done', reason: stopped };
}
