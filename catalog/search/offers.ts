// The other products of a result's look: the same picture elsewhere, with other prices.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import { vectorParameter } from '../photos/vectors.ts';
import { type Filters, filterConditions } from '../products/filters.ts';
import type { PriceBasis } from '../products/price-conditions.ts';
import type { Neighbour } from './reordering.ts';

export interface OfferRow {
  productId: number;
  /** The photo that is of the look. */
  photoId: number;
  price: number | null;
  currency: string | null;
}

// A price comparison of more is a page of its own.
const mostOffers = 20;

/**
 * Of each neighbour the products that fold into it, wherever they are in the order: those that match the filters and
 * whose best photo is of its look. By the neighbour's product id.
 */
export async function findOffers(
  db: Queryable,
  query: { model: string; vector: Float32Array; filters: Filters },
  page: readonly Neighbour[],
): Promise<Map<number, { count: number; items: OfferRow[] }>> {
  const byLook = new Map(page.flatMap((one) => (one.lookId === null ? [] : [[one.lookId, one] as const])));
  if (byLook.size === 0) return new Map();
  const rows = await readLookMates(db, query, page);
  const offers = Map.groupBy(rows, ({ lookId }) => byLook.get(lookId)?.productId ?? 0);
  return new Map(
    [...offers].map(([productId, all]) => {
      const items = all.toSorted(cheapestFirst(query.filters.prices)).slice(0, mostOffers);
      return [productId, { count: all.length, items }];
    }),
  );
}

async function readLookMates(
  db: Queryable,
  { model, vector, filters }: { model: string; vector: Float32Array; filters: Filters },
  page: readonly Neighbour[],
): Promise<(OfferRow & { lookId: number })[]> {
  const parameters = new Parameters();
  const table = embeddingsTable(model);
  const looks = parameters.add(page.flatMap(({ lookId }) => lookId ?? []));
  const shown = parameters.add(page.map(({ productId }) => productId));
  const distance = `(e.embedding <=> ${parameters.add(vectorParameter(vector))}::vector) + 0`;
  const conditions = filterConditions(filters, { table: 'e', of: 'vectors', parameters });
  const { rows } = await db.query<OfferRow & { lookId: number }>(
    `
    select product_id as "productId", photo_id as "photoId", look_id as "lookId", price, currency
    from (
      select distinct on (e.product_id) e.product_id, e.photo_id, e.look_id, e.price, e.currency
      from ${table} as e
      ${whereAll([
        `e.product_id = any(array(select product_id from ${table} where look_id = any(${looks}::bigint[])))`,
        `e.product_id <> all(${shown}::bigint[])`,
        ...conditions,
      ])}
      order by e.product_id, ${distance}, e.photo_id
    ) as best
    where look_id = any(${looks}::bigint[])`,
    parameters.values,
  );
  return rows;
}

/**
 * Prices that can be compared come first, in their order; then other currencies, each by itself; then those without
 * a price.
 */
export function cheapestFirst(prices: PriceBasis | undefined) {
  return (one: OfferRow, other: OfferRow): number => {
    const [a, b] = [rankOf(one, prices), rankOf(other, prices)];
    return (
      a.group - b.group ||
      compare(a.currency, b.currency) ||
      a.price - b.price ||
      one.productId - other.productId
    );
  };
}

function rankOf({ price, currency }: OfferRow, prices: PriceBasis | undefined) {
  if (price === null) return { group: 2, currency: '', price: 0 };
  const rate = currency === null ? undefined : prices?.rates[currency];
  if (rate !== undefined) return { group: 0, currency: '', price: price * rate };
  return { group: 1, currency: currency ?? '', price };
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
