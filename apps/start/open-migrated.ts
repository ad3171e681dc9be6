// The database with every migration applied: all that commands without a queue or an encoder need.
import { type Database, openDatabase } from '../../catalog/database/database.ts';
import { migrate } from '../../catalog/database/migrate.ts';
import type { Config } from '../config.ts';

/** @throws {Error} in one sentence, when it can't be opened or migrated; it is closed again */
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
