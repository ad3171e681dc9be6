// Filters of search and browsing, turned into SQL conditions on the columns that products and vectors share.

/** What a result must match; what is absent doesn't matter. Text is compared without regard to case. */
export interface Filters {
  /** Lowest price, inclusive, in major units. */
  minPrice?: number | undefined;
  /** Highest price, inclusive. */
  maxPrice?: number | undefined;
  /** Exclusive upper bound: "cheaper than". */
  belowPrice?: number | undefined;
  /** ISO 4217. */
  currency?: string | undefined;
  /** A shop's id or name. */
  shop?: number | string | undefined;
  brand?: string | undefined;
  /** One step of the category path. */
  category?: string | undefined;
  /** True: can be bought or pre-ordered; a shop that doesn't say counts as available. */
  available?: boolean | undefined;
  excludeProductId?: number | undefined;
  excludeProductIds?: readonly number[] | undefined;
}

/** The numbered parameters of one statement. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Takes a value and answers its placeholder. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

// Longer ones don't fit into an index row, and no name is.
const longestKey = 200;

/** How text is stored and compared in filter columns. */
export function filterKey(text: string): string {
  return text.trim().toLowerCase().slice(0, longestKey).toWellFormed();
}

/**
 * The conditions as SQL. Products that are gone never match.
 *
 * @param table alias of products or of a table of vectors
 * @param idColumn the product's id in that table
 */
export function filterConditions(
  filters: Filters,
  options: { table: string; idColumn: 'id' | 'product_id'; parameters: Parameters },
): string[] {
  const { table, idColumn, parameters } = options;
  const conditions = [idColumn === 'id' ? `${table}.gone_at is null` : `not ${table}.gone`];
  const where = (value: unknown, condition: (placeholder: string) => string) => {
    if (value !== undefined && value !== null) conditions.push(condition(parameters.add(value)));
  };
  where(filters.minPrice, (p) => `${table}.price >= ${p}::numeric`);
  where(filters.maxPrice, (p) => `${table}.price <= ${p}::numeric`);
  where(filters.belowPrice, (p) => `${table}.price < ${p}::numeric`);
  where(filters.currency?.toUpperCase(), (p) => `${table}.currency = ${p}`);
  where(filters.brand && filterKey(filters.brand), (p) => `${table}.brand_key = ${p}`);
  where(filters.category && [filterKey(filters.category)], (p) => `${table}.category_keys @> ${p}::text[]`);
  where(filters.available, (p) => `${table}.available = ${p}::boolean`);
  where(filters.excludeProductId, (p) => `${table}.${idColumn} <> ${p}::bigint`);
  where(filters.excludeProductIds, (p) => `${table}.${idColumn} <> all(${p}::bigint[])`);
  where(filters.shop?.toString(), (p) => `${table}.shop_id = any(${shopIds(p)})`);
  return conditions;
}

/** A name may be several shops', and digits may be a name: both are looked up. */
function shopIds(placeholder: string): string {
  return `array(
      select id from shops
      where id::text = ${placeholder} or lower(name) = lower(${placeholder}) or base_url = ${placeholder})`;
}

/** `where …` over all conditions, or nothing. */
export function whereAll(conditions: readonly string[]): string {
  return conditions.length > 0 ? `where ${conditions.join('\n      and ')}` : '';
}
