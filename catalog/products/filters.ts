// Filters of search and browsing, turned into SQL conditions on the columns that products and vectors share.

import type { Parameters } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import { type PriceBasis, priceConditions } from './price-conditions.ts';

/** What a result must match; what is absent doesn't matter. Text is compared without regard to case. */
export interface Filters {
  /** Lowest price, inclusive, in major units. */
  minPrice?: number | undefined;
  /** Highest price, inclusive. */
  maxPrice?: number | undefined;
  /** Exclusive upper bound: "cheaper than". */
  belowPrice?: number | undefined;
  /** ISO 4217: what the bounds are in. Prices in another one match only where there is an exchange rate. */
  currency?: string | undefined;
  /** A shop's id, name or address. */
  shop?: number | string | undefined;
  /** One brand, or any of several. */
  brand?: string | readonly string[] | undefined;
  /** One step of the category path, which keeps it and all below it, or several: `Bathroom > Taps`. */
  category?: string | undefined;
  /** True: can be bought or pre-ordered; a shop that doesn't say counts as available. */
  available?: boolean | undefined;
  /** Only prices that are not the first one, or that went up or down last. */
  priceChanged?: 'any' | 'up' | 'down' | undefined;
  /** Any of these names is a dominant colour of the photo. */
  colourNames?: readonly string[] | undefined;
  /** Any of these cells of the colour space is one of a dominant colour of the photo. */
  colourCells?: readonly number[] | undefined;
  /** A collection's id or name. */
  collection?: number | string | undefined;
  excludeProductIds?: readonly number[] | undefined;
  onlyProductIds?: readonly number[] | undefined;
  /** What prices are compared in; made by `withPriceBasis`. */
  prices?: PriceBasis | undefined;
}

interface OnVectors {
  /** Alias of a table of vectors. */
  table: string;
  of: 'vectors';
  parameters: Parameters;
  /** The rows come one by one from the HNSW index, in its order, which a join would lose. */
  inIndexOrder?: boolean;
}

interface OnProducts {
  /** Alias of products. */
  table: string;
  of: 'products';
  parameters: Parameters;
  /** Whose photos' colours count; without it there are no colours to filter by. */
  model: string | null;
}

// Longer ones don't fit into an index row, and no name is.
const longestKey = 200;

/** How text is stored and compared in filter columns. */
export function filterKey(text: string): string {
  return text.trim().toLowerCase().slice(0, longestKey).toWellFormed();
}

/** The conditions as SQL. Products that are gone and placeholder pictures never match. */
export function filterConditions(filters: Filters, on: OnVectors | OnProducts): string[] {
  const { table, parameters } = on;
  const id = on.of === 'products' ? `${table}.id` : `${table}.product_id`;
  const conditions =
    on.of === 'products' ? [`${table}.gone_at is null`] : [`not ${table}.gone`, `not ${table}.placeholder`];
  const where = (value: unknown, condition: (placeholder: string) => string) => {
    if (value !== undefined && value !== null) conditions.push(condition(parameters.add(value)));
  };
  conditions.push(...priceConditions(filters, { table, parameters }));
  where(brandKeys(filters.brand), (p) => `${table}.brand_key = any(${p}::text[])`);
  where(categoryKeys(filters.category), (p) => `${table}.category_keys @> ${p}::text[]`);
  where(filters.available, (p) => `${table}.available = ${p}::boolean`);
  where(filters.excludeProductIds, (p) => `${id} <> all(${p}::bigint[])`);
  where(filters.onlyProductIds, (p) => `${id} = any(${p}::bigint[])`);
  where(filters.shop?.toString(), (p) => `${table}.shop_id = any(${shopIds(p)})`);
  where(filters.collection?.toString(), (p) => isCollected(id, p, on));
  if (filters.priceChanged) conditions.push(priceChange[filters.priceChanged](table));
  conditions.push(...colourConditions(filters, on));
  return conditions;
}

const priceChange = {
  any: (table: string) => `${table}.price_before is not null and ${table}.price is not null`,
  up: (table: string) => `${table}.price_before is not null and ${table}.price > ${table}.price_before`,
  down: (table: string) => `${table}.price_before is not null and ${table}.price < ${table}.price_before`,
};

function brandKeys(brand: Filters['brand']): string[] | undefined {
  if (brand === undefined) return undefined;
  return (typeof brand === 'string' ? [brand] : brand).map(filterKey);
}

function categoryKeys(category: string | undefined): string[] | undefined {
  const steps = category?.split('>').map(filterKey);
  return steps?.filter((step) => step !== '');
}

/** A name may be several shops', and digits may be a name: both are looked up. */
function shopIds(placeholder: string): string {
  return `array(
      select id from shops
      where id::text = ${placeholder} or lower(name) = lower(${placeholder}) or base_url = ${placeholder})`;
}

/**
 * An array lets the index on product ids find a small collection. A walk through the HNSW index asks of each photo
 * whether it belongs: `in` is a hash table, and `is true` keeps the planner from making it a join.
 */
function isCollected(id: string, placeholder: string, on: OnVectors | OnProducts): string {
  const members = `
      select collection_products.product_id
      from collection_products
      join collections on collections.id = collection_products.collection_id
      where collections.id::text = ${placeholder} or lower(collections.name) = lower(${placeholder})`;
  const inIndexOrder = on.of === 'vectors' && on.inIndexOrder === true;
  return inIndexOrder ? `(${id} in (${members})) is true` : `${id} = any(array(${members}))`;
}

function colourConditions(filters: Filters, on: OnVectors | OnProducts): string[] {
  const { colourNames, colourCells } = filters;
  const { parameters } = on;
  const table = on.of === 'products' ? 'photo' : on.table;
  const conditions = [
    ...(colourNames
      ? [`${table}.colour_names && ${parameters.add(colourNames.map(filterKey))}::text[]`]
      : []),
    ...(colourCells ? [`${table}.colour_cells && ${parameters.add(colourCells)}::smallint[]`] : []),
  ];
  if (on.of === 'vectors' || conditions.length === 0) return conditions;
  if (on.model === null) throw new Error('Colours can only be filtered by under a model.');
  return [
    `exists (
      select from ${embeddingsTable(on.model)} as photo
      where photo.product_id = ${on.table}.id and not photo.placeholder and ${conditions.join(' and ')})`,
  ];
}
