// Near duplicates: several products behind one picture, at several shops or twice at one.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import {
  type Product,
  type ProductRow,
  pictureColumn,
  productColumns,
  toProduct,
} from '../products/product-rows.ts';

export interface DuplicateCounts {
  /** Pictures that several products use. */
  looks: number;
  /** Those of them that several shops use. */
  acrossShops: number;
  /** Products behind them. */
  products: number;
}

const sharedLooks = (model: string) => `
      select look_id, count(distinct product_id) as products, count(distinct shop_id) as shops
      from ${embeddingsTable(model)}
      where not gone and not placeholder and look_id is not null
      group by look_id
      having min(product_id) <> max(product_id)`;

export async function countDuplicates(db: Queryable, model: string): Promise<DuplicateCounts> {
  const { rows } = await db.query<DuplicateCounts>(`
    select count(*) as looks, count(*) filter (where shops > 1) as "acrossShops",
      coalesce(sum(products), 0)::bigint as products
    from (${sharedLooks(model)}
    ) as shared`);
  return rows[0] ?? { looks: 0, acrossShops: 0, products: 0 };
}

export interface Duplicate {
  product: Product;
  /** Products with the same number have the same picture. */
  lookId: number;
}

const mostOfOneLook = 12;

/**
 * Looks that most shops share first; of each at most twelve products, one after the other.
 *
 * @param options.acrossShops only looks that several shops use
 */
export async function listDuplicates(
  db: Queryable,
  model: string,
  { limit, offset, acrossShops = false }: { limit: number; offset: number; acrossShops?: boolean },
): Promise<Duplicate[]> {
  const { rows } = await db.query<ProductRow & { lookId: number }>(
    `
    with shared as materialized (${sharedLooks(model)}
        and (not $3::boolean or count(distinct shop_id) > 1)
      order by shops desc, products desc, look_id
      limit $1 offset $2
    )
    select ${productColumns}, shared.look_id as "lookId",
      (select ${pictureColumn} from images where images.sha256 = behind.sha256) as picture
    from shared
    cross join lateral (
      select product_id, min(image_sha256) as sha256
      from ${embeddingsTable(model)} as e
      where e.look_id = shared.look_id and not e.gone
      group by product_id
      order by product_id
      limit ${mostOfOneLook}
    ) as behind
    join products on products.id = behind.product_id
    join shops on shops.id = products.shop_id
    order by shared.shops desc, shared.products desc, shared.look_id, products.id`,
    [limit, offset, acrossShops],
  );
  return rows.map((row) => ({ product: toProduct(row), lookId: row.lookId }));
}
