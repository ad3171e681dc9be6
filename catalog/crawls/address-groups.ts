// Groups of addresses (one template, or one trap): which of them have led to nothing, and putting those last.
import type { Queryable } from '../database/database.ts';

export interface GroupVisits {
  group: string;
  /** Pages visited since one of the group led to a product that the run had not met. */
  sinceCredit: number;
  deferred: boolean;
}

/** How the groups of a run stand: for a crawl that goes on after a kill. Groups seen fewer than 10 times are left out. */
export async function groupVisits(db: Queryable, runId: number): Promise<GroupVisits[]> {
  const { rows } = await db.query<GroupVisits>(
    `
    with credits as (
      select address_group, max(visited_at) as at
      from (
        select found_in as address_group, visited_at from pages where run_id = $1 and products > 0
        union all
        select address_group, visited_at from pages where run_id = $1 and products > 0
      ) as credit
      group by address_group
    )
    select pages.address_group as "group",
      count(*) filter (where pages.state = 'read' and (credits.at is null or pages.visited_at > credits.at))
        as "sinceCredit",
      bool_or(pages.deferred) as deferred
    from pages
    left join credits using (address_group)
    where pages.run_id = $1 and pages.kind = 'page'
    group by pages.address_group
    having count(*) >= 10`,
    [runId],
  );
  return rows;
}

/** The group's waiting pages come last, or again where they belong. Pages of known products always stay. */
export async function deferGroup(
  db: Queryable,
  runId: number,
  group: string,
  deferred: boolean,
): Promise<void> {
  await db.query(
    `
    update pages
    set deferred = $3
    where run_id = $1 and state = 'waiting' and kind = 'page' and address_group = $2 and not was_product
      and deferred <> $3`,
    [runId, group, deferred],
  );
}
