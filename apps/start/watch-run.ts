// Shows a run as progress, read from the catalog, so that a resumed or shared run shows right.
import { setTimeout } from 'node:timers/promises';
import { countPages } from '../../catalog/crawls/frontier.ts';
import { getRun, type Run } from '../../catalog/crawls/runs.ts';
import type { Queryable } from '../../catalog/database/database.ts';
import { bytesText } from './amounts.ts';
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
  let wasPaused = false;
  let note: string | null = null;
  while (!signal.aborted) {
    const run = await getRun(db, runId);
    const pages = await countPages(db, runId);
    if (!run) throw new Error(`Run ${runId} is not in the catalogue; list the runs with \`lookalike runs\`.`);
    bar.update(pages.done, pages.total, detailOf(run));
    if (run.finishedAt) {
      bar.finish();
      return run;
    }
    const isPaused = run.pausedAt !== null;
    if (isPaused && !wasPaused)
      progress.say(`Run ${runId} was paused; \`lookalike runs resume ${runId}\` lets it go on.`);
    wasPaused = isPaused;
    if (run.reason !== null && run.reason !== note) progress.say(`${run.reason}.`);
    note = run.reason;
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined); // an abort ends the loop
  }
  return null;
}

function detailOf({ counts, bytes }: Run): string {
  const failed = counts.failed === 0 ? [] : [`${counts.failed} failed`];
  return [`${counts.products} products`, bytesText(bytes), ...failed].join(', ');
}
