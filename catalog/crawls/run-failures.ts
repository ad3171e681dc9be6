// Why pages of a run failed: how many for each reason, with a few addresses to look at.
import type { Queryable } from '../database/database.ts';
import type { Run } from './run-rows.ts';

export interface RunFailure {
  reason: string;
  count: number;
  /** Of which no later run has visited the page since: they can be asked again. */
  open: number;
  /** Being asked again by this run just now. */
  waiting: number;
  /** Of the pages that no later run has visited since. */
  examples: string[];
}

/** Most frequent first. */
export async function runFailures(
  db: Queryable,
  run: Pick<Run, 'id' | 'failures'>,
  options: { examples: number },
): Promise<RunFailure[]> {
  const { rows } = await db.query<Omit<RunFailure, 'count'>>(
    `
    select coalesce(reason, 'unknown') as reason, (array_agg(url order by id))[1:$2] as examples,
      count(*) filter (where state in ('failed', 'missing')) as open,
      count(*) filter (where state in ('waiting', 'claimed')) as waiting
    from pages
    where run_id = $1
      and (state in ('failed', 'missing') or state in ('waiting', 'claimed') and reason is not null)
    group by 1`,
    [run.id, options.examples],
  );
  const groupOf = new Map(rows.map((group) => [group.reason, group]));
  const none = { open: 0, waiting: 0, examples: [] };
  return Object.entries(run.failures)
    .map(([reason, count]) => ({ ...none, ...groupOf.get(reason), reason, count }))
    .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
}
