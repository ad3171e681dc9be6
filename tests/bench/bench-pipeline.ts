// How fast photos go from their bytes to a stored vector, held against the encoder alone on ready tensors.
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { registerModel } from '../../catalog/photos/models.ts';
import { countMissing } from '../../catalog/photos/photos.ts';
import { decodePhoto } from '../../clip/decode-photo.ts';
import { type Encoder, loadEncoder } from '../../clip/encoder.ts';
import { createMicroBatcher } from '../../clip/micro-batches.ts';
import { starterFolder } from '../../clip/model-folder.ts';
import { importProducts } from '../../workers/import-products.ts';
import type { ImportSource } from '../../workers/import-source.ts';
import { silentLogger } from '../../workers/logger.ts';
import { openQueues } from '../../workers/queues.ts';
import { startWorkers } from '../../workers/start-workers.ts';
import { type BenchDatabase, benchDatabases } from './bench-databases.ts';
import { benchPhotos } from './bench-photos.ts';
import { defineBench } from './define-bench.ts';
import { printTable } from './table.ts';

export const bench = defineBench({
  options: { photos: { type: 'string', default: '400' } },
  quick: { photos: '16' },
  measure: ({ photos }) => benchPipeline({ photos: Number(photos) }),
});

// What the embed worker uses: photos in flight, and photos per encoder run.
const inFlight = 24;
const batchSize = 8;

interface Measured {
  stage: string;
  photos: number;
  seconds: number;
  cpuSeconds: number;
}

/** Prints photos per second and CPU time per photo of each stage, and its ratio to the encoder alone. */
async function benchPipeline({ photos }: { photos: number }): Promise<void> {
  const { what, files } = await benchPhotos(photos);
  const encoder = await loadEncoder(starterFolder, { modelId: 'starter', parts: ['vision'] });
  const bytes = await Promise.all(files.map((file) => readFile(file)));
  // The bare rate before and after everything else: it tells whether the machine was quiet meanwhile.
  const stages = [await encodeOnly(encoder, bytes), await decodeAndEncode(encoder, bytes)];
  for (const open of benchDatabases()) stages.push(await wholePipeline(encoder, files, await open()));
  stages.push({ ...(await encodeOnly(encoder, bytes)), stage: 'encoder alone, again' });
  await encoder.close();

  const bare = rate(stages[0]);
  printTable(
    `${files.length} ${what}, starter model`,
    ['stage', 'photos/s', 'of bare', 'CPU ms/photo'],
    stages.map((stage) => [
      stage.stage,
      rate(stage).toFixed(1),
      (rate(stage) / bare).toFixed(2),
      ((1000 * stage.cpuSeconds) / stage.photos).toFixed(1),
    ]),
  );
}

const rate = (stage: Measured | undefined) => (stage ? stage.photos / stage.seconds : Number.NaN);

async function measure(stage: string, photos: number, work: () => Promise<unknown>): Promise<Measured> {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  await work();
  // Of the whole process, so the embedded database's thread counts and a server doesn't.
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    stage,
    photos,
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
  };
}

async function encodeOnly(encoder: Encoder, bytes: Buffer[]): Promise<Measured> {
  const decoded = await Promise.all(
    bytes.slice(0, 8 * batchSize).map((one) => decodePhoto(one, encoder.preprocessing)),
  );
  const tensors = bytes.flatMap((_, i) => decoded[i % decoded.length]?.pixels ?? []);
  await encoder.embedPixels(tensors.slice(0, batchSize)); // the first run sets up buffers
  return measure('encoder alone', tensors.length, () => encoder.embedPixels(tensors));
}

async function decodeAndEncode(encoder: Encoder, bytes: Buffer[]): Promise<Measured> {
  const batcher = createMicroBatcher<Float32Array, Float32Array>({
    run: (batch) => encoder.embedPixels(batch),
    maxSize: batchSize,
    maxWaitMs: 10,
  });
  const queue = bytes.values();
  const pull = async () => {
    for (const one of queue) await batcher.add((await decodePhoto(one, encoder.preprocessing)).pixels);
  };
  const measured = await measure('decode and encode', bytes.length, () =>
    Promise.all(Array.from({ length: inFlight }, pull)),
  );
  await batcher.close();
  return measured;
}

async function wholePipeline(encoder: Encoder, files: string[], on: BenchDatabase): Promise<Measured> {
  const { database, queueUrl } = on;
  const db = database.pool;
  const model = encoder.modelId;
  const queues = await openQueues({ queueUrl, database });
  await queues.embed.obliterate({ force: true });
  await registerModel(db, { id: model, dimension: encoder.dimension });
  const workers = await startWorkers({ database, queues, encoder, fetcherOptions: {}, logger: silentLogger });
  const measured = await measure(`import, ${on.name}`, files.length, async () => {
    await importProducts({ db, queues, model, source: sourceOf(files) });
    while ((await countMissing(db, model)) > 0) await setTimeout(100);
  });
  await workers.close();
  await queues.close();
  await on.drop();
  return measured;
}

function sourceOf(files: string[]): ImportSource {
  return {
    name: 'bench',
    folder: '/',
    async *rows() {
      for (const [i, image] of files.entries())
        yield { line: i + 1, row: { id: i, title: `Photo ${i}`, image } };
    },
  };
}
