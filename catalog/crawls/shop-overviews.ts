// What operators see of every shop: how many products it has, and its last run.
import type { Queryable } from '../database/database.ts';
import { type Run, runColumns } from './run-rows.ts';
import { listShops, type Shop } from './shops.ts';

/** One run of a shop's trend. */
export interface TrendRun {
  runId: number;
  outcome: Run['outcome'];
  startedAt: string;
  products: number;
  newProducts: number;
  failed: number;
}

export interface ShopOverview extends Shop {
  /** Of which a run found the page lately; what is gone is counted apart. */
  products: number;
  gone: number;
  /** Null before its first run, and for an import. */
  lastRun: Run | null;
  /** The last runs that read the shop, oldest first. */
  trend: TrendRun[];
}

const runsOfTrend = 12;

/** By id. */
export async function listShopOverviews(db: Queryable): Promise<ShopOverview[]> {
  const [shops, counts, runs, trends] = await Promise.all([
    listShops(db),
    db.query<{ shopId: number; products: number; gone: number }>(`
      select shop_id as "shopId",
        count(*) filter (where gone_at is null) as products,
        count(*) filter (where gone_at is not null) as gone
      from products
      group by shop_id`),
    db.query<Run>(`select distinct on (shop_id) ${runColumns} from runs order by shop_id, id desc`),
    db.query<{ shopId: number; trend: TrendRun[] }>(
      `
      select shops.id as "shopId", json_agg(json_build_object(
        'runId', run.id, 'outcome', run.outcome, 'startedAt', run.started_at, 'products', run.products,
        'newProducts', run.new_products, 'failed', run.failed) order by run.id) as trend
      from shops
      cross join lateral (
        select *
        from runs
        where shop_id = shops.id and mode in ('incremental', 'full')
        order by id desc
        limit $1
      ) as run
      group by shops.id`,
      [runsOfTrend],
    ),
  ]);
  const countOf = new Map(counts.rows.map((row) => [row.shopId, row]));
  const runOf = new Map(runs.rows.map((run) => [run.shopId, run]));
  const trendOf = new Map(trends.rows.map(({ shopId, trend }) => [shopId, trend]));
  return shops.map((shop) => ({
    ...shop,
    products: countOf.get(shop.id)?.products ?? 0,
    gone: countOf.get(shop.id)?.gone ?? 0,
    lastRun: runOf.get(shop.id) ?? null,
    trend: trendOf.get(shop.id) ?? [],
  }));
}
