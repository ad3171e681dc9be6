// Which model an argument means: an id, or a folder, which is registered under its own name.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Queryable } from '../../catalog/database/database.ts';
import { registerModel } from '../../catalog/photos/models.ts';
import { readLocalModel } from '../../clip/local-model.ts';
import { findWanted, type WantedModel } from '../models/start-switch.ts';
import { CommandFailed } from './run-command.ts';

/** @throws CommandFailed when it names nothing */
export async function modelByName(db: Queryable, name: string): Promise<WantedModel> {
  const known = await findWanted(db, name);
  if (known) return { id: known.id, dimension: known.dimension };
  if (!existsSync(join(name, 'config.json')))
    throw new CommandFailed(
      `There is no model "${name}", and no folder with one; see \`lookalike model list\`.`,
    );
  return registerFolder(db, name);
}

/** @param id default: the folder's name */
export async function registerFolder(db: Queryable, folder: string, id?: string): Promise<WantedModel> {
  const local = await readLocalModel(folder);
  const model = { id: id ?? basename(local.folder).toLowerCase(), dimension: local.dimension };
  await registerModel(db, model, { local, indexLater: true });
  return model;
}
