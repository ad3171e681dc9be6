// Removes a model's vectors, unless somebody still needs them.
import type { Queryable } from '../../catalog/database/database.ts';
import { openSwitch, SwitchConflict } from '../../catalog/photos/model-switches.ts';
import { activeModel, removeModel } from '../../catalog/photos/models.ts';
import { listProcesses } from '../../catalog/photos/serving-processes.ts';

/** @throws SwitchConflict saying who needs them; UnknownModel */
export async function removeVectors(db: Queryable, id: string): Promise<void> {
  const [active, open, processes] = await Promise.all([activeModel(db), openSwitch(db), listProcesses(db)]);
  if (active?.id === id) throw new SwitchConflict(`${id} answers the searches; switch to another first.`);
  if (open?.model === id) throw new SwitchConflict(`A switch to ${id} is under way; abandon it first.`);
  const user = processes.find(({ holds }) => holds.includes(id));
  if (user)
    throw new SwitchConflict(`${user.name} still has searches under ${id}; try again in half a minute.`);
  await removeModel(db, id);
}
