// Finds the photos that have no embedding under a model and makes one embed job of each.
import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '../catalog/database/database.ts';
import { keptModels } from '../catalog/photos/models.ts';
import { forgetFailures, missingPhotos } from '../catalog/photos/photos.ts';
import { embedJobId, embedJobOptions, nextModelJobOptions } from './job-payloads.ts';
import type { Queues } from './queues.ts';

const chunkSize = 200;
// Products arrive a few per second: one look for photos serves several of them.
const gatherMs = 200;

export interface EnqueuedPhotos {
  enqueued: number;
  /** The highest photo id seen: pass it as `afterId` to look only at later photos. */
  lastId: number;
}

/**
 * Pages through the photos missing under `model`, never holding more than 200. A photo whose job is
 * already in the queue gets no second one (same job id).
 * @param options.afterId looks only at photos with a higher id; default 0, all of them
 * @param options.shopId looks only at this shop's photos
 * @param options.isNext the model is the one that comes next: others go first
 */
export async function enqueueMissing(
  queues: Pick<Queues, 'embed'>,
  db: Queryable,
  model: string,
  options: { afterId?: number; shopId?: number; isNext?: boolean; signal?: AbortSignal } = {},
): Promise<EnqueuedPhotos> {
  const jobOptions = options.isNext ? nextModelJobOptions : embedJobOptions;
  let lastId = options.afterId ?? 0;
  let enqueued = 0;
  while (!options.signal?.aborted) {
    const photos = await missingPhotos(db, model, {
      afterId: lastId,
      limit: chunkSize,
      shopId: options.shopId,
    });
    const last = photos.at(-1);
    if (!last) break;
    await queues.embed.addBulk(
      photos.map(({ id }) => ({
        name: 'embed',
        data: { photoId: id, model },
        opts: { ...jobOptions, jobId: embedJobId(model, id) },
      })),
    );
    enqueued += photos.length;
    lastId = last.id;
    if (photos.length < chunkSize) break;
  }
  return { enqueued, lastId };
}

/** The same for every model that is kept complete. @param own what counts as active while none is */
export async function enqueueMissingOfAll(
  queues: Pick<Queues, 'embed'>,
  db: Queryable,
  own: string,
  options: { shopId?: number } = {},
): Promise<number> {
  let total = 0;
  for (const { id, isNext } of await keptModels(db, own)) {
    total += (await enqueueMissing(queues, db, id, { ...options, isNext })).enqueued;
  }
  return total;
}

export interface PhotoFeeder {
  /** Says that products were stored; their photos are queued soon, many products in one go. */
  nudge(): void;
  /** Queues everything that is missing, from the first photo on. @throws what the last try failed with */
  finish(): Promise<void>;
  /** Queues what one shop is missing, photos that failed at the shop included. @returns how many */
  again(shopId: number): Promise<number>;
}

/**
 * Queues photos for embedding while products still come in, so that encoding overlaps crawling.
 *
 * @param own the model that counts as active while none is
 */
export function createPhotoFeeder(queues: Pick<Queues, 'embed'>, db: Queryable, own: string): PhotoFeeder {
  const lastIds = new Map<string, number>();
  let wanted = false;
  let running: Promise<void> | null = null;

  async function run() {
    while (wanted) {
      await setTimeout(gatherMs);
      wanted = false;
      for (const { id, isNext } of await keptModels(db, own)) {
        const afterId = lastIds.get(id) ?? 0;
        const { lastId } = await enqueueMissing(queues, db, id, { afterId, isNext });
        lastIds.set(id, lastId);
      }
    }
  }

  function nudge() {
    wanted = true;
    running ??= run()
      .catch(() => {}) // the photos stay missing, and finish() or the next sweep looks at all of them
      .finally(() => {
        running = null;
        if (wanted) nudge();
      });
  }

  return {
    nudge,
    async finish() {
      await running;
      // From the first again: a photo committed late can have a lower id than one already seen.
      await enqueueMissingOfAll(queues, db, own);
    },
    async again(shopId) {
      await forgetFailures(db, shopId);
      return enqueueMissingOfAll(queues, db, own, { shopId });
    },
  };
}
