// Shows a run and the embedding of its photos as progress, read from the catalog, so that a resumed or shared
// run shows right.
import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '../../catalog/database.ts';
import { remaining } from '../../catalog/frontier.ts';
import { getRun, type Run } from '../../catalog/runs.ts';
import { embedProgress } from '../../workers/embed-progress.ts';
import type { Progress } from '../cli/progress.ts';

const lookEveryMs = 250;

export interface Watched {
  db: Queryable;
  progress: Progress;
  signal: AbortSignal;
}

/** Shows the run until it ends, and answers with its last state; null when the signal came first. */
export async function watchRun({ db, progress, signal }: Watched, runId: number): Promise<Run | null> {
  const bar = progress.start('Reading the shop', 'pages');
  while (!signal.aborted) {
    const [run, waiting] = await Promise.all([getRun(db, runId), remaining(db, runId)]);
    if (!run) throw new Error(`Run ${runId} is not in the catalogue; list the runs with \`lookalike runs\`.`);
    const done = run.counts.pages + run.counts.unchanged;
    bar.update(done, done + waiting);
    if (run.finishedAt) {
      bar.finish();
      return run;
    }
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined); // an abort ends the loop
  }
  return null;
}

/** Shows the embedding of photos until none is missing under the model; false when the signal came first. */
export async function watchEmbedding({ db, progress, signal }: Watched, model: string): Promise<boolean> {
  const bar = progress.start('Embedding the photos', 'photos');
  while (!signal.aborted) {
    const { done, total, failed } = await embedProgress(db, model);
    bar.update(done + failed, total);
    if (done + failed >= total) {
      bar.finish();
      return true;
    }
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined); // an abort ends the loop
  }
  return false;
}
