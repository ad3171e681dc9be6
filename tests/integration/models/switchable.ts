// A service whose model can be switched: imported photos under the starter, a second model in a folder, API and workers.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../apps/config.ts';
import { modelFilesIn } from '../../../apps/models/model-files.ts';
import { createEncoderShelf, type EncoderShelf } from '../../../apps/start/encoder-shelf.ts';
import { followModel, type ModelFollower } from '../../../apps/start/follow-model.ts';
import { loadModel } from '../../../apps/start/load-model.ts';
import { activateModel, activeModel, registerModel } from '../../../catalog/photos/models.ts';
import { loadEncoder } from '../../../clip/encoder.ts';
import { readLocalModel } from '../../../clip/local-model.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { importProducts } from '../../../workers/import-products.ts';
import { openImportSource } from '../../../workers/import-source.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { openQueues, type Queues } from '../../../workers/queues.ts';
import { startWorkers, type Workers } from '../../../workers/start-workers.ts';
import { recordingLogger, startTestApi, type TestApi } from '../api/test-api.ts';
import { makeSecondModel } from '../second-model.ts';
import { createTestDatabase, type TestDatabase, testQueueUrl } from '../test-database.ts';
import { colouredPhoto } from '../workers/tiny-shop.ts';
import { waitUntilEmbedded } from '../workers/wait-until-embedded.ts';

export interface Switchable {
  database: TestDatabase;
  queues: Queues;
  encoders: EncoderShelf;
  /** Folder of the second model, registered as `second`. */
  secondFolder: string;
  workers: Workers;
  /** Adds photos to the catalogue; `first` numbers them. */
  addPhotos(first: number, count: number): Promise<void>;
  /** A process that answers, with encoders of its own when it should load them itself. */
  serve(name: string, encoders?: EncoderShelf): Promise<TestApi & { models: ModelFollower }>;
  close(): Promise<void>;
}

export const photoCount = 16;

export async function openSwitchable(): Promise<Switchable> {
  const folder = await mkdtemp(join(tmpdir(), 'lookalike-switch-'));
  const database = await createTestDatabase();
  const { pool: db } = database;
  const queues = await openQueues({ queueUrl: testQueueUrl(), database });
  const config = loadConfig({ DATA_DIR: folder });
  const parts: ['text', 'vision'] = ['text', 'vision'];
  const starter = await loadEncoder(starterFolder, { modelId: 'starter', parts });
  const encoders = createEncoderShelf((id) => loadModel(id, { config, db, parts }), starter);
  await registerModel(db, { id: 'starter', dimension: starter.dimension });
  await activateModel(db, 'starter');
  const secondFolder = await makeSecondModel(join(folder, 'second'));
  const local = await readLocalModel(secondFolder);
  await registerModel(db, { id: 'second', dimension: local.dimension }, { local, indexLater: true });
  const workers = await startWorkers({
    database,
    queues,
    encoder: starter,
    openEncoder: (id) => encoders.take(id),
    fetcherOptions: { retries: 0 },
    logger: silentLogger,
  });

  async function addPhotos(first: number, count: number): Promise<void> {
    const images = join(folder, `images-${first}`);
    await mkdir(images);
    for (let i = first; i < first + count; i += 1)
      await writeFile(join(images, `photo-${i}.jpg`), await colouredPhoto(i * 9));
    await importProducts({
      db,
      queues,
      model: 'starter',
      source: await openImportSource(images, { cwd: '/' }),
    });
  }
  await addPhotos(0, photoCount);
  await waitUntilEmbedded(db, 'starter');

  const closers: (() => Promise<void>)[] = [];
  return {
    database,
    queues,
    encoders,
    secondFolder,
    workers,
    addPhotos,
    async serve(name, own = encoders) {
      const models = await followModel({
        db,
        encoders: own,
        modelId: (await activeModel(db))?.id ?? 'starter',
        processName: name,
        logger: silentLogger,
        lookEveryMs: 100,
        graceMs: 1_000,
      });
      const api = await startTestApi({
        db,
        encoder: models.inUse(),
        models,
        modelFiles: modelFilesIn(config.modelDir),
        logger: recordingLogger(),
        // Measuring a model takes a while on a machine that is busy with other tests.
        answerWithinMs: 60_000,
      });
      closers.push(async () => {
        await api.close();
        await models.close();
      });
      return { ...api, models };
    },
    async close() {
      for (const close of closers) await close();
      await workers.close();
      await queues.close();
      await encoders.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
