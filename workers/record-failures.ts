// Records in the catalog what a worker gave up for now: the queue itself forgets a job when it ends.
import { type Job, UnrecoverableError, type Worker } from 'bullmq';
import { getRun } from '../catalog/crawls/runs.ts';
import type { Queryable } from '../catalog/database/database.ts';
import { forgetJobFailure, recordJobFailure } from '../catalog/queue/job-failures.ts';
import { FetchError } from '../scraper/fetch/fetch-errors.ts';
import type { CrawlPayload, EmbedPayload, UpkeepPayload } from './job-payloads.ts';
import type { Logger } from './logger.ts';

interface Recording {
  db: Queryable;
  logger: Logger;
}

/** What became of a photo in the end is read from the photo, so a success needs no word here. */
export function recordPhotoFailures(worker: Worker<EmbedPayload>, { db, logger }: Recording): void {
  onGivenUp(worker, logger, async ({ data: { photoId, model } }, error) =>
    recordJobFailure(db, {
      queue: 'embed',
      subject: `photo-${photoId}-${model}`,
      photo: { id: photoId, model },
      ...wordsOf(error),
    }),
  );
}

export function recordCrawlFailures(worker: Worker<CrawlPayload>, { db, logger }: Recording): void {
  onGivenUp(worker, logger, async ({ data }, error) => {
    const shopId = await shopOf(db, data);
    if (shopId === undefined) return;
    await recordJobFailure(db, { queue: 'crawl', subject: `shop-${shopId}`, shopId, ...wordsOf(error) });
  });
  worker.on('completed', ({ data }) => {
    const forget = async () => {
      const shopId = 'runId' in data ? await shopOf(db, data) : undefined;
      if (shopId !== undefined) await forgetJobFailure(db, 'crawl', `shop-${shopId}`);
    };
    forget().catch((error: unknown) => logger.warn({ err: error }, 'an old failure stays listed'));
  });
}

export function recordUpkeepFailures(worker: Worker<UpkeepPayload>, { db, logger }: Recording): void {
  onGivenUp(worker, logger, (_job, error) =>
    recordJobFailure(db, { queue: 'upkeep', subject: 'sweep', ...wordsOf(error) }),
  );
  worker.on('completed', () => {
    forgetJobFailure(db, 'upkeep', 'sweep').catch((error: unknown) =>
      logger.warn({ err: error }, 'an old failure stays listed'),
    );
  });
}

/** Calls `record` when no attempt is left. A record that can't be written is logged: the sweep tries the job all the same. */
function onGivenUp<Payload>(
  worker: Worker<Payload>,
  logger: Logger,
  record: (job: Job<Payload>, error: Error) => Promise<void>,
): void {
  worker.on('failed', (job, error) => {
    if (!job || !isLast(job, error)) return;
    record(job, error).catch((cause: unknown) =>
      logger.warn({ err: cause, job: job.id }, 'a failure could not be recorded'),
    );
  });
}

function isLast(job: Job, error: Error): boolean {
  const isStalled = error.message.includes('stalled more than allowable limit');
  return isStalled || error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
}

async function shopOf(db: Queryable, data: CrawlPayload): Promise<number | undefined> {
  if ('shopId' in data) return data.shopId;
  return (await getRun(db, data.runId))?.shopId;
}

const longestDetail = 500;

function wordsOf(error: Error): { reason: string; detail: string } {
  const reason = error instanceof FetchError ? error.reason : reasonIn(error.message);
  return { reason, detail: error.message.slice(0, longestDetail) };
}

/** A message without what differs from job to job: addresses and numbers. */
export function reasonIn(message: string): string {
  const same = message
    .split('\n', 1)[0]
    ?.replaceAll(/\b\w+:\/\/\S+/g, '…')
    .replaceAll(/\d+/g, '#');
  return same?.trim().slice(0, 120) || 'no reason given';
}
