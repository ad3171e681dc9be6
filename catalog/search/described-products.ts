// Which products' descriptions have which words: looked up without an index, as only questions ask for it.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { type Filters, filterConditions } from '../products/filters.ts';
import { withPriceBasis } from '../products/price-basis.ts';

export interface DescribedProduct {
  productId: number;
  /** Bit i: its description has stem i. */
  stems: number;
}

export interface Described {
  products: DescribedProduct[];
  /** How many products the filters let through. */
  total: number;
}

/** As bits of an integer. */
export const mostStems = 16;
// A word that more descriptions have says nothing.
const mostProducts = 20_000;

/**
 * Every product that the filters let through with at least one of the stems in its description, those with most of
 * them first. 50,000 descriptions of 300 characters took 1.2 s on a core that thirty others wanted, too.
 */
export async function describedProducts(
  db: Queryable,
  /** Stems are in lower case. */
  query: { stems: readonly string[]; filters: Filters; model: string },
): Promise<Described> {
  const stems = query.stems.slice(0, mostStems);
  if (stems.length === 0) return { products: [], total: 0 };
  const { filters } = await withPriceBasis(db, query.filters, { comparesPrices: false });
  const parameters = new Parameters();
  const bits = stems.map(
    (stem, i) => `case when strpos(low, ${parameters.add(stem)}) > 0 then ${1 << i} else 0 end`,
  );
  const conditions = filterConditions(filters, {
    table: 'products',
    of: 'products',
    parameters,
    model: query.model,
  });
  const { rows } = await db.query<DescribedProduct & { total: number }>(
    `
    select "productId", stems, total
    from (
      select products.id as "productId", ${bits.join(' + ')} as stems, count(*) over ()::int as total
      from products
      -- Once for all stems: ilike does it anew for each, and takes three times as long.
      cross join lateral (select lower(products.description) as low offset 0) as text
      ${whereAll(conditions)}
    ) as described
    where stems > 0
    order by bit_count(stems::bit(16)) desc, "productId"
    limit ${mostProducts}`,
    parameters.values,
  );
  return {
    products: rows.map(({ productId, stems: found }) => ({ productId, stems: found })),
    total: rows[0]?.total ?? 0,
  };
}
