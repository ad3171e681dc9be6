// The counts of a run: added up from its pages, so that they are exact whoever was killed, and written to its row.
import type { Queryable } from '../database/database.ts';
import { noCounts, type RunCounts } from './run-rows.ts';

export interface RunSums {
  counts: Omit<RunCounts, 'gone'>;
  failures: Record<string, number>;
  bytes: number;
  /** Of the shop's pages, sitemaps and doors left out. */
  pagesRead: number;
}

/** A page that is to be asked again is as it was until then. */
const hasFailed = `(state in ('failed', 'missing') or state in ('waiting', 'claimed') and reason is not null)`;

export async function sumRun(db: Queryable, runId: number): Promise<RunSums> {
  const { rows } = await db.query<RunSums['counts'] & { bytes: number; pagesRead: number }>(
    `
    select
      count(*) filter (where state in ('read', 'unchanged') or ${hasFailed}) as pages,
      count(*) filter (where ${hasFailed}) as failed,
      count(*) filter (where state = 'skipped') as skipped,
      coalesce(sum(products), 0) as products,
      coalesce(sum(new_products), 0) as "newProducts",
      coalesce(sum(changed_products), 0) as "changedProducts",
      coalesce(sum(changed_prices), 0) as "changedPrices",
      coalesce(sum(products - new_products - changed_products), 0) as unchanged,
      coalesce(sum(photos), 0) as photos,
      coalesce(sum(bytes), 0)::bigint as bytes,
      count(*) filter (where state = 'read' and kind = 'page') as "pagesRead"
    from pages
    where run_id = $1`,
    [runId],
  );
  const [sums] = rows;
  if (!sums) throw new Error(`The pages of run ${runId} could not be counted.`);
  const { bytes, pagesRead, ...counts } = sums;
  return { counts, bytes, pagesRead, failures: await countFailures(db, runId) };
}

/** What a run is asked to do, told whenever it says how far it is. */
export interface RunOrders {
  paused: boolean;
  cancelled: boolean;
  /** Someone else ended it, or it is no longer in the catalog. */
  over: boolean;
}

/** Writes how far the run is (whole counts, not what came since) and that someone works at it. */
export async function saveRunProgress(
  db: Queryable,
  runId: number,
  progress: { counts: RunCounts; failures: Record<string, number>; bytes: number; activeMs: number },
): Promise<RunOrders> {
  const { counts, failures, bytes, activeMs } = progress;
  const { rows } = await db.query<RunOrders>(
    `
    update runs
    set (${columnList}) = row (${countColumns.map((_, i) => `$${i + 5}::int`).join(', ')}),
        failures  = $2,
        bytes     = $3,
        active_ms = $4,
        worked_at = now()
    where id = $1
    returning paused_at is not null as paused, cancel_requested_at is not null as cancelled,
      finished_at is not null as over`,
    [
      runId,
      JSON.stringify(failures),
      bytes,
      Math.round(activeMs),
      ...countColumns.map(([name]) => counts[name]),
    ],
  );
  return rows[0] ?? { paused: false, cancelled: false, over: true };
}

/** Writes what a run did before its worker died. */
export async function settleRunCounts(db: Queryable, runId: number): Promise<void> {
  const { counts, failures, bytes } = await sumRun(db, runId);
  await db.query(
    `
    update runs
    set (${columnList}) = row (${countColumns.map((_, i) => `$${i + 4}::int`).join(', ')}),
        failures = $2, bytes = $3
    where id = $1`,
    [
      runId,
      JSON.stringify(failures),
      bytes,
      ...countColumns.map(([name]) => ({ ...noCounts, ...counts })[name]),
    ],
  );
}

async function countFailures(db: Queryable, runId: number): Promise<Record<string, number>> {
  const { rows } = await db.query<{ reason: string; count: number }>(
    `
    select coalesce(reason, 'unknown') as reason, count(*) as count
    from pages
    where run_id = $1 and ${hasFailed}
    group by 1
    order by count desc, reason
    limit 100`,
    [runId],
  );
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
}

const columnOf: Record<keyof RunCounts, string> = {
  pages: 'pages',
  products: 'products',
  newProducts: 'new_products',
  changedProducts: 'changed_products',
  changedPrices: 'changed_prices',
  unchanged: 'unchanged',
  gone: 'gone',
  photos: 'photos',
  failed: 'failed',
  skipped: 'skipped',
};
const countColumns = (Object.keys(noCounts) as (keyof RunCounts)[]).map(
  (name) => [name, columnOf[name]] as const,
);

const columnList = countColumns.map(([, column]) => column).join(', ');
