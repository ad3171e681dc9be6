// Opens what every long-running command needs: the database with its migrations, then queues and encoder.
import type { Logger } from 'pino';
import type { Database } from '../../catalog/database/database.ts';
import type { Encoder, EncoderPart } from '../../clip/encoder.ts';
import { openQueues, type Queues } from '../../workers/queues.ts';
import type { Config } from '../config.ts';
import { createEncoderShelf, type EncoderShelf } from './encoder-shelf.ts';
import { loadModel } from './load-model.ts';
import { openEncoder } from './open-encoder.ts';
import { openMigrated } from './open-migrated.ts';
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
 * @param options.database being opened already; closed with the other parts, and when one of them can't be opened
 * @throws {Error} in one sentence, when a part can't be opened; what was open is closed again
 */
export async function openParts(options: {
  config: Config;
  progress: Progress;
  logger: Logger;
  towers: EncoderPart[];
  database?: Promise<Database> | undefined;
}): Promise<Parts> {
  const { config, progress, logger } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closePart of closers.splice(0).reverse()) await closePart();
  };
  try {
    const database = await (options.database ?? openMigrated(config));
    closers.push(() => database.close());
    // Side by side: the queues wait for the database, while the encoder keeps this thread busy.
    const [queuesOpened, encoderOpened] = await Promise.allSettled([
      openQueues({ queueUrl: config.queueUrl, database, logger }),
      openEncoder({ config, db: database.pool, progress, parts: options.towers }),
    ]);
    if (queuesOpened.status === 'fulfilled') closers.push(() => queuesOpened.value.close());
    else if (encoderOpened.status === 'fulfilled') closers.push(() => encoderOpened.value.encoder.close());
    if (queuesOpened.status === 'rejected') throw queuesOpened.reason;
    if (encoderOpened.status === 'rejected') throw encoderOpened.reason;
    const queues = queuesOpened.value;
    const { encoder, notices } = encoderOpened.value;
    const load = (id: string) => loadModel(id, { config, db: database.pool, parts: options.towers });
    const encoders = createEncoderShelf(load, encoder);
    closers.push(() => encoders.close());
    return { database, queues, encoder, encoders, notices, close };
  } catch (error) {
    await close();
    throw error;
  }
}
