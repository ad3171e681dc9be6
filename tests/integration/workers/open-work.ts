// Everything a worker test needs: an empty database, its queues, the starter encoder and running workers.

import { getRun, type Run } from '../../../catalog/crawls/runs.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { type Encoder, loadEncoder } from '../../../clip/encoder.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import type { FetcherOptions } from '../../../scraper/fetch/fetcher.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { openQueues, type Queues } from '../../../workers/queues.ts';
import { startWorkers, type Workers, type WorkersOptions } from '../../../workers/start-workers.ts';
import { createTestDatabase, type TestDatabase, testQueueUrl } from '../test-database.ts';

export const model = 'starter';

export interface Work {
  database: TestDatabase;
  queues: Queues;
  encoder: Encoder;
  /** Photos that went through the encoder so far. */
  encoded: () => number;
  /** Workers that may fetch from `hosts`; closed with the rest. */
  start(hosts: string[], options?: FetcherOptions, more?: Partial<WorkersOptions>): Promise<Workers>;
  untilRunEnds(runId: number): Promise<Run>;
  /** Ends the workers started so far. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function openWork(): Promise<Work> {
  const database = await createTestDatabase();
  const queues = await openQueues({ queueUrl: testQueueUrl(), database });
  const loaded = await loadEncoder(starterFolder, { modelId: model, parts: ['vision'] });
  await registerModel(database.pool, { id: model, dimension: loaded.dimension });
  let encoded = 0;
  const encoder: Encoder = {
    ...loaded,
    embedPixels: (batch) => {
      encoded += batch.length;
      return loaded.embedPixels(batch);
    },
  };
  const started: Workers[] = [];
  const stop = async () => {
    for (const workers of started.splice(0)) await workers.close();
  };
  return {
    database,
    queues,
    encoder,
    encoded: () => encoded,
    async start(hosts, options = {}, more = {}) {
      const workers = await startWorkers({
        database,
        queues,
        encoder,
        fetcherOptions: { allowHosts: hosts, delayMs: 0, concurrencyPerHost: 8, retries: 0, ...options },
        logger: silentLogger,
        ...more,
      });
      started.push(workers);
      return workers;
    },
    untilRunEnds: (runId) =>
      until(async () => {
        const run = await getRun(database.pool, runId);
        return run?.finishedAt ? run : null;
      }),
    stop,
    async close() {
      await stop();
      await queues.close();
      await loaded.close();
      await database.drop();
    },
  };
}

/** Asks until there is an answer; the test's own timeout ends it. */
export async function until<T>(ask: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
