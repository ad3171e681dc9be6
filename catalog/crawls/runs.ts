// Runs: one scrape of one shop each, with its counts and its outcome.
import type { Queryable } from '../database/database.ts';
import { type Run, type RunOutcome, runColumns, type StartableMode } from './run-rows.ts';

export { type RunChange, type RunChangeKind, runChanges } from './run-changes.ts';
export { cancelRun, confirmRun, pauseRun, RunStateError, resumeRun } from './run-control.ts';
export { type RunOrders, saveRunProgress } from './run-counts.ts';
export type { Run, RunCounts, RunOutcome, StartableMode } from './run-rows.ts';

/**
 * Starts a run, or answers with the one that the shop has unfinished: however many ask at once, they get the same.
 */
export async function startRun(
  db: Queryable,
  run: { shopId: number; mode: StartableMode; startedBy: string },
): Promise<{ run: Run; isNew: boolean }> {
  // The unfinished run may end between the two statements, and another begin.
  for (let attempt = 0; attempt < 5; attempt++) {
    const { rows } = await db.query<Run>(
      `
      insert into runs (shop_id, mode, started_by)
      values ($1, $2, $3)
      on conflict (shop_id) where finished_at is null do nothing
      returning ${runColumns}`,
      [run.shopId, run.mode, run.startedBy],
    );
    if (rows[0]) return { run: rows[0], isNew: true };
    const unfinished = await unfinishedRunOf(db, run.shopId);
    if (unfinished) return { run: unfinished, isNew: false };
  }
  throw new Error(`The runs of shop ${run.shopId} begin and end faster than one more could be started.`);
}

export async function getRun(db: Queryable, id: number): Promise<Run | null> {
  const { rows } = await db.query<Run>(`select ${runColumns} from runs where id = $1`, [id]);
  return rows[0] ?? null;
}

/** Newest first. */
export async function listRuns(
  db: Queryable,
  options: { limit: number; shopId?: number | undefined },
): Promise<Run[]> {
  const { rows } = await db.query<Run>(
    `
    select ${runColumns}
    from runs
    where $2::bigint is null or shop_id = $2::bigint
    order by id desc
    limit $1`,
    [options.limit, options.shopId ?? null],
  );
  return rows;
}

/** Runs to go on with after a kill, oldest first: unfinished, and not paused. */
export async function unfinishedRuns(db: Queryable): Promise<Run[]> {
  const { rows } = await db.query<Run>(
    `select ${runColumns} from runs where finished_at is null and paused_at is null order by id`,
  );
  return rows;
}

/** A door (a platform's product list) was read to its end in this run. */
export async function isDoorDone(db: Queryable, runId: number): Promise<boolean> {
  const { rows } = await db.query<{ done: boolean }>('select door_done as done from runs where id = $1', [
    runId,
  ]);
  return rows[0]?.done ?? false;
}

/** What a run that goes on is waiting for, or null: shown until its end says why it ended. */
export async function noteOnRun(db: Queryable, runId: number, note: string | null): Promise<void> {
  await db.query('update runs set reason = $2 where id = $1 and finished_at is null', [runId, note]);
}

/** Ends a run; a run that has ended keeps its first outcome. */
export async function finishRun(
  db: Queryable,
  runId: number,
  end: { outcome: RunOutcome; reason: string | null },
): Promise<void> {
  await db.query(
    `
    update runs
    set finished_at = now(), outcome = $2, reason = $3, paused_at = null
    where id = $1 and finished_at is null`,
    [runId, end.outcome, end.reason],
  );
}

async function unfinishedRunOf(db: Queryable, shopId: number): Promise<Run | null> {
  const { rows } = await db.query<Run>(
    `select ${runColumns} from runs where shop_id = $1 and finished_at is null`,
    [shopId],
  );
  return rows[0] ?? null;
}
