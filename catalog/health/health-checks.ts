// What can be wrong with a product, each as one condition: counted, and listed with examples.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import {
  firstPicture,
  type Product,
  type ProductRow,
  productColumns,
  toProduct,
} from '../products/product-rows.ts';

// A shop is as a rule read every week: after a month without being met again, nobody knows whether a product is there.
export const staleAfterDays = 30;

const conditions = {
  'no-photo': () => 'not exists (select from photos where photos.product_id = products.id)',
  'photo-pending': (model: string) => `exists (
      select from photos
      where photos.product_id = products.id and photos.failure is null
        and not exists (select from ${embeddingsTable(model)} as e where e.photo_id = photos.id)
    )`,
  'photo-failed': () => `exists (
      select from photos where photos.product_id = products.id and photos.failure is not null
    )`,
  placeholder: () => `products.id in (
      select photos.product_id
      from looks
      join images on images.look_id = looks.id
      join photos on photos.image_sha256 = images.sha256
      where looks.placeholder
    )`,
  'no-price': () => 'products.price is null',
  'no-brand': () => 'products.brand is null',
  'no-category': () => `products.category = '{}'`,
  stale: () => `products.last_seen < now() - interval '${staleAfterDays} days' and exists (
      select from shops where shops.id = products.shop_id and shops.base_url like 'http%'
    )`,
} satisfies Record<string, (model: string) => string>;

export type HealthCheck = keyof typeof conditions;

// Object.keys loses the literal types that `satisfies` checked.
export const healthChecks = Object.keys(conditions) as HealthCheck[];

export async function countProductsWith(db: Queryable, model: string, check: HealthCheck): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`
    select count(*) as count
    from products
    where products.gone_at is null and ${conditions[check](model)}`);
  return rows[0]?.count ?? 0;
}

export interface ProductWith {
  product: Product;
  /** Why a photo can't be used; null for every other check. */
  detail: string | null;
}

/** The newest first. */
export async function listProductsWith(
  db: Queryable,
  model: string,
  { check, limit, offset }: { check: HealthCheck; limit: number; offset: number },
): Promise<ProductWith[]> {
  const detail =
    check === 'photo-failed'
      ? '(select min(failure) from photos where photos.product_id = products.id)'
      : 'null::text';
  const { rows } = await db.query<ProductRow & { detail: string | null }>(
    `
    select ${productColumns}, ${detail} as detail, ${firstPicture} as picture
    from products
    join shops on shops.id = products.shop_id
    where products.gone_at is null and ${conditions[check](model)}
    order by products.id desc
    limit $1 offset $2`,
    [limit, offset],
  );
  return rows.map((row) => ({ product: toProduct(row), detail: row.detail }));
}
