// How far embedding has come, computed from the catalog; the queue's counters would miss what isn't queued yet.
import type { Queryable } from '../catalog/database/database.ts';
import { countPhotos } from '../catalog/photos/photos.ts';

export interface EmbedProgress {
  /** Photos with a vector under the model. */
  done: number;
  /** Photos that have one or should: `done` plus what is missing. */
  total: number;
  /** Photos that can never be embedded; not part of `total`. */
  failed: number;
}

export async function embedProgress(db: Queryable, model: string): Promise<EmbedProgress> {
  const { embedded, missing, failed } = await countPhotos(db, model);
  return { done: embedded, total: embedded + missing, failed };
}
