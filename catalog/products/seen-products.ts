// Says that a run met products whose pages it had no need to read.
import type pg from 'pg';
import { refreshFilters } from './product-filters.ts';

/**
 * A product that was gone is back.
 *
 * @param sighting.runId null outside of runs
 * @param sighting.isVisit false when only a stored page was read again
 * @returns those that the run had not met before
 */
export async function markSeen(
  client: pg.PoolClient,
  ids: readonly number[],
  sighting: { runId: number | null; isVisit: boolean },
): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await client.query<{ id: number; isFirst: boolean; wasGone: boolean }>(
    `
    with before as (
      select id, seen_run_id, gone_at
      from products
      where id = any($1::bigint[])
      order by id
      for update
    )
    update products
    set seen_run_id = coalesce($2, products.seen_run_id),
        last_seen   = case when $3 then now() else products.last_seen end,
        gone_at     = case when $3 then null else products.gone_at end,
        gone_run_id = case when $3 then null else products.gone_run_id end
    from before
    where products.id = before.id
    returning products.id, before.seen_run_id is distinct from $2 or $2 is null as "isFirst",
      before.gone_at is not null and $3 as "wasGone"`,
    [ids, sighting.runId, sighting.isVisit],
  );
  await refreshFilters(
    client,
    rows.filter(({ wasGone }) => wasGone).map(({ id }) => id),
  );
  return new Set(rows.filter(({ isFirst }) => isFirst).map(({ id }) => id));
}
