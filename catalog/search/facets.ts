// Facets: what else could be chosen, counted over the results nearest to the query.
import type { Queryable } from '../database/database.ts';
import { Parameters } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import type { Filters } from '../products/filters.ts';
import { withPriceBasis } from '../products/price-basis.ts';
import { comparablePrice } from '../products/price-conditions.ts';
import { findNeighbours } from './neighbours.ts';
import type { FindAll, Neighbour } from './reordering.ts';

export interface FacetValue {
  value: string;
  count: number;
}

export interface PriceFacet {
  /** What the amounts are in; null when no result has a price. */
  currency: string | null;
  min: number | null;
  max: number | null;
  /** From (inclusive) to (exclusive, but for the last one). */
  buckets: { from: number; to: number; count: number }[];
}

export interface Facets {
  /** How many results were counted, all filters applied; the nearest of them, if there are more. */
  counted: number;
  shop: FacetValue[];
  brand: FacetValue[];
  category: FacetValue[];
  available: FacetValue[];
  colour: FacetValue[];
  currency: FacetValue[];
  price: PriceFacet;
}

// Facets of everything would say what the shop sells; these say what there is among what looks right. 1,000 results
// are also as far as the index goes without searching again.
const relevantResults = 1000;
const mostValues = 50;
const priceBuckets = 10;

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

/** What each result of a look is counted under: by every offer it has, or by the photo that it shows. */
const valuesOf: Record<ValueFacet, (table: string) => string> = {
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
  colour: (table) => `
    select members.result, name as value
    from members join ${table} as e on e.photo_id = members.photo_id, unnest(e.colour_names) as name`,
};

interface FacetQuery {
  model: string;
  vector: Float32Array;
  filters: Filters;
  /** Default: the nearest results. */
  findAll?: FindAll | undefined;
}

export async function readFacets(db: Queryable, query: FacetQuery): Promise<Facets> {
  const found = new Map<string, Promise<Relevant>>();
  const relevantWithout = (dropped: (keyof Filters)[]) => {
    const set = dropped.filter((name) => query.filters[name] !== undefined);
    const key = set.join();
    const known = found.get(key) ?? findRelevant(db, query, set);
    found.set(key, known);
    return known;
  };
  const count = async (facet: ValueFacet) =>
    countValues(db, query.model, facet, await relevantWithout(ownFilters[facet]));
  return {
    counted: (await relevantWithout([])).near.length,
    shop: await count('shop'),
    brand: await count('brand'),
    category: await count('category'),
    available: await count('available'),
    colour: await count('colour'),
    currency: await count('currency'),
    price: await priceFacet(db, await relevantWithout(ownFilters.price)),
  };
}

interface Relevant {
  near: Neighbour[];
  filters: Filters;
}

async function findRelevant(db: Queryable, query: FacetQuery, dropped: (keyof Filters)[]): Promise<Relevant> {
  const rest = Object.fromEntries(
    Object.entries(query.filters).filter(([name]) => !(dropped as string[]).includes(name)),
  );
  const { filters } = await withPriceBasis(db, rest, { comparesPrices: false });
  if (query.findAll) {
    const { model, vector, findAll } = query;
    return { near: await findAll(db, { model, vector, filters, addedBy: null }), filters };
  }
  const { neighbours } = await findNeighbours(db, {
    ...query,
    filters,
    count: relevantResults,
    after: null,
    addedBy: null,
  });
  return { near: neighbours, filters };
}

/** The results as rows (result, product, photo): each with its own product and those folded into it. */
function membersOf(near: readonly Neighbour[], parameters: Parameters): string {
  const rows = near.flatMap(({ productId, photoId, folded }) =>
    [productId, ...folded].map((member) => [productId, member, photoId] as const),
  );
  const column = (i: 0 | 1 | 2) => `${parameters.add(rows.map((row) => row[i]))}::bigint[]`;
  return `members as (
      select * from unnest(${column(0)}, ${column(1)}, ${column(2)}) as member (result, product_id, photo_id)
    )`;
}

/** Values that differ only in case are one. */
async function countValues(
  db: Queryable,
  model: string,
  facet: ValueFacet,
  { near }: Relevant,
): Promise<FacetValue[]> {
  if (near.length === 0) return [];
  const parameters = new Parameters();
  const { rows } = await db.query<FacetValue>(
    `
    with ${membersOf(near, parameters)}
    select min(value) as value, count(distinct result) as count
    from (${valuesOf[facet](embeddingsTable(model))}) as counted
    group by lower(value)
    order by count(distinct result) desc, lower(min(value))
    limit ${mostValues}`,
    parameters.values,
  );
  return rows;
}

/** Over the results' own prices: a folded offer is not where the result stands in a list by price. */
async function priceFacet(db: Queryable, { near, filters }: Relevant): Promise<PriceFacet> {
  const { filters: compared } = await withPriceBasis(db, filters, { comparesPrices: true });
  const parameters = new Parameters();
  const ids = parameters.add(near.map(({ productId }) => productId));
  const { rows } = await db.query<{ price: number; currency: string }>(
    `
    select ${comparablePrice(compared.prices, { table: 'products', parameters })} as price, currency
    from products
    where id = any(${ids}::bigint[]) and price is not null`,
    parameters.values,
  );
  const prices = rows.flatMap(({ price }) => (price === null ? [] : [price]));
  const currency = compared.prices?.currency ?? rows[0]?.currency ?? null;
  return { currency, ...bucketsOf(prices) };
}

function bucketsOf(prices: readonly number[]): Omit<PriceFacet, 'currency'> {
  if (prices.length === 0) return { min: null, max: null, buckets: [] };
  const min = prices.reduce((a, b) => Math.min(a, b));
  const max = prices.reduce((a, b) => Math.max(a, b));
  const width = (max - min) / priceBuckets;
  const edge = (i: number) => (i === priceBuckets ? max : cents(min + i * width));
  if (width < 0.01) return { min, max, buckets: [{ from: min, to: max, count: prices.length }] };
  const buckets = Array.from({ length: priceBuckets }, (_, i) => ({
    from: edge(i),
    to: edge(i + 1),
    count: 0,
  }));
  for (const price of prices) {
    const bucket = buckets.findLast(({ from }) => price >= from) ?? buckets[0];
    if (bucket) bucket.count++;
  }
  return { min, max, buckets };
}

const cents = (amount: number) => Math.round(amount * 100) / 100;
