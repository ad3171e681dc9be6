// Waits for the workers to embed every photo.
import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '../../../catalog/database/database.ts';
import { type EmbedProgress, embedProgress } from '../../../workers/embed-progress.ts';

const lookEveryMs = 50;

/** @returns the last progress: nothing is missing any more */
export async function waitUntilEmbedded(
  db: Queryable,
  model: string,
  onProgress: (progress: EmbedProgress) => void = () => {},
): Promise<EmbedProgress> {
  for (;;) {
    const progress = await embedProgress(db, model);
    onProgress(progress);
    if (progress.done === progress.total) return progress;
    await setTimeout(lookEveryMs);
  }
}
