// What operators see of every shop: how many products it has, and its last run.
import type { Queryable } from '../database/database.ts';
import { type Run, runColumns } from './run-rows.ts';
import { listShops, type Shop } from './shops.ts';

export interface ShopOverview extends Shop {
  /** Of which a run found the page lately; what is gone is counted apart. */
  products: number;
  gone: number;
  /** Null before its first run, and for an import. */
  lastRun: Run | null;
}

/** By id. */
export async function listShopOverviews(db: Queryable): Promise<ShopOverview[]> {
  const [shops, counts, runs] = await Promise.all([
    listShops(db),
    db.query<{ shopId: number; products: number; gone: number }>(`
      select shop_id as "shopId",
        count(*) filter (where gone_at is null) as products,
        count(*) filter (where gone_at is not null) as gone
      from products
      group by shop_id`),
    db.query<Run>(`select distinct on (shop_id) ${runColumns} from runs order by shop_id, id desc`),
  ]);
  const countOf = new Map(counts.rows.map((row) => [row.shopId, row]));
  const runOf = new Map(runs.rows.map((run) => [run.shopId, run]));
  return shops.map((shop) => ({
    ...shop,
    products: countOf.get(shop.id)?.products ?? 0,
    gone: countOf.get(shop.id)?.gone ?? 0,
    lastRun: runOf.get(shop.id) ?? null,
  }));
}
