// Asks again for the pages of a run that failed for one reason: in the run itself while it goes on, else in a new one.
import type pg from 'pg';
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { entersRun } from './frontier.ts';
import { RunStateError } from './run-control.ts';
import { type Run, runColumns } from './run-rows.ts';

export interface Retry {
  /** The run that asks for them: the same, or a new one of mode `retry`. */
  run: Run;
  isNew: boolean;
  /** How many pages. */
  pages: number;
}

/**
 * One transaction: the pages wait in a run that is not over, or everything is as it was. A page keeps its reason until
 * it is asked again and counts as failed until then.
 *
 * @throws RunStateError
 */
export async function retryPages(
  db: Queryable,
  failed: { runId: number; reason: string },
  startedBy: string,
): Promise<Retry> {
  return inTransaction(db, async (client) => {
    const run = await lockRun(client, failed.runId);
    if (!run) throw new RunStateError(`There is no run ${failed.runId}.`);
    if (run.cancelRequestedAt && !run.finishedAt)
      throw new RunStateError(`Run ${run.id} is being cancelled; ask again when it has ended.`);
    const retry = run.finishedAt
      ? await retryInNewRun(client, run, { ...failed, startedBy })
      : { run, isNew: false, pages: await putBack(client, failed) };
    if (retry.pages > 0) return retry;
    throw new RunStateError(
      `No page of run ${run.id} waits to be asked again for the reason "${failed.reason}".`,
    );
  });
}

/**
 * Whether pages wait in a run whose frontier was empty a moment ago. Locks the run, so that none come any more before
 * the transaction ends.
 */
export async function hasMoreToAsk(client: Queryable, runId: number): Promise<boolean> {
  await client.query('select from runs where id = $1 for update', [runId]);
  const { rows } = await client.query<{ more: boolean }>(
    `select exists (select from pages where run_id = $1 and state = 'waiting') as more`,
    [runId],
  );
  return rows[0]?.more ?? false;
}

async function lockRun(client: pg.PoolClient, id: number): Promise<Run | null> {
  const { rows } = await client.query<Run>(`select ${runColumns} from runs where id = $1 for update`, [id]);
  return rows[0] ?? null;
}

const failedFor = `run_id = $1 and state in ('failed', 'missing') and coalesce(reason, 'unknown') = $2`;

async function putBack(
  client: pg.PoolClient,
  { runId, reason }: { runId: number; reason: string },
): Promise<number> {
  const { rowCount } = await client.query(
    `update pages set state = 'waiting', reason = $2 where ${failedFor}`,
    [runId, reason],
  );
  return rowCount ?? 0;
}

async function retryInNewRun(
  client: pg.PoolClient,
  run: Run,
  { reason, startedBy }: { reason: string; startedBy: string },
): Promise<Retry> {
  const { rows } = await client.query<Run>(
    `
    insert into runs (shop_id, mode, started_by)
    values ($1, 'retry', $2)
    on conflict (shop_id) where finished_at is null do nothing
    returning ${runColumns}`,
    [run.shopId, startedBy],
  );
  const [started] = rows;
  if (!started)
    throw new RunStateError(
      `The shop of run ${run.id} has another run going on; ask again when that has ended.`,
    );
  const { rowCount } = await client.query(
    `update pages set ${entersRun}, deferred = false, run_id = $3 where ${failedFor}`,
    [run.id, reason, started.id],
  );
  return { run: started, isNew: true, pages: rowCount ?? 0 };
}
