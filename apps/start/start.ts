// Everything in one process: database, queue, workers, API, pages, and a shop to scrape. What `npm start` runs.
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Database } from '../../catalog/database/database.ts';
import { embedProgress } from '../../workers/embed-progress.ts';
import { type CrawlRequest, startCrawl } from '../../workers/start-run.ts';
import { startWorkers } from '../../workers/start-workers.ts';
import type { Config } from '../config.ts';
import { buildWebIfStale } from '../web/build.ts';
import { demoShopName, openDemoShop } from './demo.ts';
import { fetcherOptionsOf } from './fetcher-options.ts';
import { openParts, type Parts } from './open-parts.ts';
import type { Progress } from './progress.ts';
import { servePages } from './serve-pages.ts';
import { crawlOf, readShopSource } from './shop-source.ts';
import { applySiteSchedule } from './site-schedule.ts';
import { waitForPhotos } from './wait-for-photos.ts';
import { watchRun } from './watch-run.ts';

export interface StartOptions {
  config: Config;
  progress: Progress;
  logger: Logger;
  /** Being opened already; closed with everything else, and when anything can't be started. */
  database?: Promise<Database>;
  /** How many taps the demo shop has; all of them when left out. Tests use fewer. */
  demoProducts?: number;
  /** Aborted while starting: nothing is scraped any more, and `ready` resolves at once. */
  signal?: AbortSignal;
}

export interface Started {
  /** Where the pages and the API are, such as `http://127.0.0.1:8080`. */
  readonly address: string;
  readonly parts: Parts;
  /** Resolves when the shop is read and every photo is embedded, or when it was closed before that. */
  readonly ready: Promise<void>;
  /** Stops everything, letting jobs in flight finish; safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts everything. The pages answer as soon as this returns; the shop is scraped meanwhile (see `ready`).
 *
 * @throws {Error} in one sentence, when a part can't be started; what was started is stopped again
 */
export async function startAll(options: StartOptions): Promise<Started> {
  const { config, progress, logger } = options;
  const closers: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  let closing: Promise<void> | undefined;
  const close = () => {
    stopping.abort();
    closing ??= (async () => {
      for (const closePart of closers.splice(0).reverse()) await closePart();
    })();
    return closing;
  };

  // A mistake in a site file should not wait for the encoder.
  const source = await readSource(config.shop).catch(async (error: unknown) => {
    const opened = await options.database?.catch(() => undefined); // the mistake in the site file is what is told
    await opened?.close();
    throw error;
  });
  if (source?.siteFile) progress.say(`Using ${source.siteFile}.`);
  const { database } = options;
  const opening = openParts({ config, progress, logger, towers: ['text', 'vision'], database });
  try {
    // The bundler and the database need no knowledge of each other, and take seconds each.
    const [web, parts] = await Promise.all([buildWebIfStale(), opening]);
    closers.push(() => parts.close());
    for (const notice of parts.notices) progress.say(notice);
    const db = parts.database.pool;

    // Before the demo shop, so that a second start hears that the pages' port is taken, not the shop's.
    const allowHosts = [...config.allowHosts];
    const pages = await servePages({ config, parts, logger, webDir: web.dir, allowHosts });
    closers.push(() => pages.close());

    const demo =
      config.shop === 'demo'
        ? await openDemoShop({
            config,
            db,
            cacheDir: join(config.dataDir, 'demo-photos'),
            ...(options.demoProducts === undefined ? {} : { products: options.demoProducts }),
          })
        : null;
    if (demo) {
      closers.push(() => demo.close());
      // Its photos may be searched with by their address, as any shop's.
      allowHosts.push(demo.host);
    }

    const workers = await startWorkers({
      database: parts.database,
      queues: parts.queues,
      encoder: parts.encoder,
      openEncoder: (model) => parts.encoders.take(model),
      fetcherOptions: fetcherOptionsOf(config, demo ? [demo.host] : []),
      logger,
    });
    closers.push(() => workers.close());

    const shop = demo
      ? {
          baseUrl: demo.url,
          name: demoShopName,
          settings: { delayMs: 0, concurrency: 4 },
        }
      : source && crawlOf(source);
    const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])]);
    const ready = followShop({ parts, progress, signal, shop, schedule: source?.site?.schedule });
    // Whoever waits for `ready` gets the error; nobody waiting must not end the process.
    ready.catch((error: unknown) => logger.error({ err: error }, 'following the shop failed'));
    return { address: pages.address, parts, ready, close };
  } catch (error) {
    await close();
    // They may still have been opening when the pages could not be built.
    await opening.then(
      (parts) => parts.close(),
      () => undefined, // that is the error being thrown
    );
    throw error;
  }
}

async function readSource(shop: string) {
  return shop === 'demo' || shop === 'none' ? null : readShopSource(shop, { cwd: process.cwd() });
}

async function followShop(options: {
  parts: Parts;
  progress: Progress;
  signal: AbortSignal;
  shop: Omit<CrawlRequest, 'startedBy'> | null;
  schedule: string | undefined;
}): Promise<void> {
  const { parts, progress, signal, shop, schedule } = options;
  if (signal.aborted) return;
  const db = parts.database.pool;
  const { modelId: model } = parts.encoder;
  const before = await embedProgress(db, model);
  if (shop) {
    const { run } = await startCrawl(parts.queues, db, { ...shop, startedBy: 'start' });
    await applySiteSchedule({ db, queues: parts.queues }, run.shopId, schedule);
    const ended = await watchRun({ db, progress, signal }, run.id);
    if (ended?.outcome === 'failed') progress.say(`The shop could not be read: ${ended.reason}`);
    else if (ended?.reason) progress.say(`The run is ${ended.outcome}: ${ended.reason}.`);
  }
  if (!signal.aborted) await waitForPhotos({ db, queues: parts.queues, model, progress, signal, before });
}
