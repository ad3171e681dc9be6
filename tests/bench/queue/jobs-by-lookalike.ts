// Embed jobs through the queue as `lookalike work` takes them: `node jobs-by-lookalike.ts JOBS DATABASE free|stored`.
import { Redis } from 'ioredis';
import pg from 'pg';
import { registerModel } from '../../../catalog/photos/models.ts';
import { countMissing } from '../../../catalog/photos/photos.ts';
import { startEmbedWorker } from '../../../workers/embed-job.ts';
import { createEmbedders, type VisionEncoder } from '../../../workers/embedders.ts';
import { enqueueMissing } from '../../../workers/enqueue-missing.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { openQueues } from '../../../workers/queues.ts';
import { createShopFetchers } from '../../../workers/shop-fetchers.ts';
import { benchDatabases } from '../bench-databases.ts';
import { benchPhotos } from '../bench-photos.ts';
import { countCalls } from './count-calls.ts';
import { fillPhotos } from './fill-photos.ts';
import { countDone, reportJobs } from './report-jobs.ts';

const [jobs = '', name = '', work = ''] = process.argv.slice(2);
const count = Number(jobs);
const statements = countCalls(pg.Client.prototype, 'query');
const commands = countCalls(Redis.prototype, 'sendCommand');

/** Costs nothing: what is left is everything else. */
const encoder: VisionEncoder = {
  modelId: 'free',
  dimension: 512,
  preprocessing: {
    size: 224,
    resizeTo: 224,
    fit: 'shortest-edge',
    kernel: 'cubic',
    rescale: 1 / 255,
    mean: [0.48, 0.46, 0.41],
    std: [0.27, 0.26, 0.28],
  },
  embedPixels: async (batch) => batch.map(() => randomUnit(512)),
};

const open = benchDatabases()[Number(name)];
if (!open) throw new Error('TEST_DATABASE_URL and TEST_REDIS_URL name no such database to measure on.');
const { database, queueUrl, drop } = await open();
const db = database.pool;
const { modelId: model, dimension } = encoder;
const queues = await openQueues({ queueUrl, database, prefix: `bench-${process.pid}` });
await registerModel(db, { id: model, dimension });
const photos =
  work === 'stored'
    ? (await benchPhotos(count)).files
    : Array.from({ length: count }, (_, i) => `/photos/${i}.jpg`);
await fillPhotos(db, photos);

const fetchers = createShopFetchers({});
const done = countDone(count);
const embedders =
  work === 'stored'
    ? createEmbedders({ db, encoder, openEncoder: undefined, fetchers, logger: silentLogger })
    : null;
let worker: ReturnType<typeof startEmbedWorker> | undefined;

await reportJobs({
  sent: () => ({ statements: statements(), commands: commands() }),
  queue: () => enqueueMissing(queues, db, model),
  async work() {
    worker = startEmbedWorker({
      db,
      queues,
      embedders: embedders ?? { embed: async () => 'nothing to do' },
      logger: silentLogger,
      concurrency: 24,
    });
    worker.on('completed', (job) => done.add(String(job.id)));
    return done.all;
  },
});
const missing = embedders ? await countMissing(db, model) : 0;
if (missing > 0) throw new Error(`${missing} photos of ${count} have no vector.`);
const left = await queues.embed.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized', 'failed');
if (left > 0) throw new Error(`${left} jobs of ${count} are still in the queue.`);

await worker?.close();
await Promise.all([embedders?.close(), fetchers.close()]);
await queues.embed.obliterate({ force: true });
await queues.close();
await drop();
process.disconnect?.();

function randomUnit(length: number): Float32Array {
  const vector = Float32Array.from({ length }, () => Math.random() - 0.5);
  const norm = Math.hypot(...vector);
  return vector.map((x) => x / norm);
}
