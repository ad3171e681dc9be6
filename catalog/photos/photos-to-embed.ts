// What embedding a catalogue under another model has ahead of it.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from './models.ts';

export interface ShopPhotos {
  photos: number;
  /** Of which no thumbnail is stored. */
  withoutPicture: number;
  /** What the shop's settings say; null where they don't. */
  delayMs: number | null;
}

/** Photos without a vector under the model, by shop; a model that has no table yet lacks them all. */
export async function missingByShop(db: Queryable, model: string): Promise<ShopPhotos[]> {
  const table = embeddingsTable(model);
  const known = await db.query<{ known: boolean }>('select to_regclass($1) is not null as known', [table]);
  const lacks = known.rows[0]?.known
    ? `not exists (select from ${table} as e where e.photo_id = photos.id)`
    : 'true';
  const { rows } = await db.query<ShopPhotos>(`
    select count(*) as photos, count(*) filter (where photos.image_sha256 is null) as "withoutPicture",
      (shops.settings ->> 'delayMs')::float8 as "delayMs"
    from photos
    join products on products.id = photos.product_id
    join shops on shops.id = products.shop_id
    where photos.failure is null and products.gone_at is null and ${lacks}
    group by shops.id`);
  return rows;
}

/** A few stored thumbnails, to measure with. */
export async function sampleThumbnails(db: Queryable, count: number): Promise<Buffer[]> {
  const { rows } = await db.query<{ thumbnail: Buffer }>(
    'select thumbnail from images order by sha256 limit $1',
    [count],
  );
  return rows.map(({ thumbnail }) => thumbnail);
}
