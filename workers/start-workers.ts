// Starts this process's workers (crawl, embed, upkeep) after taking over what a killed process left.
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../catalog/database/database.ts';
import { registerModel } from '../catalog/photos/models.ts';
import { forgetRefusals } from '../catalog/photos/photos.ts';
import type { FetcherOptions } from '../scraper/fetch/fetcher.ts';
import { createPageReader } from '../scraper/page/page-reader.ts';
import { startCrawlWorker } from './crawl-job.ts';
import { releaseDeadClaims, watchNeighbours } from './dead-claims.ts';
import { startEmbedWorker } from './embed-job.ts';
import { createEmbedders, type OpenEncoder, type VisionEncoder } from './embedders.ts';
import { createPhotoFeeder } from './enqueue-missing.ts';
import { keepSwitching } from './keep-switching.ts';
import type { Logger } from './logger.ts';
import type { Queues } from './queues.ts';
import { recordCrawlFailures, recordPhotoFailures, recordUpkeepFailures } from './record-failures.ts';
import { reconcileSchedules } from './schedules.ts';
import { createShopFetchers } from './shop-fetchers.ts';
import { startUpkeepWorker, sweep } from './upkeep-job.ts';
import { startHeartbeat } from './worker-heartbeat.ts';

export interface WorkersOptions {
  database: Database;
  queues: Queues;
  /** The vision half is enough. Its model is registered in the catalog. Not closed here. */
  encoder: VisionEncoder;
  /** Loads the model that comes next while the model is switched; left out, that is left to other workers. */
  openEncoder?: OpenEncoder;
  /** What every shop's fetcher starts from; a shop's own settings are laid over it. */
  fetcherOptions: FetcherOptions;
  logger: Logger;
  /** Photos in flight: enough to download and decode the next batch while one is encoded. Default 24. */
  embedConcurrency?: number;
  /** How long to wait, again and again, for a shop that stopped answering; default in shop-health.ts. */
  patienceMs?: readonly number[];
}

export interface Workers {
  /** Stops taking jobs, lets what is in flight end for a few seconds, gives the rest back to the queue. */
  close(): Promise<void>;
}

const graceMs = 8_000;

/**
 * Starts working at once, beginning with unfinished runs and missing photos.
 * @throws what the catalog or the queue throws when they can't be reached
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { queues, encoder, logger } = options;
  const db = options.database.pool;
  const model = encoder.modelId;
  await registerModel(db, { id: model, dimension: encoder.dimension });
  await releaseDeadClaims(queues, logger);
  // What the guard refused under other settings is not the photo's fault.
  await forgetRefusals(db, options.fetcherOptions.allowHosts ?? []);

  const stopping = new AbortController();
  const fetchers = createShopFetchers(options.fetcherOptions);
  const embedders = createEmbedders({ db, encoder, openEncoder: options.openEncoder, fetchers, logger });
  const photos = createPhotoFeeder(queues, db, model);
  const reader = createPageReader();
  const embed = startEmbedWorker({
    db,
    queues,
    embedders,
    logger,
    concurrency: options.embedConcurrency ?? 24,
  });
  const crawl = startCrawlWorker({
    db,
    queues,
    fetchers,
    reader,
    logger,
    photos,
    signal: stopping.signal,
    ...(options.patienceMs ? { patienceMs: options.patienceMs } : {}),
  });
  recordPhotoFailures(embed, { db, logger });
  recordCrawlFailures(crawl, { db, logger });
  const workers: { close(): Promise<void> }[] = [embed, crawl];

  let closing: Promise<void> | undefined;
  async function close() {
    stopping.abort();
    const closed = Promise.all(workers.map((worker) => worker.close()));
    await withinMs(closed, graceMs);
    // What still hangs is a download: ended like this, its job goes back to the queue to be tried again.
    await Promise.all([fetchers.close(), reader.close()]);
    await withinMs(closed, graceMs);
    await embedders.close();
  }
  try {
    const upkeep = await startUpkeepWorker({ db, queues, model, logger, signal: stopping.signal });
    recordUpkeepFailures(upkeep, { db, logger });
    workers.push(upkeep, startHeartbeat({ db, model, workers: { embed, crawl, upkeep }, logger }));
    // Nobody else works on an embedded database.
    if (options.database.kind === 'server') workers.push(watchNeighbours({ db, queues, logger }));
    await sweep({ db, queues, model, logger });
    await reconcileSchedules(queues, db, logger);
    const { signal } = stopping;
    if (options.openEncoder) workers.push(keepSwitching({ db, queues, embedders, fetchers, logger, signal }));
  } catch (error) {
    // Workers that nobody can close would look for jobs for ever.
    await close();
    throw error;
  }
  return {
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Waits for the promise, but not longer: with its queue or database gone a job can't even be given back. */
async function withinMs(promise: Promise<unknown>, ms: number): Promise<void> {
  const timeout = new AbortController();
  const expired = setTimeout(ms, undefined, { signal: timeout.signal }).catch(() => {}); // aborted below
  await Promise.race([promise, expired]);
  timeout.abort();
}
