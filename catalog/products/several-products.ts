// Several products by their ids, as a shopper's board keeps them.
import type { Queryable } from '../database/database.ts';
import { firstPicture, type Product, type ProductRow, productColumns, toProduct } from './product-rows.ts';

export interface KnownProduct {
  product: Product;
  /** When the shop was found to have it no longer. */
  goneAt: Date | null;
}

/** In the order of the ids, each once, also those that are gone; what never was or is deleted is left out. */
export async function readSeveralProducts(db: Queryable, ids: readonly number[]): Promise<KnownProduct[]> {
  const { rows } = await db.query<ProductRow & { goneAt: Date | null }>(
    `
    select ${productColumns}, products.gone_at as "goneAt", ${firstPicture} as picture
    from products
    join shops on shops.id = products.shop_id
    where products.id = any($1::bigint[])
    order by array_position($1::bigint[], products.id)`,
    [ids],
  );
  return rows.map((row) => ({ product: toProduct(row), goneAt: row.goneAt }));
}
