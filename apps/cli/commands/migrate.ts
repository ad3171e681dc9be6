// `lookalike migrate`: brings the database up to date and says what was applied.
import { openDatabase } from '../../../catalog/database/database.ts';
import { migrate as applyMigrations } from '../../../catalog/database/migrate.ts';
import type { CommandContext } from '../run-command.ts';

export async function migrate({ config, print }: CommandContext): Promise<void> {
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
  try {
    const applied = await applyMigrations(database.pool);
    print(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
  } finally {
    await database.close();
  }
}
