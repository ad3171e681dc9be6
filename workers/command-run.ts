// What an operator does to a run: in the catalog, where its worker looks every second, and in the queue.

import { cancelRun, confirmRun, pauseRun, type Run, resumeRun } from '../catalog/crawls/runs.ts';
import type { Queryable } from '../catalog/database/database.ts';
import type { Queues } from './queues.ts';
import { enqueueRun } from './start-run.ts';

export const runCommands = ['pause', 'resume', 'cancel', 'confirm'] as const;
export type RunCommand = (typeof runCommands)[number];

const change: Record<RunCommand, (db: Queryable, id: number) => Promise<Run>> = {
  pause: pauseRun,
  resume: resumeRun,
  cancel: cancelRun,
  confirm: confirmRun,
};

/** @throws RunStateError when the run is in no state for it */
export async function commandRun(
  queues: Pick<Queues, 'crawl'>,
  db: Queryable,
  id: number,
  command: RunCommand,
): Promise<Run> {
  const run = await change[command](db, id);
  // A run that is being cancelled may have lost its job too: whoever takes it ends it.
  if (run.finishedAt === null && run.pausedAt === null) await enqueueRun(queues, id);
  return run;
}
