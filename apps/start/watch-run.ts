// Shows a run as progress, read from the catalog, so that a resumed or shared run shows right.
import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '../../catalog/database.ts';
import { countPages } from '../../catalog/frontier.ts';
import { getRun, type Run } from '../../catalog/runs.ts';
import type { Progress } from './progress.ts';

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
    const run = await getRun(db, runId);
    const pages = await countPages(db, runId);
    if (!run) throw new Error(`Run ${runId} is not in the catalogue; list the runs with \`lookalike runs\`.`);
    bar.update(pages.done, pages.total);
    if (run.finishedAt) {
      bar.finish();
      return run;
    }
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined); // an abort ends the loop
  }
  return null;
}
