// The embed queue's worker: one job is one photo; what may pass is tried again, what won't is not.
import { DelayedError, type Job, UnrecoverableError, type Worker } from 'bullmq';
import type { Queryable } from '../catalog/database/database.ts';
import { failPhoto } from '../catalog/photos/photos.ts';
import { type Embedders, ModelUnavailable } from './embedders.ts';
import { type EmbedPayload, embedPayload } from './job-payloads.ts';
import type { Logger } from './logger.ts';
import type { Queues } from './queues.ts';

export interface EmbedWorkerOptions {
  db: Queryable;
  queues: Queues;
  embedders: Pick<Embedders, 'embed'>;
  logger: Logger;
  /** Photos in flight. */
  concurrency: number;
}

export function startEmbedWorker(options: EmbedWorkerOptions): Worker<EmbedPayload> {
  const { queues, embedders, logger, db, concurrency } = options;
  const worker = queues.createWorker('embed', (job, token) => runOrLeave(embedders, job, token), {
    concurrency,
    maxStalledCount: mostDeaths,
  });
  worker.on('failed', (job, error, from) => {
    if (!job) return;
    if (error.message.includes('stalled more than allowable limit'))
      void giveUpOnKiller(db, job.data, logger);
    const last = error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
    logger[last ? 'warn' : 'debug'](
      { ...job.data, attempt: job.attemptsMade, err: error, from },
      last ? 'a photo was not embedded; the next sweep tries again' : 'a photo will be tried again',
    );
  });
  return worker;
}

// A worker that dies takes up to `concurrency` innocent photos with it; only one that is there every time is to blame.
const mostDeaths = 5;

// Long enough for another worker to come by, and for a file to be put where it is missed.
const leftForMs = 5_000;

/** What this worker has no model for is left to others. */
async function runOrLeave(embedders: Pick<Embedders, 'embed'>, job: Job<EmbedPayload>, token?: string) {
  try {
    const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    return await runEmbedJob(embedders, job.data, { isLast });
  } catch (error) {
    if (!(error instanceof ModelUnavailable)) throw error;
    await job.moveToDelayed(Date.now() + leftForMs, token);
    throw new DelayedError();
  }
}

/**
 * @throws UnrecoverableError when no further attempt can help
 */
export async function runEmbedJob(
  embedders: Pick<Embedders, 'embed'>,
  data: unknown,
  from: { isLast?: boolean } = {},
): Promise<string> {
  const payload = embedPayload.safeParse(data);
  if (!payload.success) throw new UnrecoverableError(`not a photo to embed: ${payload.error.message}`);
  return embedders.embed(payload.data, from);
}

async function giveUpOnKiller(db: Queryable, { photoId }: EmbedPayload, logger: Logger) {
  try {
    await failPhoto(db, photoId, `the worker died ${mostDeaths + 1} times while embedding it`);
  } catch (error) {
    logger.error({ err: error, photoId }, 'a photo that ends the worker could not be marked');
  }
}
