// Nothing lost, nothing doubled: each photo has one vector, each job ended once, and none is left.
import { setTimeout } from 'node:timers/promises';
import { QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import type { Queryable } from '../../../catalog/database/database.ts';
import { countEmbeddings } from '../../../catalog/photos/embeddings.ts';
import type { Queues } from '../../../workers/queues.ts';

export interface Ends {
  /** How often each job ended well. */
  readonly byJob: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Listens to the embed queue from now on. */
export async function watchEnds(queueUrl: string): Promise<Ends> {
  const byJob = new Map<string, number>();
  const connection = new Redis(queueUrl, { maxRetriesPerRequest: null });
  const events = new QueueEvents('embed', { connection, prefix: 'lookalike' });
  events.on('completed', ({ jobId }) => byJob.set(jobId, (byJob.get(jobId) ?? 0) + 1));
  await events.waitUntilReady();
  return {
    byJob,
    async close() {
      await events.close();
      connection.disconnect();
    },
  };
}

// The last jobs end a moment after their vectors are stored.
const longestWaitMs = 10_000;

/** @throws when anything is lost or doubled */
export async function requireWhole(of: {
  db: Queryable;
  queues: Queues;
  model: string;
  photos: number;
  ends: Ends;
}): Promise<void> {
  const { db, queues, model, photos, ends } = of;
  const giveUpAt = Date.now() + longestWaitMs;
  while (ends.byJob.size < photos && Date.now() < giveUpAt) await setTimeout(20);
  const twice = [...ends.byJob.values()].filter((times) => times > 1).length;
  const vectors = await countEmbeddings(db, model);
  const left = await queues.embed.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized', 'failed');
  if (vectors !== photos || ends.byJob.size !== photos || twice > 0 || left > 0) {
    throw new Error(
      `Of ${photos} photos ${vectors} have a vector; ${ends.byJob.size} jobs ended, ${twice} of them twice, and ${left} are left.`,
    );
  }
}
