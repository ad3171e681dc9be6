// Browsing: pages of products by age, price or chance, without a query.

import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { decodeCursor, encodeCursor, type KeyKind, type KeyPart, queryShape } from '../search/cursors.ts';
import { type Filters, filterConditions } from './filters.ts';
import { withPriceBasis } from './price-basis.ts';
import { comparablePrice, type PriceBasis } from './price-conditions.ts';
import { firstPicture, type Product, type ProductRow, productColumns, toProduct } from './product-rows.ts';

export type BrowseSort = 'newest' | 'price' | '-price' | 'random';

export interface BrowseOptions {
  filters?: Filters;
  /** Default `newest`. */
  sort?: BrowseSort;
  limit: number;
  cursor?: string | null;
  /** Of `random`: the same seed gives the same order. Default 0. */
  seed?: number;
  /** Whose photos' colours the filters mean; only needed with those filters. */
  model?: string | null;
}

export interface BrowsePage {
  products: Product[];
  nextCursor: string | null;
  /** Products that match, on all pages. */
  total: number;
  /** What a shopper should know of how the filters were understood. */
  notices: string[];
}

/** @throws InvalidCursor when the cursor is damaged or of another query */
export async function browseProducts(db: Queryable, options: BrowseOptions): Promise<BrowsePage> {
  const { sort = 'newest', limit, seed = 0, model = null } = options;
  const shape = queryShape(['browse', options.filters ?? {}, sort, seed]);
  const comparesPrices = sort === 'price' || sort === '-price';
  const { filters, notices } = await withPriceBasis(db, options.filters ?? {}, { comparesPrices });
  const parameters = new Parameters();
  const conditions = filterConditions(filters, { table: 'products', of: 'products', parameters, model });
  const matching = whereAll(conditions);
  const total = await countProducts(db, matching, [...parameters.values]);
  const order = orders[sort](parameters, { seed, prices: filters.prices });
  const after = options.cursor
    ? [order.after(decodeCursor(options.cursor, shape, [order.keyKind, 'id']))]
    : [];
  const { rows } = await db.query<ProductRow & { sortKey: number | string | null }>(
    `
    select ${productColumns}, ${order.key} as "sortKey", ${firstPicture} as picture
    from products
    join shops on shops.id = products.shop_id
    ${whereAll([...conditions, ...after])}
    order by ${order.by}
    limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    products: page.map(toProduct),
    nextCursor: last ? encodeCursor(shape, [last.sortKey, last.id]) : null,
    total,
    notices,
  };
}

async function countProducts(db: Queryable, matching: string, values: unknown[]): Promise<number> {
  const { rows } = await db.query<{ total: number }>(
    `select count(*) as total from products ${matching}`,
    values,
  );
  return rows[0]?.total ?? 0;
}

interface Order {
  /** The sort key that goes into the cursor, beside the id. */
  key: string;
  keyKind: KeyKind;
  by: string;
  /** The condition for rows that come after a cursor's. */
  after(key: KeyPart[]): string;
}

interface OrderOptions {
  seed: number;
  prices: PriceBasis | undefined;
}

const orders: Record<BrowseSort, (parameters: Parameters, options: OrderOptions) => Order> = {
  newest: (parameters) => ({
    key: 'products.id',
    keyKind: 'id',
    by: 'products.id desc',
    after: ([, id]) => `products.id < ${parameters.add(id)}::bigint`,
  }),
  price: (parameters, { prices }) => byPrice(parameters, prices, 'asc'),
  '-price': (parameters, { prices }) => byPrice(parameters, prices, 'desc'),
  random: (parameters, { seed }) => {
    const hash = `hashint8extended(products.id, ${parameters.add(Math.trunc(seed))}::bigint)`;
    return {
      key: `${hash}::text`, // 64 bits, more than a number holds
      keyKind: 'bigint',
      by: `${hash}, products.id`,
      after: ([value, id]) =>
        `(${hash}, products.id) > (${parameters.add(value)}::bigint, ${parameters.add(id)}::bigint)`,
    };
  },
};

/** Products without a price come last either way. */
function byPrice(parameters: Parameters, prices: PriceBasis | undefined, direction: 'asc' | 'desc'): Order {
  const beyond = direction === 'asc' ? '>' : '<';
  const key = comparablePrice(prices, { table: 'products', parameters });
  return {
    key: `${key}::text`, // more digits than a number holds, where it was converted
    keyKind: 'decimal?',
    by: `${key} ${direction} nulls last, products.id`,
    after: ([price, id]) => {
      const laterId = `products.id > ${parameters.add(id)}::bigint`;
      if (price === null) return `${key} is null and ${laterId}`;
      const bound = `${parameters.add(price)}::numeric`;
      return `(${key} ${beyond} ${bound} or ${key} is null or (${key} = ${bound} and ${laterId}))`;
    },
  };
}
