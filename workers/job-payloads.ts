// What a job of each queue carries: its payload's schema, its id and how it is retried.
import type { JobsOptions } from 'bullmq';
import { z } from 'zod';

const databaseId = z.number().int().positive();
const runPayload = z.object({ runId: databaseId });
/** What a schedule queues when its time has come: a run is to be started. */
const scheduledPayload = z.object({
  shopId: databaseId,
  mode: z.enum(['incremental', 'full', 'reparse', 'photos']),
});
export type ScheduledPayload = z.infer<typeof scheduledPayload>;
export const crawlPayload = z.union([runPayload, scheduledPayload]);
export type CrawlPayload = z.infer<typeof crawlPayload>;

export const embedPayload = z.object({ photoId: databaseId, model: z.string().min(1) });
export type EmbedPayload = z.infer<typeof embedPayload>;

export const upkeepPayload = z.object({});
export type UpkeepPayload = z.infer<typeof upkeepPayload>;

/** BullMQ refuses `:` in a custom id; a model id may hold anything. */
const idPart = (text: string) => text.replaceAll(/[^A-Za-z0-9._-]/g, '_');

export const crawlJobId = (runId: number) => `crawl-${runId}`;
export const embedJobId = (model: string, photoId: number) => `embed-${idPart(model)}-${photoId}`;

// A finished job is removed at once, failed or not: the id must be free when the sweep finds the same
// work missing again, and the record people read is in the catalog (runs, photo failures), not here.
const removed = { removeOnComplete: true, removeOnFail: true } as const;

export const embedAttempts = 5;
export const embedJobOptions: JobsOptions = {
  ...removed,
  attempts: embedAttempts,
  backoff: { type: 'polite' },
};

/** Photos for a model that nobody searches yet wait until those of new products are done. */
export const nextModelJobOptions: JobsOptions = { ...embedJobOptions, priority: 10 };

export const crawlAttempts = 3;
export const crawlJobOptions: JobsOptions = {
  ...removed,
  attempts: crawlAttempts,
  backoff: { type: 'polite' },
};
