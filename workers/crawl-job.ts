// The crawl queue's worker: one job is one run, or the start of a scheduled one.
import { UnrecoverableError, WaitingError, type Worker } from 'bullmq';
import { finishRun, getRun } from '../catalog/crawls/runs.ts';
import { isDatabaseUnreachable } from '../catalog/database/unreachable.ts';
import { type CrawlContext, crawlRun } from './crawl-run.ts';
import { type CrawlPayload, crawlPayload } from './job-payloads.ts';
import type { Queues } from './queues.ts';
import { startScheduledRun } from './schedules.ts';
import { enqueueRun } from './start-run.ts';

export interface CrawlWorkerOptions extends CrawlContext {
  queues: Queues;
  /** Runs at the same time, each of another shop; default 4. */
  runsAtOnce?: number;
}

export function startCrawlWorker(options: CrawlWorkerOptions): Worker<CrawlPayload> {
  const { queues, logger, db } = options;
  const worker = queues.createWorker(
    'crawl',
    async (job, token) => {
      const payload = readPayload(job.data);
      if ('shopId' in payload) return startScheduledRun(queues, db, payload);
      const ended = await crawlRun(options, payload.runId);
      if (ended === 'interrupted') {
        // Back to the queue at once, without counting as an attempt: the next start goes on with it.
        await job.moveToWait(token ?? '0');
        throw new WaitingError();
      }
      return ended;
    },
    { concurrency: options.runsAtOnce ?? 4 },
  );
  worker.on('failed', (job, error) => {
    logger.error({ err: error, ...job?.data, attempt: job?.attemptsMade }, 'a run broke off');
    if (!job || !('runId' in job.data) || job.attemptsMade < (job.opts.attempts ?? 1)) return;
    // A database that was away is back some time: the run stays open, and the sweep queues it again.
    if (isDatabaseUnreachable(error)) return;
    // What fails every time would fail at every start: say so on the run.
    finishRun(db, job.data.runId, { outcome: 'failed', reason: error.message }).catch(() => {});
  });
  worker.on('completed', (job) => {
    if ('runId' in job.data) requeueResumed(options, job.data.runId).catch(() => {}); // the sweep does it then
  });
  return worker;
}

/** A run that was resumed while its pages in flight were finished still had its job, and so got no new one. */
async function requeueResumed({ db, queues }: CrawlWorkerOptions, runId: number): Promise<void> {
  const run = await getRun(db, runId);
  if (run && !run.finishedAt && !run.pausedAt) await enqueueRun(queues, runId);
}

function readPayload(data: unknown): CrawlPayload {
  const payload = crawlPayload.safeParse(data);
  if (!payload.success) throw new UnrecoverableError(`not a run to crawl: ${payload.error.message}`);
  return payload.data;
}
