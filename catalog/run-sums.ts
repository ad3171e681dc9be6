// Adds up what a run has done from its pages, so that the counts are exact whoever was killed meanwhile.
import type { Queryable } from './database.ts';
import type { RunCounts } from './run-rows.ts';

export interface RunSums {
  counts: Omit<RunCounts, 'gone'>;
  failures: Record<string, number>;
  bytes: number;
  /** Of the shop's pages, sitemaps and doors left out. */
  pagesRead: number;
}

export async function sumRun(db: Queryable, runId: number): Promise<RunSums> {
  const { rows } = await db.query<RunSums['counts'] & { bytes: number; pagesRead: number }>(
    `
    select
      count(*) filter (where state in ('read', 'unchanged', 'failed', 'missing')) as pages,
      count(*) filter (where state in ('failed', 'missing')) as failed,
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

async function countFailures(db: Queryable, runId: number): Promise<Record<string, number>> {
  const { rows } = await db.query<{ reason: string; count: number }>(
    `
    select coalesce(reason, 'unknown') as reason, count(*) as count
    from pages
    where run_id = $1 and state in ('failed', 'missing')
    group by 1
    order by count desc, reason
    limit 100`,
    [runId],
  );
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
}
