// What the photos and runs that workers have in hand belong to.
import type { Queryable } from '../database/database.ts';

export interface NamedPhoto {
  id: number;
  url: string;
  productId: number;
  title: string;
}

export async function namePhotos(db: Queryable, ids: readonly number[]): Promise<Map<number, NamedPhoto>> {
  const { rows } = await db.query<NamedPhoto>(
    `
    select photos.id, photos.url, products.id as "productId", products.title
    from photos
    join products on products.id = photos.product_id
    where photos.id = any($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function nameRuns(db: Queryable, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await db.query<{ id: number; shop: string }>(
    `
    select runs.id, shops.name as shop
    from runs
    join shops on shops.id = runs.shop_id
    where runs.id = any($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map(({ id, shop }) => [id, shop]));
}
