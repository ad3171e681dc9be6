// Every model that there is to switch to: those of the registry, and folders of the operator's.
import type { Queryable } from '../../catalog/database/database.ts';
import { modelSize } from '../../catalog/photos/model-sizes.ts';
import { listModels } from '../../catalog/photos/models.ts';
import { modelFiles, models, offeredDtypes, withPrecision } from '../../clip/models.ts';
import type { ModelFiles } from './model-files.ts';

export interface KnownModel {
  id: string;
  title: string;
  /** Where its files come from. */
  source: 'shipped' | 'hub' | 'folder';
  /** Of a folder of the operator's. */
  folder: string | null;
  dimension: number;
  /** Null: nobody stated one. */
  licence: string | null;
  notes: string[];
  /** Of its files; null for a folder, which is not looked into. */
  fileBytes: number | null;
  onDisk: boolean;
  active: boolean;
  /** Photos with a vector under it. */
  vectors: number;
  /** What they take with their indexes. */
  vectorBytes: number;
}

/** The active one first, then those with vectors, then the registry's order. */
export async function knownModels(db: Queryable, files: ModelFiles): Promise<KnownModel[]> {
  const registered = await listModels(db);
  const sizes = new Map(
    await Promise.all(registered.map(async ({ id }) => [id, await modelSize(db, id)] as const)),
  );
  const state = (id: string) => {
    const { vectors = 0, bytes = 0 } = sizes.get(id) ?? {};
    const active = registered.some((model) => model.id === id && model.active);
    return { active, vectors, vectorBytes: bytes };
  };
  const ofRegistry = models.flatMap((model) =>
    offeredDtypes(model).map(async (dtype): Promise<KnownModel> => {
      const spec = withPrecision(model, dtype);
      return {
        id: spec.id,
        // What stands in brackets is the size of the full precision.
        title: spec.title.replace(/ \(.*\)$/, ''),
        source: spec.hub ? 'hub' : 'shipped',
        folder: null,
        dimension: spec.dimension,
        licence: spec.licence,
        notes: [...spec.notes],
        fileBytes: modelFiles(spec, dtype).reduce((sum, file) => sum + file.bytes, 0),
        onDisk: await files.isOnDisk(spec.id),
        ...state(spec.id),
      };
    }),
  );
  const local = registered
    .filter(({ folder }) => folder !== null)
    .map(
      ({ id, dimension, folder }): KnownModel => ({
        id,
        title: id,
        source: 'folder',
        folder,
        dimension,
        licence: null,
        notes: [],
        fileBytes: null,
        onDisk: true,
        ...state(id),
      }),
    );
  const rank = ({ active, vectors }: KnownModel) => (active ? 0 : vectors > 0 ? 1 : 2);
  return [...(await Promise.all(ofRegistry)), ...local].sort((a, b) => rank(a) - rank(b));
}
