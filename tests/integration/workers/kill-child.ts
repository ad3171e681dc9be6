// A process to be killed: opens everything, imports images or scrapes a shop, and tells how far it is.

import { countPages } from '../../../catalog/crawls/frontier.ts';
import { type StartableMode, unfinishedRuns } from '../../../catalog/crawls/runs.ts';
import { openDatabase } from '../../../catalog/database/database.ts';
import { migrate } from '../../../catalog/database/migrate.ts';
import { countEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { type Encoder, loadEncoder } from '../../../clip/encoder.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { releaseDeadClaims } from '../../../workers/dead-claims.ts';
import { importProducts } from '../../../workers/import-products.ts';
import { openImportSource } from '../../../workers/import-source.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { openQueues } from '../../../workers/queues.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { startWorkers } from '../../../workers/start-workers.ts';
import { waitUntilEmbedded } from './wait-until-embedded.ts';

/** What the test passes as the only argument, as JSON. */
export interface ChildTask {
  dataDir: string;
  databaseUrl?: string;
  queueUrl?: string;
  /** Images to import; null imports nothing and goes on with what is there. */
  images: string | null;
  /** Address of a shop on loopback to scrape; null scrapes nothing and goes on with what is there. */
  shop: string | null;
  /** Default `incremental`. */
  mode?: StartableMode;
  /** Pages of the shop at once; default 1. */
  concurrency?: number;
}

/** One line of JSON each: how it began, how far it is, how it ended. */
export type ChildLine =
  | { storedAtStart: number }
  | { takenOver: number }
  | { done: number; total: number }
  | { pagesDone: number }
  | { encoded: number };

const task: ChildTask = JSON.parse(process.argv[2] ?? '{}');
const say = (line: ChildLine) => process.stdout.write(`${JSON.stringify(line)}\n`);
const model = 'starter';

const database = await openDatabase({ databaseUrl: task.databaseUrl, dataDir: task.dataDir });
await migrate(database.pool);
const queues = await openQueues({ queueUrl: task.queueUrl, database });
const loaded = await loadEncoder(starterFolder, { modelId: model, parts: ['vision'] });
let encoded = 0;
const encoder: Encoder = {
  ...loaded,
  embedPixels: async (batch) => {
    const vectors = await loaded.embedPixels(batch);
    // Slow enough for the test to hit the middle of it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    encoded += batch.length;
    return vectors;
  },
};
await registerModel(database.pool, { id: model, dimension: loaded.dimension });
say({ storedAtStart: await countEmbeddings(database.pool, model) });
say({ takenOver: await releaseDeadClaims(queues, silentLogger) });
const workers = await startWorkers({
  database,
  queues,
  encoder,
  fetcherOptions: { allowHosts: ['127.0.0.1'], retries: 0 },
  logger: silentLogger,
});
if (task.shop) {
  const settings = { delayMs: 0, concurrency: task.concurrency ?? 1 };
  const { mode = 'incremental' } = task;
  await startCrawl(queues, database.pool, { baseUrl: task.shop, mode, settings, startedBy: 'a test' });
}
for (;;) {
  const run = await oldestRun();
  if (run === null) break;
  if (run) say({ pagesDone: (await countPages(database.pool, run.id).catch(() => ({ done: 0 }))).done });
  await new Promise((resolve) => setTimeout(resolve, 10));
}
if (task.images) {
  const source = await openImportSource(task.images, { cwd: '/' });
  await importProducts({ db: database.pool, queues, model, source });
}
await waitUntilEmbedded(database.pool, model, ({ done, total }) => say({ done, total }));
say({ encoded });
await workers.close();
await queues.close();
await loaded.close();
await database.close();

/** Undefined while the database is away: a test may have cut the connections. */
async function oldestRun() {
  try {
    const [run] = await unfinishedRuns(database.pool);
    return run ?? null;
  } catch {
    return undefined;
  }
}
