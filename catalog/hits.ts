// Turns neighbours, which are only ids and distances, into hits in the order that was asked for.
import type { Queryable } from './database.ts';
import { embeddingsTable } from './models.ts';
import type { Neighbour } from './neighbours.ts';
import { type Product, type ProductRow, productColumns, toProduct } from './product-rows.ts';
import { vectorParameter } from './vectors.ts';

/** The products of a page, each shown by the photo that matched best. Products deleted meanwhile are left out. */
export async function readHits(
  db: Queryable,
  query: { model: string; vector: Float32Array },
  page: readonly Neighbour[],
): Promise<{ product: Product; score: number }[]> {
  if (page.length === 0) return [];
  // `+ 0` keeps this small sort off the vector index, which would walk the whole graph for one product.
  const { rows } = await db.query<ProductRow>(
    `
    select ${productColumns},
      (
        select e.image_sha256
        from ${embeddingsTable(query.model)} as e
        where e.product_id = products.id
        order by (e.embedding <=> $2::vector) + 0, e.photo_id
        limit 1
      ) as "imageSha256"
    from products
    join shops on shops.id = products.shop_id
    where products.id = any($1::bigint[])`,
    [page.map((one) => one.productId), vectorParameter(query.vector)],
  );
  const products = new Map(rows.map((row) => [row.id, toProduct(row)]));
  return page.flatMap(({ productId, distance }) => {
    const product = products.get(productId);
    return product ? [{ product, score: Math.min(1, Math.max(-1, 1 - distance)) }] : [];
  });
}

/** A neighbour with what it was sorted by: its price, or its id for the newest. */
export interface SortedNeighbour extends Neighbour {
  sortKey: number | null;
}

const orders = {
  price: { by: 'price asc nulls last, id', beyond: '>' },
  '-price': { by: 'price desc nulls last, id', beyond: '<' },
  newest: { by: 'id desc', beyond: '<' },
};

/** The first `count` of these neighbours by price or age, after a sort key. Without a price comes last. */
export async function sortNeighbours(
  db: Queryable,
  neighbours: readonly Neighbour[],
  options: {
    sort: keyof typeof orders;
    after: { sortKey: number | null; productId: number } | null;
    count: number;
  },
): Promise<SortedNeighbour[]> {
  const { sort, after, count } = options;
  const { by, beyond } = orders[sort];
  const later =
    sort === 'newest'
      ? 'id < $4::bigint and $3::numeric is not distinct from $3::numeric'
      : `case when $3::numeric is null then price is null and id > $4::bigint
           else price ${beyond} $3::numeric or price is null or (price = $3::numeric and id > $4::bigint) end`;
  const { rows } = await db.query<SortedNeighbour>(
    `
    select products.id as "productId", distance, ${sort === 'newest' ? 'products.id' : 'products.price'} as "sortKey"
    from unnest($1::bigint[], $2::float8[]) as near (product_id, distance)
    join products on products.id = near.product_id
    where $4::bigint is null or (${later})
    order by ${by}
    limit $5`,
    [
      neighbours.map((one) => one.productId),
      neighbours.map((one) => one.distance),
      after?.sortKey ?? null,
      after?.productId ?? null,
      count,
    ],
  );
  return rows;
}
