// What operators do to a run: pause it, resume it, cancel it, confirm that its missing products are gone.
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { markGone } from '../products/gone.ts';
import { settleRunCounts } from './run-counts.ts';
import { type Run, runColumns } from './run-rows.ts';

/** The run is in no state for that; the message says in one sentence why. */
export class RunStateError extends Error {
  override name = 'RunStateError';
}

// A worker shows a sign of life every second. After this long without one nobody works at the run: its process was
// killed, or no worker has been started since.
const deadAfterSeconds = 30;

/**
 * Pages in flight are finished; then the run rests, over restarts too, until it is resumed.
 *
 * @throws RunStateError
 */
export async function pauseRun(db: Queryable, id: number): Promise<Run> {
  return change(db, id, {
    set: 'paused_at = now()',
    where: 'paused_at is null and cancel_requested_at is null',
    otherwise: (run) => `Run ${id} is ${run.pausedAt ? 'paused already' : 'being cancelled'}.`,
  });
}

/** @throws RunStateError */
export async function resumeRun(db: Queryable, id: number): Promise<Run> {
  return change(db, id, {
    set: 'paused_at = null',
    where: 'paused_at is not null',
    otherwise: () => `Run ${id} is not paused, so there is nothing to resume.`,
  });
}

/**
 * Ends the run at once when it is paused or nobody works at it; otherwise its worker ends it after the pages in
 * flight. What it has read stays.
 *
 * @throws RunStateError
 */
export async function cancelRun(db: Queryable, id: number): Promise<Run> {
  const idle = `(paused_at is not null or worked_at is null or worked_at < now() - interval '${deadAfterSeconds} s')`;
  const run = await change(db, id, {
    set: `
      cancel_requested_at = coalesce(cancel_requested_at, now()), paused_at = null,
      finished_at = case when ${idle} then now() end,
      outcome = case when ${idle} then 'cancelled' end,
      reason = case when ${idle} then 'cancelled by an operator' end`,
    where: 'true',
    otherwise: () => `Run ${id} can't be cancelled.`,
  });
  if (!run.finishedAt) return run;
  await settleRunCounts(db, id);
  return (await getRunRow(db, id)) ?? run;
}

/**
 * Says that the products a suspicious run did not find are gone indeed.
 *
 * @throws RunStateError when the run is not suspicious, or the shop has had another run since
 */
export async function confirmRun(db: Queryable, id: number): Promise<Run> {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<Run & { isNewest: boolean }>(
      `
      select ${runColumns},
        not exists (select from runs as later where later.shop_id = runs.shop_id and later.id > runs.id) as "isNewest"
      from runs
      where id = $1
      for update`,
      [id],
    );
    const [run] = rows;
    if (!run) throw new RunStateError(`There is no run ${id}.`);
    if (run.outcome !== 'suspicious') {
      throw new RunStateError(
        `Run ${id} is not suspicious (${stateOf(run)}), so there is nothing to confirm.`,
      );
    }
    if (!run.isNewest) {
      throw new RunStateError(`The shop of run ${id} has had another run since; look at that one instead.`);
    }
    const gone = await markGone(client, run);
    const confirmed = await client.query<Run>(
      `
      update runs
      set outcome = 'done', gone = $2, reason = 'confirmed by an operator'
      where id = $1
      returning ${runColumns}`,
      [id, gone],
    );
    return confirmed.rows[0] ?? run;
  });
}

async function change(
  db: Queryable,
  id: number,
  what: { set: string; where: string; otherwise: (run: Run) => string },
): Promise<Run> {
  const { rows } = await db.query<Run>(
    `update runs set ${what.set} where id = $1 and finished_at is null and ${what.where} returning ${runColumns}`,
    [id],
  );
  if (rows[0]) return rows[0];
  const run = await getRunRow(db, id);
  if (!run) throw new RunStateError(`There is no run ${id}.`);
  throw new RunStateError(run.finishedAt ? `Run ${id} has ended (${stateOf(run)}).` : what.otherwise(run));
}

async function getRunRow(db: Queryable, id: number): Promise<Run | null> {
  const { rows } = await db.query<Run>(`select ${runColumns} from runs where id = $1`, [id]);
  return rows[0] ?? null;
}

function stateOf(run: Run): string {
  return run.outcome ?? (run.pausedAt ? 'paused' : 'going on');
}
