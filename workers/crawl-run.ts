// Does one run from its first page to its outcome; a run that was cut off goes on where it was.
import { deferGroup, groupVisits } from '../catalog/crawls/address-groups.ts';
import {
  addKnownDoors,
  addKnownPages,
  addPages,
  addStoredPages,
  releaseClaims,
  remaining,
} from '../catalog/crawls/frontier.ts';
import { hasMoreToAsk } from '../catalog/crawls/retry-failures.ts';
import { settleRunCounts } from '../catalog/crawls/run-counts.ts';
import { noCounts } from '../catalog/crawls/run-rows.ts';
import {
  finishRun,
  getRun,
  isDoorDone,
  type Run,
  type RunOutcome,
  saveRunProgress,
} from '../catalog/crawls/runs.ts';
import { getShop } from '../catalog/crawls/shops.ts';
import type { Visit, VisitResult } from '../catalog/crawls/visits.ts';
import { inTransaction } from '../catalog/database/transaction.ts';
import { markGone } from '../catalog/products/gone.ts';
import { RefusedAddress } from '../scraper/fetch/fetch-errors.ts';
import { seedPages } from '../scraper/page/page-reading.ts';
import { createRobotsCache } from '../scraper/robots/robots-cache.ts';
import { type CrawlEnd, crawlFrontier } from './crawl-frontier.ts';
import { createCrawlOrders } from './crawl-orders.ts';
import { crawlSettings } from './crawl-settings.ts';
import type { Crawl, CrawlContext } from './crawl-state.ts';
import { createMetLinks } from './met-links.ts';
import { judgeRun } from './run-outcome.ts';
import { startRunProgress } from './run-progress.ts';
import { createTrapWatch } from './trap-watch.ts';
import { createVisitWriter } from './visit-writer.ts';
import { waitForShop } from './wait-for-shop.ts';

export type { CrawlContext } from './crawl-state.ts';

/**
 * Works at the run until it has an outcome, is paused, or the process ends.
 *
 * @returns `interrupted` when the context's signal stopped it: the run is still open
 * @throws what the database threw; the run stays open and can be tried again
 */
export async function crawlRun(
  context: CrawlContext,
  runId: number,
): Promise<'finished' | 'paused' | 'interrupted'> {
  const { db, signal } = context;
  const run = await getRun(db, runId);
  if (!run || run.finishedAt) return 'finished';
  if (run.pausedAt) return 'paused';
  if (run.cancelRequestedAt) {
    await settleRunCounts(db, runId);
    return end(context, run, { outcome: 'cancelled', reason: cancelled });
  }
  const shop = await getShop(db, run.shopId);
  if (!shop) throw new Error(`run ${runId} belongs to shop ${run.shopId}, which is gone from the catalog`);
  if (run.mode === 'photos') {
    const photos = await context.photos.again(shop.id);
    await saveRunProgress(db, runId, { ...run, counts: { ...noCounts, photos } });
    return end(context, run, { outcome: 'done', reason: null });
  }
  await releaseClaims(db, runId);
  const orders = createCrawlOrders(signal);
  const progress = await startRunProgress(db, run, orders.hear);
  try {
    const crawl = await prepare(context, { run, shop, orders, progress });
    const ended = await crawlShop(crawl);
    if (signal.aborted) return 'interrupted';
    if (ended.why === 'stopped') return await stop(crawl);
    await progress.stop();
    const verdict = await judgeRun(crawl, ended);
    await context.photos.finish();
    const finished = await inTransaction(db, async (client) => {
      if (ended.why === 'empty' && (await hasMoreToAsk(client, runId))) return null;
      const gone = verdict.dropsUnseen ? await markGone(client, run) : 0;
      await progress.saveExactly(client, { gone });
      return end({ ...context, db: client }, run, verdict);
    });
    if (finished) return finished;
  } catch (error) {
    // Closing the fetchers and the reader at shutdown looks like a dead shop.
    if (signal.aborted) return 'interrupted';
    throw error;
  } finally {
    await progress.stop();
    orders.close();
    await releaseClaims(db, runId).catch(() => {}); // best effort: the next start releases them as well
  }
  // Someone asked for failed pages again when all others were done: it goes on as if it had been cut off.
  return crawlRun(context, runId);
}

const cancelled = 'cancelled by an operator';

async function prepare(
  context: CrawlContext,
  parts: Pick<Crawl, 'run' | 'shop' | 'orders' | 'progress'>,
): Promise<Crawl> {
  const { db } = context;
  const { run, shop, progress } = parts;
  const settings = crawlSettings(shop);
  const { delayMs, concurrency } = settings;
  const fetcher = context.fetchers.of({
    id: shop.id,
    settings: { concurrency, ...(delayMs === undefined ? {} : { delayMs }) },
  });
  const frontier = { runId: run.id, shopId: shop.id, onlyUnknown: run.mode === 'retry' };
  const traps = createTrapWatch(await groupVisits(db, run.id));
  const met = createMetLinks();
  const writer = createVisitWriter({
    db,
    visitOptions: () => ({
      ...frontier,
      isVisit: run.mode !== 'reparse',
      deferredGroups: traps.deferredGroups(),
    }),
    onStored,
  });

  async function onStored(visits: readonly Visit[], results: readonly VisitResult[]): Promise<void> {
    progress.add(visits, results);
    visits.forEach((visit, i) => {
      for (const { url } of visit.links ?? []) met.add(url);
      if (visit.isDoorDone) crawl.isDoorDone = true;
      const { page, outcome } = visit;
      const isCredit = (results[i]?.products ?? 0) > 0;
      if (page.kind === 'page' && (isCredit || outcome === 'read' || outcome === 'missing')) {
        traps.note(page, isCredit);
      }
    });
    if (results.some(({ products }) => products > 0)) context.photos.nudge();
    for (const { group, deferred } of traps.takeChanges()) await deferGroup(db, run.id, group, deferred);
  }

  const crawl: Crawl = {
    ...parts,
    context,
    frontier,
    settings,
    fetcher,
    robots: createRobotsCache(fetcher),
    writer,
    traps,
    met,
    isDoorDone: await isDoorDone(db, run.id),
    firstFailure: null,
  };
  return crawl;
}

async function crawlShop(crawl: Crawl): Promise<CrawlEnd> {
  const { frontier, run, settings, shop } = crawl;
  const { db } = crawl.context;
  if (run.mode === 'reparse') {
    await addStoredPages(db, frontier);
    return crawlFrontier(crawl);
  }
  const problem = await robotsProblem(crawl);
  if (crawl.orders.current !== 'go on') return { why: 'stopped' };
  if (problem) return { why: 'down', reason: problem };
  if (run.mode === 'retry') return crawlFrontier(crawl);
  const rules = await crawl.robots.rulesFor(shop.baseUrl);
  await addKnownDoors(db, frontier);
  await addPages(db, frontier, seedPages(shop.baseUrl, rules, settings.site));
  const first = await crawlFrontier(crawl);
  if (first.why !== 'empty' && !(await isEmpty(crawl, first))) return first;
  // Products that nothing read in this run led to: a page left out as unchanged may be their only link.
  await addKnownPages(db, frontier);
  const second = await crawlFrontier(crawl);
  return (await isEmpty(crawl, second)) ? { why: 'empty' } : second;
}

/** A limit that was reached with the very last page cut nothing off. */
async function isEmpty(crawl: Crawl, ended: CrawlEnd): Promise<boolean> {
  return ended.why === 'limit' && (await remaining(crawl.context.db, crawl.run.id)) === 0;
}

/** Why nothing of the shop may be read at all, or null. A run that has read something waits for a shop that is down. */
async function robotsProblem(crawl: Crawl): Promise<string | null> {
  const problem = await askForRobots(crawl);
  if (!problem || crawl.progress.counts.pages === 0) return problem;
  if ((await waitForShop(crawl)) === 'is down') return problem;
  crawl.robots = createRobotsCache(crawl.fetcher); // the other one asks again in a minute only
  return askForRobots(crawl);
}

async function askForRobots({ robots, shop }: Crawl): Promise<string | null> {
  try {
    const { problem } = await robots.rulesFor(shop.baseUrl);
    return problem ? `robots.txt can't be had, so nothing may be read: ${problem}` : null;
  } catch (error) {
    if (error instanceof RefusedAddress) return error.message;
    throw error;
  }
}

/** Leaves the run as it is wanted: paused, cancelled, or as someone else ended it. */
async function stop({ context, run, orders, progress }: Crawl): Promise<'finished' | 'paused'> {
  await progress.stop();
  await progress.saveExactly(context.db);
  if (orders.current === 'cancel') return end(context, run, { outcome: 'cancelled', reason: cancelled });
  return orders.current === 'pause' ? 'paused' : 'finished';
}

async function end(
  { db, logger }: CrawlContext,
  run: Run,
  how: { outcome: RunOutcome; reason: string | null },
): Promise<'finished'> {
  await finishRun(db, run.id, how);
  logger.info({ runId: run.id, shopId: run.shopId, ...how }, 'the run is finished');
  return 'finished';
}
