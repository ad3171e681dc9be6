// When a shop's runs start by themselves: one entry of its settings, changed without touching the others.
import type { Queryable } from '../database/database.ts';
import type { ShopSettings } from './shops.ts';

export type ShopSchedule = NonNullable<ShopSettings['schedule']>;

/** @param schedule null takes it away; false when there is no such shop */
export async function storeSchedule(
  db: Queryable,
  shopId: number,
  schedule: ShopSchedule | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `
    update shops
    set settings = case
      when $2::jsonb is null then settings - 'schedule'
      else jsonb_set(settings, '{schedule}', $2::jsonb)
    end
    where id = $1`,
    [shopId, schedule && JSON.stringify(schedule)],
  );
  return rowCount === 1;
}
