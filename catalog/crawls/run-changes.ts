// What a run changed: products that were new, had another price, or were gone.
import type { Queryable } from '../database/database.ts';
import {
  firstPicture,
  imagePath,
  noCurrency,
  type PictureRow,
  type Price,
} from '../products/product-rows.ts';

export type RunChangeKind = 'new' | 'price' | 'gone';
export type PriceDirection = 'up' | 'down';

export interface RunChange {
  /** Where it stands among the changes of its kind, for `after`. */
  position: number;
  productId: number;
  title: string;
  url: string;
  /** `/images/<sha256>.webp` of its first photo, or null. */
  image: string | null;
  /** Of that photo. */
  thumbHash: string | null;
  at: Date;
  /** Of `new` and `gone`: as it is now. */
  price: Price | null;
  /** Only of `price`: what it was before; null when it had none. */
  previousPrice: Price | null;
  /** Only of `price`, and of two prices in one currency. */
  direction: PriceDirection | null;
}

/** Oldest first. */
export async function runChanges(
  db: Queryable,
  runId: number,
  options: {
    kind: RunChangeKind;
    limit: number;
    after?: number | undefined;
    /** Only prices that went this way. */
    direction?: PriceDirection | undefined;
  },
): Promise<RunChange[]> {
  const { kind, limit, after = 0, direction } = options;
  const values = kind === 'price' ? [runId, limit, after, direction ?? null] : [runId, limit, after];
  const { rows } = await db.query<ChangeRow>(statements[kind], values);
  return rows.map(({ amount, currency, previousAmount, previousCurrency, picture, ...row }) => ({
    ...row,
    image: imagePath(picture?.[0] ?? null),
    thumbHash: picture?.[1] ?? null,
    direction: row.direction ?? null,
    price: toPrice(amount, currency),
    previousPrice: toPrice(previousAmount ?? null, previousCurrency ?? null),
  }));
}

/** How many prices of a run went up and down. */
export async function countPriceChanges(
  db: Queryable,
  runId: number,
): Promise<Record<PriceDirection, number>> {
  const { rows } = await db.query<Record<PriceDirection, number>>(
    `
    select count(*) filter (where direction = 'up') as up, count(*) filter (where direction = 'down') as down
    from (${priceChanges}) as change`,
    [runId],
  );
  return rows[0] ?? { up: 0, down: 0 };
}

interface ChangeRow {
  position: number;
  productId: number;
  title: string;
  url: string;
  picture: PictureRow | null;
  at: Date;
  amount: number | null;
  currency: string | null;
  previousAmount?: number | null;
  previousCurrency?: string | null;
  direction?: PriceDirection | null;
}

const toPrice = (amount: number | null, currency: string | null): Price | null =>
  amount === null ? null : { amount, currency: currency ?? noCurrency };

const product = `products.id as "productId", products.title, products.url, ${firstPicture} as picture`;

const priceChanges = `
    select entry.id, entry.product_id, entry.at, entry.price, entry.currency,
      before.price as previous_price, before.currency as previous_currency,
      case
        when before.currency is distinct from entry.currency then null
        when entry.price > before.price then 'up'
        when entry.price < before.price then 'down'
      end as direction
    from price_history as entry
    left join lateral (
      select price, currency
      from price_history
      where product_id = entry.product_id and id < entry.id
      order by id desc
      limit 1
    ) as before on true
    where entry.run_id = $1`;

// By the run's shop: an index of its own for a rare question would cost every product that is stored.
const statements: Record<RunChangeKind, string> = {
  new: `
    select products.id as position, ${product}, products.first_seen as at, products.price as amount, products.currency
    from runs
    join products on products.shop_id = runs.shop_id and products.first_run_id = runs.id
    where runs.id = $1 and products.id > $3
    order by products.id
    limit $2`,
  gone: `
    select products.id as position, ${product}, products.gone_at as at, products.price as amount, products.currency
    from runs
    join products on products.shop_id = runs.shop_id and products.gone_run_id = runs.id
    where runs.id = $1 and products.gone_at is not null and products.id > $3
    order by products.id
    limit $2`,
  price: `
    select change.id as position, ${product}, change.at, change.price as amount, change.currency,
      change.previous_price as "previousAmount", change.previous_currency as "previousCurrency", change.direction
    from (${priceChanges}) as change
    join products on products.id = change.product_id
    where change.id > $3 and ($4::text is null or change.direction = $4)
    order by change.id
    limit $2`,
};
