// Which brands and categories some words name, and what the whole catalogue is called and priced in.
import type { Queryable } from '../database/database.ts';

export interface NamedTerm {
  kind: 'brand' | 'category' | 'word';
  /** Folded. */
  key: string;
  /** As most products spell it. */
  label: string;
  products: number;
}

/** @param keys folded, as `nameKey` does */
export async function namedTerms(db: Queryable, keys: readonly string[]): Promise<NamedTerm[]> {
  const { rows } = await db.query<NamedTerm>(
    `
    select kind, key, (array_agg(label order by products desc, shop_id))[1] as label, sum(products)::int as products
    from terms
    where key = any($1::text[]) and kind in ('brand', 'category', 'word')
    group by kind, key`,
    [keys],
  );
  return rows;
}

/** The names that most products have. */
export async function commonestNames(
  db: Queryable,
  kind: 'brand' | 'category',
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ label: string }>(
    `
    select (array_agg(label order by products desc, shop_id))[1] as label
    from terms
    where kind = $1
    group by key
    order by sum(products) desc, key
    limit $2`,
    [kind, limit],
  );
  return rows.map(({ label }) => label);
}

/** The currencies of its prices, that of most products first. */
export async function cataloguedCurrencies(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ currency: string }>(`
    select currency
    from products
    where gone_at is null and price is not null and currency is not null
    group by currency
    order by count(*) desc, currency
    limit 20`);
  return rows.map(({ currency }) => currency);
}
