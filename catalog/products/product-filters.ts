// Keeps the filter columns that stand beside vectors the same as the product's.
import type pg from 'pg';
import { embeddingsTable, listModels } from '../photos/models.ts';

/** The columns that stand beside vectors, with what they are of a row of `products`. */
const beside = {
  price: 'products.price',
  currency: 'products.currency',
  brand_key: 'products.brand_key',
  category_keys: 'products.category_keys',
  available: 'products.available',
  gone: 'products.gone_at is not null',
  price_before: 'products.price_before',
};

export const besideColumns = Object.keys(beside).join(', ');
export const besideValues = Object.values(beside).join(', ');

/** In every model's table. */
export async function refreshFilters(client: pg.PoolClient, productIds: readonly number[]): Promise<void> {
  if (productIds.length === 0) return;
  for (const model of await listModels(client)) {
    await client.query(
      `
      update ${embeddingsTable(model.id)} as e
      set (${besideColumns}) = row (${besideValues})
      from products
      where products.id = any($1::bigint[]) and e.product_id = products.id
        and (${Object.keys(beside)
          .map((name) => `e.${name}`)
          .join(', ')}) is distinct from (${besideValues})`,
      [productIds],
    );
  }
}
