// Opens the catalogue for a command that works on what is embedded under the active model, and closes it again.
import type { Queryable } from '../../catalog/database/database.ts';
import { activeModel } from '../../catalog/photos/models.ts';
import { openMigrated } from '../start/open-migrated.ts';
import { nothingEmbedded } from './results.ts';
import { type CommandContext, CommandFailed } from './run-command.ts';

/** Throws CommandFailed where nothing is embedded yet. */
export async function withActiveCatalogue(
  { config }: CommandContext,
  work: (catalogue: { db: Queryable; model: string }) => Promise<void>,
): Promise<void> {
  const database = await openMigrated(config);
  try {
    const model = await activeModel(database.pool);
    if (!model) throw new CommandFailed(nothingEmbedded);
    await work({ db: database.pool, model: model.id });
  } finally {
    await database.close();
  }
}
