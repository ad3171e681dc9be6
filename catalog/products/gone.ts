// Products that a complete run did not find: how many there are, and making them gone. They are kept, and come back
// when they are seen again.
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { refreshFilters } from './product-filters.ts';

export interface Unseen {
  /** Not met in the run, and nothing hindered it. */
  unseen: number;
  /** Products of the shop that were not gone before. */
  known: number;
}

/**
 * A product whose page failed for a reason that may pass, or was not asked for (robots.txt, a trap), is not unseen:
 * the run doesn't know.
 */
const isUnseen = `
  products.shop_id = $1 and products.gone_at is null and products.seen_run_id is distinct from $2
    and not exists (
      select from pages
      where pages.shop_id = $1 and pages.run_id = $2 and pages.product_id = products.id
        and pages.state not in ('read', 'unchanged', 'listed', 'missing')
    )`;

export async function countUnseen(db: Queryable, run: { id: number; shopId: number }): Promise<Unseen> {
  const { rows } = await db.query<Unseen>(
    `
    select count(*) filter (where ${isUnseen}) as unseen, count(*) as known
    from products
    where shop_id = $1 and gone_at is null`,
    [run.shopId, run.id],
  );
  return rows[0] ?? { unseen: 0, known: 0 };
}

/** @returns how many products are gone now */
export async function markGone(db: Queryable, run: { id: number; shopId: number }): Promise<number> {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `
      update products
      set gone_at = now(), gone_run_id = $2
      where ${isUnseen}
      returning id`,
      [run.shopId, run.id],
    );
    await refreshFilters(
      client,
      rows.map(({ id }) => id),
    );
    return rows.length;
  });
}
