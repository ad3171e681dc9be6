// Opens what every long-running command needs, in order: database, migrations, queues, encoder.
import type { Logger } from 'pino';
import { type Database, openDatabase } from '../../catalog/database/database.ts';
import { migrate } from '../../catalog/database/migrate.ts';
import type { Encoder, EncoderPart } from '../../clip/encoder.ts';
import { openQueues, type Queues } from '../../workers/queues.ts';
import type { Config } from '../config.ts';
import { createEncoderShelf, type EncoderShelf } from './encoder-shelf.ts';
import { loadModel } from './load-model.ts';
import { openEncoder } from './open-encoder.ts';
import type { Progress } from './progress.ts';

/** The open parts; whoever opened them closes them. */
export interface Parts {
  readonly database: Database;
  readonly queues: Queues;
  /** Of the model that was active at the start. */
  readonly encoder: Encoder;
  /** This one and, while the model is switched, others. */
  readonly encoders: EncoderShelf;
  /** Lines the operator should see. */
  readonly notices: readonly string[];
  /** Closes in the reverse order; safe to call twice. */
  close(): Promise<void>;
}

/**
 * @param options.towers which halves of the model to load
 * @throws {Error} in one sentence, when a part can't be opened; what was open is closed again
 */
export async function openParts(options: {
  config: Config;
  progress: Progress;
  logger: Logger;
  towers: EncoderPart[];
}): Promise<Parts> {
  const { config, progress, logger } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closePart of closers.splice(0).reverse()) await closePart();
  };
  try {
    const database = await openMigrated(config);
    closers.push(() => database.close());
    const queues = await openQueues({ queueUrl: config.queueUrl, database, logger });
    closers.push(() => queues.close());
    const { encoder, notices } = await openEncoder({
      config,
      db: database.pool,
      progress,
      parts: options.towers,
    });
    const load = (id: string) => loadModel(id, { config, db: database.pool, parts: options.towers });
    const encoders = createEncoderShelf(load, encoder);
    closers.push(() => encoders.close());
    return { database, queues, encoder, encoders, notices, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The database with every migration applied: all that commands without a queue or an encoder need. */
export async function openMigrated(config: Config): Promise<Database> {
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
  try {
    await migrate(database.pool);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
