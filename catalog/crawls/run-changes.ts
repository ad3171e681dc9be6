// What a run changed: products that were new, had another price, or were gone.
import type { Queryable } from '../database/database.ts';
import { noCurrency, type Price } from '../products/product-rows.ts';

export type RunChangeKind = 'new' | 'price' | 'gone';

export interface RunChange {
  productId: number;
  title: string;
  url: string;
  at: Date;
  /** Of `new` and `gone`: as it is now. */
  price: Price | null;
  /** Only of `price`: what it was before; null when it had none. */
  previousPrice: Price | null;
}

/** Oldest first. */
export async function runChanges(
  db: Queryable,
  runId: number,
  options: { kind: RunChangeKind; limit: number },
): Promise<RunChange[]> {
  const { rows } = await db.query<ChangeRow>(statements[options.kind], [runId, options.limit]);
  return rows.map(({ amount, currency, previousAmount, previousCurrency, ...row }) => ({
    ...row,
    price: toPrice(amount, currency),
    previousPrice: toPrice(previousAmount ?? null, previousCurrency ?? null),
  }));
}

interface ChangeRow {
  productId: number;
  title: string;
  url: string;
  at: Date;
  amount: number | null;
  currency: string | null;
  previousAmount?: number | null;
  previousCurrency?: string | null;
}

const toPrice = (amount: number | null, currency: string | null): Price | null =>
  amount === null ? null : { amount, currency: currency ?? noCurrency };

const product = 'products.id as "productId", products.title, products.url';

// By the run's shop: an index of its own for a rare question would cost every product that is stored.
const statements: Record<RunChangeKind, string> = {
  new: `
    select ${product}, products.first_seen as at, products.price as amount, products.currency
    from runs
    join products on products.shop_id = runs.shop_id and products.first_run_id = runs.id
    where runs.id = $1
    order by products.id
    limit $2`,
  gone: `
    select ${product}, products.gone_at as at, products.price as amount, products.currency
    from runs
    join products on products.shop_id = runs.shop_id and products.gone_run_id = runs.id
    where runs.id = $1 and products.gone_at is not null
    order by products.id
    limit $2`,
  price: `
    select ${product}, entry.at, entry.price as amount, entry.currency,
      before.price as "previousAmount", before.currency as "previousCurrency"
    from price_history as entry
    join products on products.id = entry.product_id
    left join lateral (
      select price, currency
      from price_history
      where product_id = entry.product_id and id < entry.id
      order by id desc
      limit 1
    ) as before on true
    where entry.run_id = $1
    order by entry.id
    limit $2`,
};
