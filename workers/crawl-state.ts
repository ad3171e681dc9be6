// What the parts of one crawl share: the run, its shop, and what they read, count and write with.

import type { FrontierRun } from '../catalog/crawls/frontier.ts';
import type { Run } from '../catalog/crawls/runs.ts';
import type { Shop } from '../catalog/crawls/shops.ts';
import type { Queryable } from '../catalog/database/database.ts';
import type { Fetcher } from '../scraper/fetch/fetcher.ts';
import type { PageReader } from '../scraper/page/page-reader.ts';
import type { RobotsCache } from '../scraper/robots/robots-cache.ts';
import type { CrawlSettings } from './crawl-settings.ts';
import type { PhotoFeeder } from './enqueue-missing.ts';
import type { Logger } from './logger.ts';
import type { MetLinks } from './met-links.ts';
import type { RunProgress } from './run-progress.ts';
import type { ShopFetchers } from './shop-fetchers.ts';
import type { TrapWatch } from './trap-watch.ts';
import type { VisitWriter } from './visit-writer.ts';

/** What every run of this process shares. */
export interface CrawlContext {
  db: Queryable;
  fetchers: ShopFetchers;
  reader: PageReader;
  logger: Logger;
  photos: PhotoFeeder;
  /** Aborted at shutdown: the pages in flight are given back and the run goes on at the next start. */
  signal: AbortSignal;
  /** How long to wait, again and again, for a shop that stopped answering; default in shop-health.ts. */
  patienceMs?: readonly number[];
}

/** What one run adds. */
export interface Crawl {
  context: CrawlContext;
  run: Run;
  shop: Shop;
  frontier: FrontierRun;
  settings: CrawlSettings;
  fetcher: Fetcher;
  robots: RobotsCache;
  progress: RunProgress;
  writer: VisitWriter;
  traps: TrapWatch;
  met: MetLinks;
  orders: CrawlOrders;
  /** A door was read to its end: listing pages lead to nothing new. */
  isDoorDone: boolean;
  /** The first page that failed, for a run that reads nothing at all. */
  firstFailure: string | null;
}

/** Why a crawl should end before its frontier is empty. */
export interface CrawlOrders {
  /** `stop`: finish the pages in flight and take no more. */
  current: 'go on' | 'pause' | 'cancel' | 'over';
  /** Aborted when pages in flight take too long to finish, and at shutdown. */
  signal: AbortSignal;
}
