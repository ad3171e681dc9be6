// Keeps the lists of related products true while the catalogue changes, once somebody has had them made.
import type { Queryable } from '../../catalog/database/database.ts';
import { activeModel } from '../../catalog/photos/models.ts';
import { countMissing } from '../../catalog/photos/photos.ts';
import { countComparable } from '../../catalog/related/comparable-photos.ts';
import { keptTop } from '../../catalog/related/related-lists.ts';
import { type Refreshed, refreshRelated } from './refresh-related.ts';

// While a shop is being read for the first time, its products would get into each other's lists again and again.
const mostMissing = 0.1;

/** Under the active model, also when it is another one than before. */
export async function keepRelated({
  db,
  signal,
}: {
  db: Queryable;
  signal: AbortSignal;
}): Promise<Refreshed> {
  const nothing = { made: 0, dropped: 0 };
  const [top, active] = [await keptTop(db), await activeModel(db)];
  if (top === null || !active) return nothing;
  const model = active.id;
  if ((await countMissing(db, model)) > mostMissing * (await countComparable(db, model))) return nothing;
  return refreshRelated({ db, model, top, signal }).catch((error: unknown) => {
    if (signal.aborted) return nothing; // the next process goes on
    throw error;
  });
}
