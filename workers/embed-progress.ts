// How far embedding has come, computed from the catalog; the queue's counters would miss what isn't queued yet.
import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '../catalog/database.ts';
import { countEmbeddings } from '../catalog/embeddings.ts';
import { countMissing, photoFailures } from '../catalog/photos.ts';

export interface EmbedProgress {
  /** Photos with a vector under the model. */
  done: number;
  /** Photos that have one or should: `done` plus what is missing. */
  total: number;
  /** Photos that can never be embedded; not part of `total`. */
  failed: number;
}

// Counting failures needs their list; beyond this many the bar says no more than "at least".
const mostFailures = 100_000;

export async function embedProgress(db: Queryable, model: string): Promise<EmbedProgress> {
  // One after the other: counted before `missing`, a photo finished in between is at worst counted in neither.
  const done = await countEmbeddings(db, model);
  const missing = await countMissing(db, model);
  const failures = await photoFailures(db, { limit: mostFailures });
  return { done, total: done + missing, failed: failures.length };
}

/**
 * Waits until no photo is missing under the model.
 * @returns the last progress; with photos still missing when `signal` was aborted
 */
export async function waitUntilEmbedded(
  db: Queryable,
  model: string,
  options: { onProgress?: (progress: EmbedProgress) => void; everyMs?: number; signal?: AbortSignal } = {},
): Promise<EmbedProgress> {
  for (;;) {
    const progress = await embedProgress(db, model);
    options.onProgress?.(progress);
    if (progress.done === progress.total || options.signal?.aborted) return progress;
    await setTimeout(options.everyMs ?? 500);
  }
}
