// A process to be killed: imports photos once, switches to a second model slowly, and tells how far it is.
import { loadConfig } from '../../../apps/config.ts';
import { beginSwitch } from '../../../apps/models/start-switch.ts';
import { createEncoderShelf } from '../../../apps/start/encoder-shelf.ts';
import { loadModel } from '../../../apps/start/load-model.ts';
import { openDatabase } from '../../../catalog/database/database.ts';
import { migrate } from '../../../catalog/database/migrate.ts';
import { countEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { switchById } from '../../../catalog/photos/model-switches.ts';
import { activateModel, activeModel, registerModel } from '../../../catalog/photos/models.ts';
import { type Encoder, loadEncoder } from '../../../clip/encoder.ts';
import { readLocalModel } from '../../../clip/local-model.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { importProducts } from '../../../workers/import-products.ts';
import { openImportSource } from '../../../workers/import-source.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { openQueues } from '../../../workers/queues.ts';
import { startWorkers } from '../../../workers/start-workers.ts';
import { waitUntilEmbedded } from '../workers/wait-until-embedded.ts';

/** What the test passes as the only argument, as JSON. */
export interface SwitchTask {
  dataDir: string;
  databaseUrl?: string;
  queueUrl?: string;
  /** Imported first; null when that was done. */
  images: string | null;
  /** Of the second model. */
  folder: string;
  activates: boolean;
}

/** One line of JSON each. */
export interface SwitchLine {
  active: string | undefined;
  storedAtStart: number;
  /** Photos that went through the second model in this process. */
  encoded: number;
  done: number;
  checked: boolean;
}

const task: SwitchTask = JSON.parse(process.argv[2] ?? '{}');
const database = await openDatabase({ databaseUrl: task.databaseUrl, dataDir: task.dataDir });
const { pool: db } = database;
await migrate(db);
const queues = await openQueues({ queueUrl: task.queueUrl, database });
const config = loadConfig({ DATA_DIR: task.dataDir });
const local = await readLocalModel(task.folder);
await registerModel(db, { id: 'starter', dimension: local.dimension });
await registerModel(db, { id: 'second', dimension: local.dimension }, { local, indexLater: true });
if (!(await activeModel(db))) await activateModel(db, 'starter');

let encoded = 0;
const load = async (id: string): Promise<Encoder> => {
  const encoder = await loadModel(id, { config, db, parts: ['vision'] });
  if (id !== 'second') return encoder;
  return {
    ...encoder,
    embedPixels: async (batch) => {
      const vectors = await encoder.embedPixels(batch);
      // Slow enough for the test to hit the middle of it.
      await new Promise((resolve) => setTimeout(resolve, 150));
      encoded += batch.length;
      return vectors;
    },
  };
};
const starter = await loadEncoder(starterFolder, { modelId: 'starter', parts: ['vision'] });
const encoders = createEncoderShelf(load, starter);
const storedAtStart = await countEmbeddings(db, 'second');
const workers = await startWorkers({
  database,
  queues,
  encoder: starter,
  openEncoder: (id) => encoders.take(id),
  fetcherOptions: { retries: 0 },
  logger: silentLogger,
});
if (task.images) {
  const source = await openImportSource(task.images, { cwd: '/' });
  await importProducts({ db, queues, model: 'starter', source });
  await waitUntilEmbedded(db, 'starter');
}
const { id } = await beginSwitch(
  db,
  { id: 'second', dimension: local.dimension, variant: { dtype: 'fp32', preparation: 1 }, local },
  { photosFrom: 'shop', activates: task.activates },
);
for (;;) {
  const now = await switchById(db, id);
  const line: SwitchLine = {
    active: (await activeModel(db))?.id,
    storedAtStart,
    encoded,
    done: await countEmbeddings(db, 'second'),
    checked: now?.checkedAt !== null,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (now?.outcome === 'switched') break;
  await new Promise((resolve) => setTimeout(resolve, 50));
}
await workers.close();
await queues.close();
await encoders.close();
await database.close();
