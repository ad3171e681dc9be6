// Images: the bytes behind photos, stored once however many photos they are behind, and what is known of them.
import type { Queryable } from '../database/database.ts';
import { type ImagePicture, storeLooks } from '../looks/looks.ts';
import { embeddingsTable } from './models.ts';
import { fromVectorText } from './vectors.ts';

export interface StoredImage {
  /** Hex, of the bytes the shop served. */
  sha256: string;
  width: number;
  height: number;
  format: string;
  /** Size of what the shop served. */
  bytes: number;
  /** WebP. */
  thumbnail: Buffer;
  /** What it looks like; without, that stays unknown until `imagesWithoutLook` is asked. */
  picture?: ImagePicture;
}

/** An image and the photo that it is behind. */
export interface PhotoImage extends StoredImage {
  photoId: number;
}

/**
 * Stores images and says behind which photos they are, taking back any earlier failure. Killed before it has found
 * their looks, those count as missing.
 */
export async function storeImages(db: Queryable, images: readonly PhotoImage[]): Promise<void> {
  const { rows } = await db.query<{ sha256: string }>(
    `
    with input as (
      select *
      from unnest($1::bigint[], $2::text[], $3::integer[], $4::integer[], $5::text[], $6::integer[], $7::bytea[])
        as input (photo_id, sha256, width, height, format, bytes, thumbnail)
    ),
    stored as (
      insert into images (sha256, width, height, format, bytes, thumbnail)
      select distinct on (sha256) sha256, width, height, format, bytes, thumbnail from input order by sha256
      on conflict (sha256) do nothing
    ),
    shown as (
      update photos set image_sha256 = input.sha256, failure = null, failed_at = null
      from input
      where photos.id = input.photo_id
    )
    select sha256 from images where sha256 = any($2::text[]) and look_id is not null`,
    [
      images.map(({ photoId }) => photoId),
      images.map(({ sha256 }) => sha256),
      images.map(({ width }) => width),
      images.map(({ height }) => height),
      images.map(({ format }) => format),
      images.map(({ bytes }) => bytes),
      images.map(({ thumbnail }) => thumbnail),
    ],
  );
  const known = new Set(rows.map(({ sha256 }) => sha256));
  const pictured = images.flatMap(({ sha256, picture }) =>
    picture && !known.has(sha256) ? [{ sha256, picture }] : [],
  );
  if (pictured.length > 0) await storeLooks(db, pictured);
}

/** Says which stored image is behind a photo, and takes back any earlier failure. */
export async function attachImage(db: Queryable, photoId: number, sha256: string): Promise<void> {
  await db.query('update photos set image_sha256 = $2, failure = null, failed_at = null where id = $1', [
    photoId,
    sha256,
  ]);
}

/** The vectors of the same bytes under other photos, by digest, so that nothing is embedded twice. */
export async function findImageVectors(
  db: Queryable,
  model: string,
  digests: readonly string[],
): Promise<Map<string, Float32Array>> {
  const { rows } = await db.query<{ sha256: string; vector: string }>(
    `
    select input.sha256, known.vector
    from unnest($1::text[]) as input (sha256)
    cross join lateral (
      select embedding::text as vector
      from ${embeddingsTable(model)}
      where image_sha256 = input.sha256
      limit 1
    ) as known`,
    [digests],
  );
  return new Map(rows.map(({ sha256, vector }) => [sha256, fromVectorText(vector)]));
}
