// Facets of browsing: counted over every product that the filters let through.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { type Filters, filterConditions } from '../products/filters.ts';
import { countFacets, type Facets, filtersWithout } from './facets.ts';

export async function readBrowseFacets(
  db: Queryable,
  query: { model: string; filters: Filters },
): Promise<Facets> {
  return countFacets(db, query, async (dropped) => {
    const filters = await filtersWithout(db, query.filters, dropped);
    const members = (parameters: Parameters) => {
      const on = { table: 'products', of: 'products', parameters, model: query.model } as const;
      return `
      select products.id as result, products.id as product_id, null::bigint as photo_id
      from products
      ${whereAll(filterConditions(filters, on))}`;
    };
    return { total: await countRows(db, members), filters, members, colouredBy: 'product_id' };
  });
}

async function countRows(db: Queryable, rowsOf: (parameters: Parameters) => string): Promise<number> {
  const parameters = new Parameters();
  const { rows } = await db.query<{ total: number }>(
    `select count(*) as total from (${rowsOf(parameters)}) as counted`,
    parameters.values,
  );
  return rows[0]?.total ?? 0;
}
