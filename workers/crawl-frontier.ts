// Visits a run's pages until none is left or something stops it, several at a time.
import { type FrontierPage, releasePages } from '../catalog/crawls/frontier.ts';
import type { Visit } from '../catalog/crawls/visits.ts';
import type { Crawl } from './crawl-state.ts';
import { createFailureStreak } from './failure-streak.ts';
import { createFrontierClaims } from './frontier-claims.ts';
import { createFlight } from './pages-in-flight.ts';
import { rereadPage } from './reread-page.ts';
import { pauseWhile } from './shop-health.ts';
import { type Visited, visitPage } from './visit-page.ts';
import { visitSitemap } from './visit-sitemap.ts';

/** `empty`: nothing is left. `stopped`: by an order or the process's end. `down`: the shop no longer answers. */
export type CrawlEnd = { why: 'empty' | 'stopped' } | { why: 'limit' | 'down'; reason: string };

// Pages that were answered and are being read and stored while others are fetched. Each holds its body, and is what a
// kill makes the shop answer again: so few, and none where the shop is asked one thing at a time.
const beingStored = (concurrency: number) => Math.min(24, 3 * (concurrency - 1));
// Enough to keep the reader's threads busy while the catalog answers.
const rereadAtOnce = 16;
// A shop that asks for a longer pause is left alone; the run ends with what it has.
const longestPauseMs = 30 * 60_000;

/** @throws what the database threw */
export async function crawlFrontier(crawl: Crawl): Promise<CrawlEnd> {
  const { orders } = crawl;
  const concurrency = crawl.run.mode === 'reparse' ? rereadAtOnce : crawl.settings.concurrency;
  const claims = createFrontierClaims(crawl);
  const streak = createFailureStreak(crawl);
  const flight = createFlight();
  let pauseMs = 0;

  /** @param before failed before this page was answered */
  async function settle(page: FrontierPage, visited: Visited, before: Visit[]): Promise<void> {
    await Promise.all([streak.settle(before), settleOne(page, visited)]);
  }

  async function settleOne(page: FrontierPage, visited: Visited): Promise<void> {
    if (visited.visit === null) {
      pauseMs = Math.max(pauseMs, visited.retryAfterMs ?? 0);
      return crawl.writer.inTurn(() => releasePages(crawl.context.db, crawl.run.id, [page.id]));
    }
    const { visit } = visited;
    if (visited.mayPass) return streak.add(visit);
    await crawl.writer.write(visit);
    if (visit.links?.some(({ kind }) => kind !== 'page')) claims.leadsFound();
  }

  function start(page: FrontierPage): void {
    flight.add(page, async (landed) => {
      let before: Visit[] = [];
      // At once, not when the page has been read and stored: by then others may have failed since.
      const onFetched = (wasAnswered: boolean) => {
        if (wasAnswered) before = streak.end();
        landed();
      };
      await settle(page, await visit(crawl, page, onFetched), before);
      if (page.kind !== 'page') claims.leadsFound();
    });
  }

  async function rest(): Promise<CrawlEnd | null> {
    await flight.landed();
    if (streak.length > 0) {
      const reason = await streak.lookAfterShop();
      if (reason) return { why: 'down', reason };
    }
    if (pauseMs > longestPauseMs) {
      const minutes = Math.round(pauseMs / 60_000);
      return { why: 'limit', reason: `the shop asked for a pause of ${minutes} minutes` };
    }
    await pauseWhile(pauseMs, orders.signal, () => orders.current === 'go on');
    pauseMs = 0;
    return null;
  }

  /** @returns why it is over, or null to go on */
  async function step(): Promise<CrawlEnd | null> {
    if (orders.current !== 'go on' || orders.signal.aborted || flight.hasFailed) return { why: 'stopped' };
    if (streak.isLong || pauseMs > 0) return rest();
    const version = flight.version;
    const limit = limitReached(crawl, flight.all + streak.length);
    const hasRoom = flight.fetching < concurrency && flight.all < concurrency + beingStored(concurrency);
    const page = hasRoom && !limit ? await claims.next(flight) : null;
    if (page) start(page);
    else if (flight.all > 0) await flight.changedSince(version);
    else if (streak.length > 0) return rest();
    else return limit ? { why: 'limit', reason: limit } : { why: 'empty' };
    return null;
  }

  try {
    for (;;) {
      const end = await step();
      if (end) return end;
    }
  } finally {
    await flight.landed();
  }
}

function visit(
  crawl: Crawl,
  page: FrontierPage,
  onFetched: (wasAnswered: boolean) => void,
): Promise<Visited> {
  if (crawl.run.mode === 'reparse') return rereadPage(crawl, page);
  return page.kind === 'sitemap' ? visitSitemap(crawl, page, onFetched) : visitPage(crawl, page, onFetched);
}

/** @param underway pages that will have been visited in a moment */
function limitReached({ settings, progress, run }: Crawl, underway: number): string | null {
  if (run.mode === 'reparse') return null;
  if (progress.counts.pages + underway >= settings.maxPages) return `the limit of ${settings.maxPages} pages`;
  if (progress.bytes >= settings.maxBytes) return `the limit of ${settings.maxBytes} bytes`;
  if (progress.activeMs() >= settings.maxMinutes * 60_000)
    return `the limit of ${settings.maxMinutes} minutes`;
  return null;
}
