// Browsing: pages of products by age, price or chance, without a query.
import { decodeCursor, encodeCursor, type KeyKind, type KeyPart, queryShape } from './cursors.ts';
import type { Queryable } from './database.ts';
import { type Filters, filterConditions, Parameters, whereAll } from './filters.ts';
import { firstImage, type Product, type ProductRow, productColumns, toProduct } from './product-rows.ts';

export type BrowseSort = 'newest' | 'price' | '-price' | 'random';

export interface BrowseOptions {
  filters?: Filters;
  /** Default `newest`. */
  sort?: BrowseSort;
  limit: number;
  cursor?: string | null;
  /** Of `random`: the same seed gives the same order. Default 0. */
  seed?: number;
}

export interface BrowsePage {
  products: Product[];
  nextCursor: string | null;
  /** Products that match, on all pages. */
  total: number;
}

/** @throws InvalidCursor when the cursor is damaged or of another query */
export async function browseProducts(db: Queryable, options: BrowseOptions): Promise<BrowsePage> {
  const { filters = {}, sort = 'newest', limit, seed = 0 } = options;
  const shape = queryShape(['browse', filters, sort, seed]);
  const parameters = new Parameters();
  const conditions = filterConditions(filters, { table: 'products', idColumn: 'id', parameters });
  const matching = whereAll(conditions);
  const total = await countProducts(db, matching, [...parameters.values]);
  const order = orders[sort](parameters, seed);
  const after = options.cursor
    ? [order.after(decodeCursor(options.cursor, shape, [order.keyKind, 'id']))]
    : [];
  const { rows } = await db.query<ProductRow & { sortKey: number | string | null }>(
    `
    select ${productColumns}, ${order.key} as "sortKey", ${firstImage}
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

const orders: Record<BrowseSort, (parameters: Parameters, seed: number) => Order> = {
  newest: (parameters) => ({
    key: 'products.id',
    keyKind: 'id',
    by: 'products.id desc',
    after: ([, id]) => `products.id < ${parameters.add(id)}::bigint`,
  }),
  price: (parameters) => byPrice(parameters, 'asc'),
  '-price': (parameters) => byPrice(parameters, 'desc'),
  random: (parameters, seed) => {
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
function byPrice(parameters: Parameters, direction: 'asc' | 'desc'): Order {
  const beyond = direction === 'asc' ? '>' : '<';
  return {
    key: 'products.price',
    keyKind: 'number?',
    by: `products.price ${direction} nulls last, products.id`,
    after: ([price, id]) => {
      const laterId = `products.id > ${parameters.add(id)}::bigint`;
      if (price === null) return `products.price is null and ${laterId}`;
      const bound = `${parameters.add(price)}::numeric`;
      return `(products.price ${beyond} ${bound} or products.price is null or (products.price = ${bound} and ${laterId}))`;
    },
  };
}
