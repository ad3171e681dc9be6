// The crawl queue's worker: one job is one run, or the start of a scheduled one.
import { UnrecoverableError, WaitingError, type Worker } from 'bullmq';
import { finishRun } from '../catalog/runs.ts';
import { type CrawlContext, crawlRun } from './crawl-run.ts';
import { type CrawlPayload, crawlPayload } from './job-payloads.ts';
import type { Queues } from './queues.ts';
import { startScheduledRun } from './schedules.ts';

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
    // What fails every time would fail at every start: say so on the run. With the database down this fails
    // too, the run stays open, and the sweep queues it again.
    finishRun(db, job.data.runId, { outcome: 'failed', reason: error.message }).catch(() => {});
  });
  return worker;
}

function readPayload(data: unknown): CrawlPayload {
  const payload = crawlPayload.safeParse(data);
  if (!payload.success) throw new UnrecoverableError(`not a run to crawl: ${payload.error.message}`);
  return payload.data;
}
