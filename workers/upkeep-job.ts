// The upkeep queue's worker: a scheduled sweep that queues whatever is missing.
import type { Worker } from 'bullmq';
import type { Queryable } from '../catalog/database/database.ts';
import { dropOldFeedback } from '../catalog/feedback/feedback.ts';
import { dropOldQueries } from '../catalog/feedback/popular-queries.ts';
import { refreshTerms } from '../catalog/lexical/terms.ts';
import { judgePlaceholders } from '../catalog/looks/judge-placeholders.ts';
import { activeModel } from '../catalog/photos/models.ts';
import { dropSettledFailures } from '../catalog/queue/job-failures.ts';
import { dropSilentWorkers } from '../catalog/queue/worker-processes.ts';
import { completeLooks } from './complete-looks.ts';
import { completeThumbHashes } from './complete-thumb-hashes.ts';
import { enqueueMissingOfAll } from './enqueue-missing.ts';
import type { UpkeepPayload } from './job-payloads.ts';
import type { Logger } from './logger.ts';
import { refreshMap } from './map/refresh-map.ts';
import type { Queues } from './queues.ts';
import { keepRelated } from './related/keep-related.ts';
import { enqueueUnfinishedRuns } from './start-run.ts';

const sweepEveryMs = 5 * 60_000;
// When nothing changed it costs three counts: a new product is on the map within the minute.
const mapEveryMs = 45_000;

// Half a year shows what people look for in every season; nothing needs it longer.
const keepFeedbackDays = 180;

export interface SweepContext {
  db: Queryable;
  queues: Queues;
  /** What photos are queued for while no model is active. */
  model: string;
  logger: Logger;
}

/**
 * Starts the worker and its schedule; many processes share one schedule.
 *
 * @param context.signal ends what a sweep is doing, when the process wants to end
 */
export async function startUpkeepWorker(
  context: SweepContext & { signal: AbortSignal },
): Promise<Worker<UpkeepPayload>> {
  const work = async ({ name }: { name: string }) => {
    if (name === 'map') return followCatalogue(context);
    await sweep(context);
    await completeLooks(context);
    await completeThumbHashes(context);
    const placeholders = await judgePlaceholders(context.db);
    if (placeholders > 0) context.logger.info({ placeholders }, 'recognised pictures that are no photos');
  };
  const worker = context.queues.createWorker('upkeep', work, { pollSeconds: 5 });
  for (const [name, every] of [
    ['sweep', sweepEveryMs],
    ['map', mapEveryMs],
  ] as const) {
    const opts = { removeOnComplete: true, removeOnFail: true };
    await context.queues.upkeep.upsertJobScheduler(name, { every }, { name, data: {}, opts });
  }
  return worker;
}

async function followCatalogue(context: SweepContext & { signal: AbortSignal }): Promise<void> {
  const { drawn, placed } = await refreshMap(context);
  if (drawn + placed > 0) context.logger.info({ drawn, placed }, 'brought the map up to date');
  const { made, dropped } = await keepRelated(context);
  if (made + dropped > 0) context.logger.info({ made, dropped }, 'brought the related products up to date');
}

/** Queues unfinished runs and photos without an embedding; what is queued already stays as it is. Counts new words, and
 * drops feedback that has grown old and failures that have been settled. */
export async function sweep({ db, queues, model, logger }: SweepContext): Promise<void> {
  const runs = await enqueueUnfinishedRuns(queues, db);
  const enqueued = await enqueueMissingOfAll(queues, db, model);
  await refreshTerms(db);
  await dropOldQueries(db, keepFeedbackDays);
  await dropOldFeedback(db, keepFeedbackDays);
  await dropSettledFailures(db, (await activeModel(db))?.id ?? model);
  await dropSilentWorkers(db);
  if (runs + enqueued > 0) logger.info({ runs, photos: enqueued }, 'the sweep found unfinished work');
}
