// The facet of prices: the cheapest, the dearest, and how many there are of each price between.
import type { Queryable } from '../database/database.ts';
import { Parameters } from '../database/sql-parameters.ts';
import { withPriceBasis } from '../products/price-basis.ts';
import { comparablePrice } from '../products/price-conditions.ts';
import type { Counted } from './counted.ts';

export interface PriceFacet {
  /** What the amounts are in; null when no result has a price. */
  currency: string | null;
  min: number | null;
  max: number | null;
  /** From (inclusive) to (exclusive, but for the last one). */
  buckets: { from: number; to: number; count: number }[];
}

const mostBuckets = 20;

// From here on the buckets grow with the price: of equal ones the first would hold nearly everything.
const wideRange = 20;

/** Over the results' own prices: a folded offer is not where the result stands in a list by price. */
export async function priceFacet(db: Queryable, counted: Counted): Promise<PriceFacet> {
  const { filters } = await withPriceBasis(db, counted.filters, { comparesPrices: true });
  const priced = (parameters: Parameters) => `
      select ${comparablePrice(filters.prices, { table: 'products', parameters })} as price, currency
      from products
      where price is not null and id in (select result from (${counted.members(parameters)}) as members)`;
  const parameters = new Parameters();
  const { rows } = await db.query<{ min: number | null; max: number | null; currency: string | null }>(
    `
    select min(price) as min, max(price) as max, min(currency) as currency
    from (${priced(parameters)}) as priced
    where price is not null`,
    parameters.values,
  );
  const { min = null, max = null, currency = null } = rows[0] ?? {};
  const basis = filters.prices?.currency ?? currency;
  if (min === null || max === null) return { currency: basis, min: null, max: null, buckets: [] };
  return { currency: basis, min, max, buckets: await countBuckets(db, edgesBetween(min, max), priced) };
}

async function countBuckets(
  db: Queryable,
  edges: readonly number[],
  priced: (parameters: Parameters) => string,
): Promise<PriceFacet['buckets']> {
  const parameters = new Parameters();
  const starts = parameters.add(edges.slice(0, -1));
  const { rows } = await db.query<{ bucket: number; count: number }>(
    `
    select width_bucket(price, ${starts}::numeric[]) as bucket, count(*) as count
    from (${priced(parameters)}) as priced
    where price is not null
    group by 1`,
    parameters.values,
  );
  const counts = new Map(rows.map(({ bucket, count }) => [bucket, count]));
  return edges.slice(1).map((to, i) => ({ from: edges[i] ?? to, to, count: counts.get(i + 1) ?? 0 }));
}

/** Rising amounts in cents, from the cheapest to the dearest price. */
function edgesBetween(min: number, max: number): number[] {
  const isWide = min > 0 && max / min > wideRange;
  const edge = (share: number) => (isWide ? min * (max / min) ** share : min + (max - min) * share);
  const inner = Array.from({ length: mostBuckets - 1 }, (_, i) => cents(edge((i + 1) / mostBuckets)));
  return [min, ...new Set(inner.filter((amount) => amount > min && amount < max)), max];
}

const cents = (amount: number) => Math.round(amount * 100) / 100;
