// Registers a model that is to be switched to, and sets the switch going.
import type { Queryable } from '../../catalog/database/database.ts';
import { type ModelSwitch, startSwitch } from '../../catalog/photos/model-switches.ts';
import { listModels, registerModel } from '../../catalog/photos/models.ts';
import { models, offeredDtypes, withPrecision } from '../../clip/models.ts';

export interface WantedModel {
  id: string;
  dimension: number;
}

/** By its id, in the registry or among the folders that are known; null when there is none. */
export async function findWanted(db: Queryable, id: string): Promise<WantedModel | null> {
  const specs = models.flatMap((model) => offeredDtypes(model).map((dtype) => withPrecision(model, dtype)));
  return (
    specs.find((spec) => spec.id === id) ?? (await listModels(db)).find((model) => model.id === id) ?? null
  );
}

/** Workers take it from here. @throws SwitchConflict */
export async function beginSwitch(
  db: Queryable,
  { id, dimension }: WantedModel,
  options: Pick<ModelSwitch, 'photosFrom' | 'activates'>,
): Promise<ModelSwitch> {
  // The index of many vectors is built in a fraction of the time when they are all there.
  await registerModel(db, { id, dimension }, { indexLater: true });
  return startSwitch(db, { model: id, ...options });
}
