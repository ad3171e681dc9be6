// Embeds real photos into the catalogue that is being searched, as `npm start` does: workers, API and encoder in one process.
import { setTimeout } from 'node:timers/promises';
import { countEmbeddings } from '../../../catalog/photos/embeddings.ts';
import type { Encoder } from '../../../clip/encoder.ts';
import { importProducts } from '../../../workers/import-products.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { openQueues } from '../../../workers/queues.ts';
import { startWorkers } from '../../../workers/start-workers.ts';
import type { BenchDatabase } from '../bench-databases.ts';
import { benchPhotos } from '../bench-photos.ts';

export interface Embedding {
  /** What has been embedded is left in the catalogue, what has not is left to nobody. @returns photos a second */
  stop(): Promise<number>;
}

// The encoder's other half is loaded first.
const firstPhotoWithinMs = 60_000;

/** Returns once the first photos have been embedded. @param encoder under the name of the catalogue's model */
export async function embedMeanwhile(
  { database, queueUrl }: Pick<BenchDatabase, 'database' | 'queueUrl'>,
  { encoder, photos }: { encoder: Encoder; photos: number },
): Promise<Embedding> {
  const db = database.pool;
  const { files } = await benchPhotos(photos);
  const queues = await openQueues({ queueUrl, database });
  const source = {
    name: 'bench',
    folder: '/',
    async *rows() {
      for (const [i, image] of files.entries())
        yield { line: i + 1, row: { id: `new ${i}`, title: `New photo ${i}`, image } };
    },
  };
  await importProducts({ db, queues, model: encoder.modelId, source });
  const count = () => countEmbeddings(db, encoder.modelId);
  const before = await count();
  const workers = await startWorkers({ database, queues, encoder, fetcherOptions: {}, logger: silentLogger });
  const signal = AbortSignal.timeout(firstPhotoWithinMs);
  let first = before;
  for (; first === before; first = await count()) await setTimeout(50, null, { signal });
  const startedAt = performance.now();
  return {
    async stop() {
      const embedded = (await count()) - first;
      const seconds = (performance.now() - startedAt) / 1000;
      await workers.close();
      await queues.close();
      return embedded / seconds;
    },
  };
}
