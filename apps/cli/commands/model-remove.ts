// `lookalike model remove ID`: removes the vectors of a model that nobody needs any more.
import { modelSize } from '../../../catalog/photos/model-sizes.ts';
import { listModels } from '../../../catalog/photos/models.ts';
import { removeVectors } from '../../models/remove-vectors.ts';
import { bytesText } from '../../start/amounts.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function modelRemove(
  { config, print }: CommandContext,
  id: string,
  options: { yes?: boolean },
): Promise<void> {
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    if (!(await listModels(db)).some((model) => model.id === id))
      throw new CommandFailed(`There are no vectors of ${id}.`);
    const { vectors, bytes } = await modelSize(db, id);
    if (!options.yes)
      throw new CommandFailed(
        `${id} has ${vectors} vectors (${bytesText(bytes)}), and making them again takes as long as the first time: say --yes to remove them.`,
      );
    await removeVectors(db, id);
    print(`Removed ${vectors} vectors of ${id}: ${bytesText(bytes)}.`);
  } finally {
    await database.close();
  }
}
