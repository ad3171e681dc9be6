// Registers a model that is to be switched to, and sets the switch going.
import type { Queryable } from '../../catalog/database/database.ts';
import { type ModelSwitch, startSwitch } from '../../catalog/photos/model-switches.ts';
import { registerModel } from '../../catalog/photos/models.ts';
import type { WantedModel } from './wanted-model.ts';

/** Workers take it from here. @throws SwitchConflict */
export async function beginSwitch(
  db: Queryable,
  { id, dimension, variant, local }: WantedModel,
  options: Pick<ModelSwitch, 'photosFrom' | 'activates'>,
): Promise<ModelSwitch> {
  // The index of many vectors is built in a fraction of the time when they are all there.
  await registerModel(db, { id, dimension }, { variant, local, indexLater: true });
  return startSwitch(db, { model: id, ...options });
}
