// The stages of the pipeline, each measured by itself, in a process that bench-pipeline.ts starts.
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { countEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { countMissing } from '../../../catalog/photos/photos.ts';
import { decodePhoto } from '../../../clip/decode-photo.ts';
import { type Encoder, loadEncoder } from '../../../clip/encoder.ts';
import { createMicroBatcher } from '../../../clip/micro-batches.ts';
import { importProducts } from '../../../workers/import-products.ts';
import type { ImportSource } from '../../../workers/import-source.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { openQueues } from '../../../workers/queues.ts';
import { startWorkers } from '../../../workers/start-workers.ts';
import { type BenchDatabase, benchDatabases } from '../bench-databases.ts';

export interface PipelineTask {
  /** Model folder. */
  folder: string;
  /** Paths of photos, all different. */
  files: string[];
}

export interface Measured {
  stage: string;
  perSecond: number;
  /** Of the whole process, so the embedded database's thread counts and a server doesn't. */
  cpuMs: number;
}

// What the embed worker uses: photos in flight, and photos per encoder run.
const inFlight = 24;
const batchSize = 8;

process.once('message', async (task: PipelineTask) => {
  process.send?.(await measureStages(task), () => process.exit());
});

async function measureStages({ folder, files }: PipelineTask): Promise<Measured[]> {
  const encoder = await loadEncoder(folder, { modelId: 'bench', parts: ['vision'] });
  const bytes = await Promise.all(files.map((file) => readFile(file)));
  // The bare rate before and after everything else: it tells whether the machine was quiet meanwhile.
  const stages = [await encodeOnly(encoder, bytes), await decodeAndEncode(encoder, bytes)];
  for (const open of benchDatabases()) stages.push(await wholePipeline(encoder, files, await open()));
  stages.push({ ...(await encodeOnly(encoder, bytes)), stage: 'encoder alone, again' });
  await encoder.close();
  return stages;
}

async function measure(stage: string, photos: number, work: () => Promise<unknown>): Promise<Measured> {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - startedAt) / 1000;
  return { stage, perSecond: photos / seconds, cpuMs: (user + system) / 1000 / photos };
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
  const embedded = await countEmbeddings(db, model);
  if (embedded !== files.length) throw new Error(`${embedded} of ${files.length} photos have a vector.`);
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
