import { UnrecoverableError } from 'bullmq';
import { expect, test } from 'vitest';
import { RetryLater } from '../../../scraper/fetch/fetch-errors.ts';
import { runEmbedJob } from '../../../workers/embed-job.ts';

const failing = (error: Error) => ({ embed: () => Promise.reject(error) });
const job = { photoId: 1, model: 'starter' };

test('a payload that is no photo is never tried again', async () => {
  const embedder = failing(new Error('not reached'));
  await expect(runEmbedJob(embedder, { photoId: 'x' })).rejects.toThrow(UnrecoverableError);
});

test('what may pass reaches the queue as it is, so that its Retry-After counts', async () => {
  const error = new RetryLater('busy', 'http://shop.example/a.jpg', { retryAfterMs: 5000 });
  await expect(runEmbedJob(failing(error), job)).rejects.toBe(error);
});
