// Photos of products and the images behind them; what is missing is computed here, never flagged.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from './models.ts';

/** The photos of a product that is gone are as a rule gone too, and nobody is shown them. */
const isShown = `not exists (
        select from products where products.id = photos.product_id and products.gone_at is not null
      )`;

/** Photos with neither a vector under the model nor a permanent failure, in the order of their ids. */
export async function missingPhotos(
  db: Queryable,
  model: string,
  page: { afterId: number; limit: number; shopId?: number | undefined },
): Promise<{ id: number; url: string }[]> {
  const { rows } = await db.query<{ id: number; url: string }>(
    `
    select photos.id, photos.url
    from photos
    where photos.id > $1
      and photos.failure is null
      and not exists (select from ${embeddingsTable(model)} as e where e.photo_id = photos.id)
      and ${isShown}
      and ($3::bigint is null or exists (
        select from products where products.id = photos.product_id and products.shop_id = $3::bigint
      ))
    order by photos.id
    limit $2`,
    [page.afterId, page.limit, page.shopId ?? null],
  );
  return rows;
}

export async function countMissing(db: Queryable, model: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`
    select count(*) as count
    from photos
    where photos.failure is null
      and not exists (select from ${embeddingsTable(model)} as e where e.photo_id = photos.id)
      and ${isShown}`);
  return rows[0]?.count ?? 0;
}

export interface PhotoCounts {
  embedded: number;
  missing: number;
  failed: number;
}

/** How the photos stand under the model, counted at one moment; all of them, or those of one shop. */
export async function countPhotos(db: Queryable, model: string, shopId?: number): Promise<PhotoCounts> {
  const { rows } = await db.query<PhotoCounts>(
    `
    select
      count(e.photo_id) as embedded,
      count(*) filter (where e.photo_id is null and photos.failure is null and ${isShown}) as missing,
      count(*) filter (where e.photo_id is null and photos.failure is not null) as failed
    from photos
    left join ${embeddingsTable(model)} as e on e.photo_id = photos.id
    where $1::bigint is null or exists (
      select from products where products.id = photos.product_id and products.shop_id = $1::bigint
    )`,
    [shopId ?? null],
  );
  return rows[0] ?? { embedded: 0, missing: 0, failed: 0 };
}

export interface MissingPhoto {
  id: number;
  url: string;
  /** Of the stored image, if it has one. */
  sha256: string | null;
  shopId: number;
}

/** Those of the photos that still have to be embedded under the model, with the shop they belong to, by id. */
export async function findMissingPhotos(
  db: Queryable,
  model: string,
  ids: readonly number[],
): Promise<Map<number, MissingPhoto>> {
  const { rows } = await db.query<MissingPhoto>(
    `
    select photos.id, photos.url, photos.image_sha256 as sha256, products.shop_id as "shopId"
    from photos
    join products on products.id = photos.product_id
    where photos.id = any($1::bigint[])
      and photos.failure is null
      and not exists (select from ${embeddingsTable(model)} as e where e.photo_id = photos.id)`,
    [ids],
  );
  return new Map(rows.map((photo) => [photo.id, photo]));
}

/** Records why a photo can never be embedded; it then no longer counts as missing. */
export async function failPhoto(db: Queryable, photoId: number, reason: string): Promise<void> {
  await db.query('update photos set failure = $2, failed_at = now() where id = $1', [photoId, reason]);
}

/**
 * Makes the photos that were refused for their host (`refused …`) count as missing again, where that host is
 * allowed by now.
 *
 * @param hosts `host` or `host:port`, as the operator wrote them
 * @returns how many there were
 */
export async function forgetRefusals(db: Queryable, hosts: readonly string[]): Promise<number> {
  const { rowCount } = await db.query(
    `
    update photos
    set failure = null, failed_at = null
    where failure like 'refused %'
      and (lower(substring(url from '^https?://([^/?#]+)')) = any($1::text[])
        or lower(substring(url from '^https?://(\\[[^]]*]|[^/?#:]+)')) = any($1::text[]))`,
    [hosts.map((host) => host.toLowerCase())],
  );
  return rowCount ?? 0;
}

/**
 * Makes the photos of a shop count as missing again that failed at the shop rather than by what they are (`it is …`,
 * `it has …`) or because an operator gave them up: what the shop answered may have been mended since.
 *
 * @param reason makes only those count that failed for just this, whatever it is
 * @returns how many there were
 */
export async function forgetFailures(db: Queryable, shopId: number, reason?: string): Promise<number> {
  const { rowCount } = await db.query(
    `
    update photos
    set failure = null, failed_at = null
    from products
    where products.id = photos.product_id and products.shop_id = $1 and photos.failure is not null
      and case
        when $2::text is null then photos.failure not like 'it %' and photos.failure not like 'the worker died %'
          and photos.failure not like 'given up by an operator%'
        else photos.failure = $2
      end`,
    [shopId, reason ?? null],
  );
  return rowCount ?? 0;
}

/** WebP bytes, or null when no such image is stored. */
export async function readThumbnail(db: Queryable, sha256: string): Promise<Buffer | null> {
  const { rows } = await db.query<{ thumbnail: Buffer }>('select thumbnail from images where sha256 = $1', [
    sha256,
  ]);
  return rows[0]?.thumbnail ?? null;
}

export interface PhotoFailureGroup {
  reason: string;
  count: number;
  /** Addresses of photos. */
  examples: string[];
}

/** Why photos of a shop can't be embedded, most frequent reason first. */
export async function photoFailureGroups(
  db: Queryable,
  shopId: number,
  options: { reasons: number; examples: number },
): Promise<PhotoFailureGroup[]> {
  const { rows } = await db.query<PhotoFailureGroup>(
    `
    select photos.failure as reason, count(*) as count, (array_agg(photos.url order by photos.id))[1:$3] as examples
    from photos
    join products on products.id = photos.product_id
    where products.shop_id = $1 and products.gone_at is null and photos.failure is not null
    group by photos.failure
    order by count(*) desc, photos.failure
    limit $2`,
    [shopId, options.reasons, options.examples],
  );
  return rows;
}

/** Photos that can never be embedded, the newest failure first. */
export async function photoFailures(
  db: Queryable,
  options: { limit?: number } = {},
): Promise<{ photoId: number; productId: number; url: string; reason: string; at: Date }[]> {
  const { rows } = await db.query<{
    photoId: number;
    productId: number;
    url: string;
    reason: string;
    at: Date;
  }>(
    `
    select id as "photoId", product_id as "productId", url, failure as reason, failed_at as at
    from photos
    where failure is not null
    order by failed_at desc, id desc
    limit $1`,
    [options.limit ?? 100],
  );
  return rows;
}
