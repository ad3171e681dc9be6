// Workers for as long as something else goes on: opens the parts, starts the workers, and closes all of it in order.
import type { Logger } from 'pino';
import { type EmbedProgress, embedProgress } from '../../workers/embed-progress.ts';
import { startWorkers } from '../../workers/start-workers.ts';
import type { Config } from '../config.ts';
import { fetcherOptionsOf } from './fetcher-options.ts';
import { openParts, type Parts } from './open-parts.ts';
import type { Progress } from './progress.ts';

/**
 * Runs `work` while workers of this process take jobs.
 *
 * @param work gets the open parts, and how far embedding was before the workers began
 * @returns what `work` returned, after the workers let their jobs in flight finish
 */
export async function withWorkers<T>(
  options: { config: Config; progress: Progress; logger: Logger },
  work: (parts: Parts, before: EmbedProgress) => Promise<T>,
): Promise<T> {
  const { config, logger } = options;
  const parts = await openParts({ ...options, towers: ['vision'] });
  try {
    const { database, queues, encoder, encoders } = parts;
    const before = await embedProgress(database.pool, encoder.modelId);
    const fetcherOptions = fetcherOptionsOf(config);
    const openEncoder = (model: string) => encoders.take(model);
    const workers = await startWorkers({ database, queues, encoder, openEncoder, fetcherOptions, logger });
    try {
      return await work(parts, before);
    } finally {
      await workers.close();
    }
  } finally {
    await parts.close();
  }
}
