// Decides what currency prices are compared in, and which others can be compared with it.
import type { Queryable } from '../database/database.ts';
import { readRates } from './exchange-rates.ts';
import type { Filters } from './filters.ts';
import { hasPriceBounds } from './price-conditions.ts';

/**
 * Filters whose bounds and price order are in one currency: the one that was named, else the most common of the
 * catalogue. A bound keeps others only where the operator set an exchange rate; an order without one has them last.
 *
 * @param options.comparesPrices prices are compared even without a bound: sorted, or counted by range
 * @returns what a shopper should know of it, too
 */
export async function withPriceBasis(
  db: Queryable,
  filters: Filters,
  options: { comparesPrices: boolean },
): Promise<{ filters: Filters; notices: string[] }> {
  const asked = filters.currency?.toUpperCase();
  if (asked !== undefined) return { filters: await priced(db, filters, asked, false), notices: [] };
  if (!options.comparesPrices && !hasPriceBounds(filters)) return { filters, notices: [] };
  const known = await catalogueCurrencies(db);
  if (known.length < 2) return { filters, notices: [] };
  const common = await mostCommonCurrency(db);
  if (common === null) return { filters, notices: [] };
  const prepared = await priced(db, filters, common, true);
  const left = known.filter((currency) => !Object.hasOwn(prepared.prices?.rates ?? {}, currency));
  return { filters: prepared, notices: [noticeOf(common, left, hasPriceBounds(filters))] };
}

async function priced(
  db: Queryable,
  filters: Filters,
  currency: string,
  keepsOthers: boolean,
): Promise<Filters> {
  const rates = await readRates(db);
  const known = Object.hasOwn(rates, currency) ? rates : { [currency]: 1 };
  return { ...filters, prices: { currency, rates: known, keepsOthers } };
}

function noticeOf(common: string, others: string[], isBounded: boolean): string {
  const fate = isBounded ? 'are left out' : 'come last';
  const rest = others.length > 0 ? `; those in ${others.slice(0, 5).join(', ')} ${fate}` : '';
  return `Prices are compared in ${common}, the most common currency here${rest}. Name a currency to choose another.`;
}

/** Jumps from one to the next along the index, so that it takes as many steps as there are currencies. */
async function catalogueCurrencies(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ currency: string }>(`
    with recursive met as (
      (
        select currency from products
        where gone_at is null and price is not null
        order by currency
        limit 1
      )
      union all
      select (
        select currency from products
        where gone_at is null and price is not null and currency > met.currency
        order by currency
        limit 1
      )
      from met
      where met.currency is not null
    )
    select currency from met where currency is not null`);
  return rows.map(({ currency }) => currency);
}

async function mostCommonCurrency(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ currency: string }>(`
    select currency
    from products
    where gone_at is null and price is not null and currency is not null
    group by currency
    order by count(*) desc, currency
    limit 1`);
  return rows[0]?.currency ?? null;
}
