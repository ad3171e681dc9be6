// Facets: what else could be chosen beside what is, counted over a set of results.
import type { Queryable } from '../database/database.ts';
import { Parameters } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import type { Filters } from '../products/filters.ts';
import { withPriceBasis } from '../products/price-basis.ts';
import type { Counted } from './counted.ts';
import { type PriceFacet, priceFacet } from './price-facet.ts';

export interface FacetValue {
  value: string;
  count: number;
}

export interface Facets {
  /** How many results were counted, all filters applied; of a search the nearest, if there are more. */
  counted: number;
  shop: FacetValue[];
  brand: FacetValue[];
  category: FacetValue[];
  available: FacetValue[];
  colour: FacetValue[];
  currency: FacetValue[];
  price: PriceFacet;
}

/** The results without the filters that are named, all of which are set. */
export type CountedWithout = (dropped: (keyof Filters)[]) => Promise<Counted>;

const mostValues = 50;

type ValueFacet = Exclude<keyof Facets, 'counted' | 'price'>;

/** Each facet's filters, which it leaves out: another value than the one chosen can be chosen. */
const ownFilters: Record<ValueFacet | 'price', (keyof Filters)[]> = {
  shop: ['shop'],
  brand: ['brand'],
  category: ['category'],
  available: ['available'],
  colour: ['colourNames', 'colourCells'],
  currency: ['currency', 'minPrice', 'maxPrice', 'belowPrice'],
  price: ['minPrice', 'maxPrice', 'belowPrice'],
};

interface Photos {
  /** Of the model's vectors. */
  table: string;
  by: Counted['colouredBy'];
}

/** What each result of a look is counted under: by every offer it has, or by the photo that it shows. */
const valuesOf: Record<ValueFacet, (photos: Photos) => string> = {
  shop: () => `
    select members.result, shops.name as value
    from members join products on products.id = members.product_id join shops on shops.id = products.shop_id`,
  brand: () => `
    select members.result, products.brand as value
    from members join products on products.id = members.product_id
    where products.brand is not null`,
  category: () => `
    select members.result, step as value
    from members join products on products.id = members.product_id, unnest(products.category) as step`,
  available: () => `
    select members.result, products.available::text as value
    from members join products on products.id = members.product_id`,
  currency: () => `
    select members.result, products.currency as value
    from members join products on products.id = members.product_id
    where products.price is not null`,
  colour: ({ table, by }) => `
    select members.result, name as value
    from members join ${table} as e on e.${by} = members.${by} and not e.placeholder, unnest(e.colour_names) as name`,
};

/** @param query.filters as they were asked for */
export async function countFacets(
  db: Queryable,
  query: { model: string; filters: Filters },
  countedWithout: CountedWithout,
): Promise<Facets> {
  const known = new Map<string, Promise<Counted>>();
  const without = (names: (keyof Filters)[]) => {
    const dropped = names.filter((name) => query.filters[name] !== undefined);
    const counted = known.get(dropped.join()) ?? countedWithout(dropped);
    known.set(dropped.join(), counted);
    return counted;
  };
  const count = async (facet: ValueFacet) =>
    countValues(db, query.model, facet, await without(ownFilters[facet]));
  return {
    counted: (await without([])).total,
    shop: await count('shop'),
    brand: await count('brand'),
    category: await count('category'),
    available: await count('available'),
    colour: await count('colour'),
    currency: await count('currency'),
    price: await priceFacet(db, await without(ownFilters.price)),
  };
}

/** What is left of the filters, with the currency that their bounds are in. */
export async function filtersWithout(
  db: Queryable,
  filters: Filters,
  dropped: readonly (keyof Filters)[],
): Promise<Filters> {
  const rest = Object.entries(filters).filter(([name]) => !(dropped as readonly string[]).includes(name));
  return (await withPriceBasis(db, Object.fromEntries(rest), { comparesPrices: false })).filters;
}

/** Values that differ only in case are one. */
async function countValues(
  db: Queryable,
  model: string,
  facet: ValueFacet,
  { total, members, colouredBy }: Counted,
): Promise<FacetValue[]> {
  if (total === 0) return [];
  const parameters = new Parameters();
  const { rows } = await db.query<FacetValue>(
    `
    with members as (${members(parameters)})
    select min(value) as value, count(distinct result) as count
    from (${valuesOf[facet]({ table: embeddingsTable(model), by: colouredBy })}) as counted
    group by lower(value)
    order by count(distinct result) desc, lower(min(value))
    limit ${mostValues}`,
    parameters.values,
  );
  return rows;
}
