// What an operator does about failures: try them again or discard them, in batches that can be asked for again.
import { getShop } from '../catalog/crawls/shops.ts';
import type { Queryable } from '../catalog/database/database.ts';
import { forgivePhotos, giveUpPhotos } from '../catalog/queue/failed-photos.ts';
import type { FailureKind } from '../catalog/queue/failure-groups.ts';
import { type QueueName, type TakenFailure, takeJobFailures } from '../catalog/queue/job-failures.ts';
import { embedJobId, embedJobOptions } from './job-payloads.ts';
import type { Queues } from './queues.ts';
import { startCrawl } from './start-run.ts';

export interface FailureSelection {
  kind: FailureKind;
  /** Of passing ones; default all. */
  queue?: QueueName | undefined;
  /** Default all. */
  reason?: string | undefined;
  /** Default all. */
  subjects?: readonly string[] | undefined;
  /** The model in use: photos of `lasting` failures are queued for it. */
  model: string;
}

type OpenQueues = Pick<Queues, QueueName>;

// Each costs a look at its job: half a second on the embedded database.
export const failuresAtOnce = 500;

/** Tries failures again now, at most 500 of them. Asked twice, the second finds what is left. @returns how many */
export async function retryFailures(
  queues: OpenQueues,
  db: Queryable,
  selection: FailureSelection,
): Promise<number> {
  const { kind, model, ...which } = selection;
  if (kind === 'lasting') {
    const photoIds = which.subjects?.flatMap(photoIdIn);
    const ids = await forgivePhotos(db, { reason: which.reason, photoIds, limit: failuresAtOnce });
    await queuePhotos(
      queues,
      ids.map((photoId) => ({ photoId, model })),
    );
    return ids.length;
  }
  const taken = await takeJobFailures(db, { ...which, model, limit: failuresAtOnce });
  await queuePhotos(
    queues,
    taken.flatMap(({ photoId, model: under }) =>
      photoId !== null && under !== null ? [{ photoId, model: under }] : [],
    ),
  );
  for (const failure of taken.filter(({ queue }) => queue !== 'embed')) await startAgain(queues, db, failure);
  return taken.length;
}

/**
 * Discards passing failures, at most 500 of them. A photo is given up for good with its reason, else the next sweep
 * would find it missing again; it then counts among the lasting failures, and can be tried again from there.
 *
 * @returns how many
 */
export async function discardFailures(db: Queryable, which: Omit<FailureSelection, 'kind'>): Promise<number> {
  const taken = await takeJobFailures(db, { ...which, limit: failuresAtOnce });
  const photos = taken.flatMap(({ photoId, reason }) =>
    photoId === null ? [] : [{ id: photoId, reason: `given up by an operator: ${reason}` }],
  );
  await giveUpPhotos(db, photos);
  return taken.length;
}

async function queuePhotos(
  { embed }: Pick<Queues, 'embed'>,
  photos: readonly { photoId: number; model: string }[],
): Promise<void> {
  const jobs = await embed.addBulk(
    photos.map((data) => ({
      name: 'embed',
      data,
      opts: { ...embedJobOptions, jobId: embedJobId(data.model, data.photoId) },
    })),
  );
  // The sweep may have queued some already, and they wait for their next attempt.
  for (const job of jobs) if (await job.isDelayed()) await job.promote();
}

async function startAgain(queues: OpenQueues, db: Queryable, { queue, shopId }: TakenFailure): Promise<void> {
  if (queue === 'upkeep') {
    await queues.upkeep.add('sweep', {}, { removeOnComplete: true, removeOnFail: true });
    return;
  }
  const shop = shopId === null ? null : await getShop(db, shopId);
  if (shop) await startCrawl(queues, db, { baseUrl: shop.baseUrl, startedBy: 'operator' });
}

function photoIdIn(subject: string): number[] {
  const [, id] = /^photo-(\d{1,15})(?:-|$)/.exec(subject) ?? [];
  return id === undefined ? [] : [Number(id)];
}
