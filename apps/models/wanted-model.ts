// Which space of vectors a name means: of the registry, of a folder that is known, or another precision of such a folder.
import type { Queryable } from '../../catalog/database/database.ts';
import {
  type ListedModel,
  type LocalFolder,
  listModels,
  localFolder,
  type ModelVariant,
} from '../../catalog/photos/models.ts';
import { localDtypes, readLocalModel } from '../../clip/local-model.ts';
import { modelVariants } from '../../clip/models.ts';
import { preparationVersion, spaceId } from '../../clip/preparation.ts';

export interface WantedModel {
  /** Of the space. */
  id: string;
  dimension: number;
  variant: ModelVariant;
  /** Null: of the registry. */
  local: LocalFolder | null;
}

/** By its id, or by the name of the model, which means its vectors as this version prepares them. Null: there is none. */
export async function findWanted(db: Queryable, name: string): Promise<WantedModel | null> {
  return ofRegistry(name) ?? (await ofFolder(db, name));
}

function ofRegistry(name: string): WantedModel | null {
  for (const { spec, dtype } of modelVariants()) {
    const id = spaceId(spec.id, { dtype });
    if (name !== id && name !== spec.id) continue;
    return {
      id,
      dimension: spec.dimension,
      variant: { dtype, preparation: preparationVersion },
      local: null,
    };
  }
  return null;
}

async function ofFolder(db: Queryable, name: string): Promise<WantedModel | null> {
  const listed = await listModels(db);
  const exact = listed.find(({ id, preparation }) => id === name && preparation === preparationVersion);
  if (exact) return asStored(db, exact);
  for (const model of listed) {
    if (model.folder === null || model.dtype !== 'fp32') continue;
    for (const dtype of await localDtypes(model.folder)) {
      const id = spaceId(nameOf(model), { dtype });
      if (name !== id && name !== spaceId(nameOf(model), { dtype, preparation: 1 })) continue;
      const { dimension, folder, fingerprint } = await readLocalModel(model.folder, dtype);
      return {
        id,
        dimension,
        variant: { dtype, preparation: preparationVersion },
        local: { folder, fingerprint },
      };
    }
  }
  return null;
}

async function asStored(
  db: Queryable,
  { id, dimension, dtype, preparation }: ListedModel,
): Promise<WantedModel> {
  const local = await localFolder(db, id);
  return { id, dimension, variant: { dtype, preparation }, local };
}

/** Of the model, without the preparation. */
export function nameOf({ id, preparation }: Pick<ListedModel, 'id' | 'preparation'>): string {
  return preparation === 1 ? id : id.replace(`-p${preparation}`, '');
}
