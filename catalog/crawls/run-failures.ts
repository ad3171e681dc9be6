// Why pages of a run failed: how many for each reason, with a few addresses to look at.
import type { Queryable } from '../database/database.ts';
import type { Run } from './run-rows.ts';

export interface RunFailure {
  reason: string;
  count: number;
  /** Of the pages that no later run has visited since. */
  examples: string[];
}

/** Most frequent first. */
export async function runFailures(
  db: Queryable,
  run: Pick<Run, 'id' | 'failures'>,
  options: { examples: number },
): Promise<RunFailure[]> {
  const { rows } = await db.query<{ reason: string; examples: string[] }>(
    `
    select coalesce(reason, 'unknown') as reason, (array_agg(url order by id))[1:$2] as examples
    from pages
    where run_id = $1 and state in ('failed', 'missing')
    group by 1`,
    [run.id, options.examples],
  );
  const examplesOf = new Map(rows.map(({ reason, examples }) => [reason, examples]));
  return Object.entries(run.failures)
    .map(([reason, count]) => ({ reason, count, examples: examplesOf.get(reason) ?? [] }))
    .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
}
