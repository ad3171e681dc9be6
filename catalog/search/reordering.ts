// Orders other than by distance: what a reordering is, and the ones by price and by age.
//
// A search takes the products nearest to its vector (the relevant set), hands them to a reordering, and cuts its pages
// from what comes back. Pages after the first do the same again, looking at nothing added since the first, and go on
// after the product that the cursor names. So a reordering must give the same order for the same input.
import type { Queryable } from '../database/database.ts';
import { Parameters } from '../database/sql-parameters.ts';
import type { Filters } from '../products/filters.ts';
import { comparablePrice } from '../products/price-conditions.ts';

/** A product found by distance: the nearest of those that share its look. */
export interface Neighbour {
  productId: number;
  /** Cosine distance of its best photo: 1 - similarity. Infinite: it has none, and was found by its words. */
  distance: number;
  /** The best photo: the nearest to the query of those that the filters let through. */
  photoId: number;
  /** The look of that photo; null when it is not known yet. */
  lookId: number | null;
  /** Products folded into this one, as far as the walk saw them: their best photos are of the same look. */
  folded: number[];
}

/** What the relevant set was found with. */
export interface RelevantContext {
  model: string;
  vector: Float32Array;
  /** With the currency that prices are compared in, if they are. */
  filters: Filters;
  /** Rows added after this moment (microseconds since 1970) belong to no page; null on the first page. */
  addedBy: number | null;
}

export interface Reordering {
  /** Tells this order and its settings from others; a cursor goes on only under the same key. */
  key: string;
  /** How many of the nearest products it is given. */
  size: number;
  /**
   * Whether pages go on by distance behind the set, with what the set did not have. False: the set is all there is.
   */
  continues: boolean;
  /**
   * The set in the new order. It may leave some out, and add others: `findNeighbours` with the context and
   * `filters.onlyProductIds` makes neighbours of any products. A product must not come twice.
   *
   * @param near nearest first
   */
  reorder(db: Queryable, near: readonly Neighbour[], context: RelevantContext): Promise<Neighbour[]>;
  /** Where distance has no say in what the results are, all of them; facets count these. */
  findAll?: FindAll | undefined;
}

export type FindAll = (db: Queryable, context: RelevantContext) => Promise<Neighbour[]>;

// Sorting by price or age is only useful among what looks right. 200 is eight pages of 24: more than anyone
// leafs through, and few enough that the last of them still resembles the query.
const relevantProducts = 200;

const orders = {
  price: 'price asc nulls last, near.product_id',
  '-price': 'price desc nulls last, near.product_id',
  newest: 'near.product_id desc',
};

/**
 * By price or age within the relevant set. Without a price comes last.
 *
 * @param first what decides before that which products are relevant
 */
export function sortedBy(sort: keyof typeof orders, first: Reordering | null = null): Reordering {
  return {
    key: JSON.stringify([sort, first?.key ?? null]),
    size: first?.size ?? relevantProducts,
    continues: false,
    findAll: first?.findAll,
    reorder: async (db, nearest, context) => {
      const near = first ? await first.reorder(db, nearest, context) : nearest;
      const { filters } = context;
      const parameters = new Parameters();
      const ids = parameters.add(near.map((one) => one.productId));
      const price = comparablePrice(filters.prices, { table: 'products', parameters });
      const { rows } = await db.query<{ productId: number }>(
        `
        select near.product_id as "productId", ${price} as price
        from unnest(${ids}::bigint[]) as near (product_id)
        join products on products.id = near.product_id
        order by ${orders[sort]}`,
        parameters.values,
      );
      const byId = new Map(near.map((one) => [one.productId, one]));
      return rows.flatMap(({ productId }) => byId.get(productId) ?? []);
    },
  };
}
