// `lookalike model add FOLDER`: makes a model of the operator's own known, so that it can be switched to.
import { findWanted } from '../../models/wanted-model.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { registerFolder } from '../model-by-name.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function modelAdd(
  { config, print }: CommandContext,
  folder: string,
  options: { id?: string },
): Promise<void> {
  const database = await openMigrated(config);
  try {
    if (options.id && (await findWanted(database.pool, options.id)))
      throw new CommandFailed(`There is a model ${options.id} already; give this one another --id.`);
    const { id, dimension } = await registerFolder(database.pool, folder, options.id);
    print(`${id} is known, with ${dimension} dimensions: \`lookalike model use ${id}\` switches to it.`);
  } finally {
    await database.close();
  }
}
