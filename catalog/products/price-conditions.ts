// Prices in SQL: bounds and sort keys that never compare two currencies without a rate between them.
import type { Parameters } from '../database/sql-parameters.ts';

/** What prices are compared in. */
export interface PriceBasis {
  /** ISO 4217; bounds are in it. */
  currency: string;
  /** Currencies that can be compared with it, itself among them: what one unit of each is worth in a common one. */
  rates: Record<string, number>;
  /** Nobody named the currency: what can't be compared stays, where no bound leaves it out. */
  keepsOthers: boolean;
}

/** The filters that are about prices; see `Filters`. */
interface PriceFilters {
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  belowPrice?: number | undefined;
  currency?: string | undefined;
  prices?: PriceBasis | undefined;
}

interface Target {
  /** Alias of products or of a table of vectors. */
  table: string;
  parameters: Parameters;
}

/** Conditions for the bounds, and for the currency that was named or taken. */
export function priceConditions(filters: PriceFilters, { table, parameters }: Target): string[] {
  const { prices } = filters;
  if (!prices) {
    const currency = filters.currency
      ? [`${table}.currency = ${parameters.add(filters.currency.toUpperCase())}`]
      : [];
    return [
      ...bounds(filters, parameters, { price: () => `${table}.price`, of: (bound) => bound }),
      ...currency,
    ];
  }
  if (prices.keepsOthers && !hasPriceBounds(filters)) return [];
  const ways = Object.keys(prices.rates).map((currency) => {
    const own = currency === prices.currency;
    // Multiplied on both sides, since a quotient of numerics is rounded. Its own currency can use the index.
    const price = () =>
      own ? `${table}.price` : `${table}.price * ${parameters.add(prices.rates[currency])}::numeric`;
    const of = (bound: string) =>
      own ? bound : `${bound} * ${parameters.add(prices.rates[prices.currency])}::numeric`;
    return [
      `${table}.currency = ${parameters.add(currency)}`,
      ...bounds(filters, parameters, { price, of }),
    ].join(' and ');
  });
  return [`(${ways.map((way) => `(${way})`).join(' or ')})`];
}

/** A product's price in the basis' currency, null when there is no rate; without a basis the bare number. */
export function comparablePrice(prices: PriceBasis | undefined, { table, parameters }: Target): string {
  if (!prices) return `${table}.price`;
  const ways = Object.keys(prices.rates).map((currency) => {
    const when = `when ${parameters.add(currency)} then ${table}.price`;
    if (currency === prices.currency) return when;
    return `${when} * ${parameters.add(prices.rates[currency])}::numeric / ${parameters.add(prices.rates[prices.currency])}::numeric`;
  });
  return `(case ${table}.currency ${ways.join(' ')} end)`;
}

export function hasPriceBounds({ minPrice, maxPrice, belowPrice }: PriceFilters): boolean {
  return minPrice !== undefined || maxPrice !== undefined || belowPrice !== undefined;
}

function bounds(
  { minPrice, maxPrice, belowPrice }: PriceFilters,
  parameters: Parameters,
  { price, of }: { price(): string; of(bound: string): string },
): string[] {
  const where = (value: number | undefined, operator: string) =>
    value === undefined ? [] : [`${price()} ${operator} ${of(`${parameters.add(value)}::numeric`)}`];
  return [...where(minPrice, '>='), ...where(maxPrice, '<='), ...where(belowPrice, '<')];
}
