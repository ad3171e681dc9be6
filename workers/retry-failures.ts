// Asks again for what failed for one reason: pages of a run, or photos of its shop.
import { type Retry, retryPages } from '../catalog/crawls/retry-failures.ts';
import type { Queryable } from '../catalog/database/database.ts';
import { forgetFailures } from '../catalog/photos/photos.ts';
import { enqueueMissing } from './enqueue-missing.ts';
import type { Queues } from './queues.ts';
import { enqueueRun } from './start-run.ts';

/**
 * Killed before the job is queued, the sweep finds the run unfinished and queues it.
 *
 * @throws RunStateError
 */
export async function retryFailedPages(
  queues: Pick<Queues, 'crawl'>,
  db: Queryable,
  failed: { runId: number; reason: string },
  startedBy: string,
): Promise<Retry> {
  const retry = await retryPages(db, failed, startedBy);
  if (retry.run.pausedAt === null) await enqueueRun(queues, retry.run.id);
  return retry;
}

/**
 * Photos whose failure is forgotten are missing, so that the sweep finds those that were not queued here.
 *
 * @returns how many
 */
export async function retryFailedPhotos(
  queues: Pick<Queues, 'embed'>,
  db: Queryable,
  { shopId, reason, model }: { shopId: number; reason: string; model: string },
): Promise<number> {
  const count = await forgetFailures(db, shopId, reason);
  if (count > 0) await enqueueMissing(queues, db, model, { shopId });
  return count;
}
