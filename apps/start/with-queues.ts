// Database and queues without an encoder: all that commands need which look at runs, steer or schedule them.
import type { Queryable } from '../../catalog/database/database.ts';
import { openQueues, type Queues } from '../../workers/queues.ts';
import type { Config } from '../config.ts';
import { createFileLogger } from './logger.ts';
import { openMigrated } from './open-migrated.ts';

/** Opens them for `work`, and closes them after it. */
export async function withQueues<T>(
  config: Config,
  work: (parts: { db: Queryable; queues: Queues }) => Promise<T>,
): Promise<T> {
  const database = await openMigrated(config);
  try {
    const queues = await openQueues({
      queueUrl: config.queueUrl,
      database,
      logger: createFileLogger(config),
    });
    try {
      return await work({ db: database.pool, queues });
    } finally {
      await queues.close();
    }
  } finally {
    await database.close();
  }
}
