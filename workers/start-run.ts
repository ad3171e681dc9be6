// Starts a run (one scrape of one shop): its row in the catalog, then its job.

import { type Run, type StartableMode, startRun, unfinishedRuns } from '../catalog/crawls/runs.ts';
import { findShopByUrl, type ShopSettings, upsertShop } from '../catalog/crawls/shops.ts';
import type { Queryable } from '../catalog/database/database.ts';
import { crawlJobId, crawlJobOptions } from './job-payloads.ts';
import type { Queues } from './queues.ts';

export interface CrawlRequest {
  /** http(s) address of the shop's home page. */
  baseUrl: string;
  /** Default: the host. */
  name?: string;
  /** Default `incremental`. */
  mode?: StartableMode;
  /** Who starts it: a command, a schedule, an operator. */
  startedBy: string;
  /** Laid over the settings that the shop already has. */
  settings?: ShopSettings;
}

/**
 * Starts a run, or goes on with the shop's unfinished one (`isNew` is false then): however many ask at once, they
 * get the same. One that is paused stays so.
 * @throws TypeError when `baseUrl` is not an http(s) address
 */
export async function startCrawl(
  queues: Pick<Queues, 'crawl'>,
  db: Queryable,
  request: CrawlRequest,
): Promise<{ run: Run; isNew: boolean }> {
  const baseUrl = normaliseShopUrl(request.baseUrl);
  const known = await findShopByUrl(db, baseUrl);
  const shop = await upsertShop(db, {
    baseUrl,
    name: request.name ?? known?.name ?? new URL(baseUrl).host,
    settings: { ...known?.settings, ...request.settings },
  });
  const { mode = 'incremental', startedBy } = request;
  const started = await startRun(db, { shopId: shop.id, mode, startedBy });
  if (!started.run.pausedAt) await enqueueRun(queues, started.run.id);
  return started;
}

/** Idempotent: a run whose job is queued or running gets no second one. */
export async function enqueueRun(queues: Pick<Queues, 'crawl'>, runId: number): Promise<void> {
  await queues.crawl.add('crawl', { runId }, { ...crawlJobOptions, jobId: crawlJobId(runId) });
}

/** Queues every unfinished run: those whose job was lost go on, the others are already there. */
export async function enqueueUnfinishedRuns(queues: Pick<Queues, 'crawl'>, db: Queryable): Promise<number> {
  const runs = await unfinishedRuns(db);
  for (const run of runs) await enqueueRun(queues, run.id);
  return runs.length;
}

/** @throws TypeError naming what was given */
export function normaliseShopUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new TypeError(`"${text}" is not a shop's address: give one like https://shop.example/`);
  }
  url.hash = '';
  url.search = '';
  return url.href;
}
