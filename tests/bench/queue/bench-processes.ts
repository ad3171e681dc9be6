// How photos per second grow with `lookalike work` processes on one Postgres and one Redis, and what a killed one costs.
import { setTimeout } from 'node:timers/promises';
import { registerModel } from '../../../catalog/photos/models.ts';
import { countMissing } from '../../../catalog/photos/photos.ts';
import { enqueueMissing } from '../../../workers/enqueue-missing.ts';
import { openQueues } from '../../../workers/queues.ts';
import { openOnServer } from '../bench-databases.ts';
import { benchPhotos } from '../bench-photos.ts';
import { percentile, printTable } from '../table.ts';
import { fillPhotos } from './fill-photos.ts';
import { requireWhole, watchEnds } from './require-whole.ts';
import { startWorkerProcesses, untilTakenUp } from './worker-processes.ts';

interface Measured {
  seconds: number;
  /** Of all processes while photos were embedded. */
  cpuSeconds: number;
  /** From the kill until its jobs were in the hands of others; null where none was killed. */
  takenUpSeconds: number | null;
}

const model = 'starter';
// `lookalike work` has no prefix to keep a bench apart, but a Redis has 16 databases; the service's is the first.
const redisDatabase = 1 + (process.pid % 15);

/** Needs a Postgres and a Redis. Throws unless each photo has one vector and each job was done once. */
export async function benchProcesses(settings: {
  photos: number;
  processes: number[];
  rounds: number;
}): Promise<void> {
  const { photos, processes, rounds } = settings;
  const { TEST_DATABASE_URL: serverUrl, TEST_REDIS_URL: redisUrl } = process.env;
  if (!serverUrl || !redisUrl) {
    process.stdout.write(
      'Left out without TEST_DATABASE_URL and TEST_REDIS_URL: several worker processes.\n',
    );
    return;
  }
  const { what, files } = await benchPhotos(photos);
  const queueUrl = Object.assign(new URL(redisUrl), { pathname: `/${redisDatabase}` }).href;
  const cases = [...processes.map((count) => ({ count, kill: false })), { count: 2, kill: true }];
  const results = cases.map((one) => ({ ...one, measured: [] as Measured[] }));
  for (let round = 0; round < rounds; round++) {
    for (const { count, kill, measured } of results)
      measured.push(await measure({ files, count, kill, serverUrl, queueUrl }));
  }
  const alone = results[0] ? rateOf(files, results[0].measured) : Number.NaN;
  printTable(
    `${files.length} ${what}, starter model; each process has one encoder thread and is kept on one core; medians of ${rounds} rounds`,
    [
      'worker processes',
      'photos/s',
      `times ${processes[0]}`,
      'CPU ms/photo',
      'cores used',
      'jobs taken up after',
    ],
    results.map(({ count, kill, measured }) => row(files, { count, kill, measured, alone })),
  );
}

const median = (measured: Measured[], of: (one: Measured) => number) => percentile(measured.map(of), 0.5);
const rateOf = (files: string[], measured: Measured[]) =>
  files.length / median(measured, ({ seconds }) => seconds);

function row(
  files: string[],
  { count, kill, measured, alone }: { count: number; kill: boolean; measured: Measured[]; alone: number },
): (string | number)[] {
  const rate = rateOf(files, measured);
  return [
    kill ? `${count}, one killed -9 half-way` : count,
    rate.toFixed(1),
    (rate / alone).toFixed(2),
    kill ? '' : median(measured, ({ cpuSeconds }) => (1000 * cpuSeconds) / files.length).toFixed(1),
    kill ? '' : median(measured, ({ cpuSeconds, seconds }) => cpuSeconds / seconds).toFixed(2),
    kill ? `${median(measured, ({ takenUpSeconds }) => takenUpSeconds ?? Number.NaN).toFixed(1)} s` : '',
  ];
}

async function measure(of: {
  files: string[];
  count: number;
  kill: boolean;
  serverUrl: string;
  queueUrl: string;
}): Promise<Measured> {
  const { files, count, kill, serverUrl, queueUrl } = of;
  const { database, drop } = await openOnServer('processes', serverUrl, queueUrl);
  const db = database.pool;
  const queues = await openQueues({ queueUrl, database });
  await queues.embed.obliterate({ force: true });
  await registerModel(db, { id: model, dimension: 512 });
  const workers = await startWorkerProcesses({ database, queueUrl, model, count });
  const ends = await watchEnds(queueUrl);
  try {
    await fillPhotos(db, files);
    const cpuBefore = workers.cpuSeconds();
    const startedAt = performance.now();
    await enqueueMissing(queues, db, model);
    const half = Math.floor(files.length / 2);
    await untilMissing(half);
    const takenUp = kill ? untilTakenUp(queues, workers.killOne()) : null;
    await untilMissing(0);
    const seconds = (performance.now() - startedAt) / 1000;
    const cpuSeconds = workers.cpuSeconds() - cpuBefore;
    await requireWhole({ db, queues, model, photos: files.length, ends });
    return { seconds, cpuSeconds, takenUpSeconds: await takenUp };
  } finally {
    await workers.stop();
    await ends.close();
    for (const queue of [queues.crawl, queues.embed, queues.upkeep]) await queue.obliterate({ force: true });
    await queues.close();
    await drop();
  }

  async function untilMissing(most: number): Promise<void> {
    while ((await countMissing(db, model)) > most) await setTimeout(50);
  }
}
