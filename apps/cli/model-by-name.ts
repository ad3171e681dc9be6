// Which model an argument means: an id, at the precision the operator set, or a folder, registered under its own name.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Queryable } from '../../catalog/database/database.ts';
import { registerModel } from '../../catalog/photos/models.ts';
import { readLocalModel } from '../../clip/local-model.ts';
import { preparationVersion, spaceId } from '../../clip/preparation.ts';
import type { Config } from '../config.ts';
import { chooseDtype } from '../models/choose-dtype.ts';
import { findWanted, type WantedModel } from '../models/wanted-model.ts';
import { CommandFailed } from './run-command.ts';

/** @throws CommandFailed when it names nothing */
export async function modelByName(
  db: Queryable,
  name: string,
  { clipDtype }: Pick<Config, 'clipDtype'>,
): Promise<WantedModel> {
  const dtype = await chooseDtype(db, name, clipDtype);
  // A name that has a precision in it, or a model without that precision, is taken at its word.
  const known =
    (await findWanted(db, spaceId(name, { dtype, preparation: 1 }))) ?? (await findWanted(db, name));
  if (known) return known;
  if (!existsSync(join(name, 'config.json')))
    throw new CommandFailed(
      `There is no model "${name}", and no folder with one; see \`lookalike model list\`.`,
    );
  return registerFolder(db, name);
}

/** @param id default: the folder's name */
export async function registerFolder(db: Queryable, folder: string, id?: string): Promise<WantedModel> {
  const { dimension, ...found } = await readLocalModel(folder);
  const model = { id: spaceId(id ?? basename(found.folder).toLowerCase()), dimension };
  const local = { folder: found.folder, fingerprint: found.fingerprint };
  const variant = { dtype: 'fp32' as const, preparation: preparationVersion };
  await registerModel(db, model, { local, variant, indexLater: true });
  return { ...model, variant, local };
}
