// The blurs of images: which are not known yet, and how they get in.
import type { Queryable } from '../database/database.ts';

/** Images stored by an earlier version, with their thumbnails (WebP), in the order of their digests. */
export async function imagesWithoutThumbHash(
  db: Queryable,
  page: { afterSha256: string; limit: number },
): Promise<{ sha256: string; thumbnail: Buffer }[]> {
  const { rows } = await db.query<{ sha256: string; thumbnail: Buffer }>(
    `
    select sha256, thumbnail
    from images
    where thumb_hash is null and sha256 > $1
    order by sha256
    limit $2`,
    [page.afterSha256, page.limit],
  );
  return rows;
}

/** @param thumbHash null when there can never be one */
export async function storeThumbHash(db: Queryable, sha256: string, thumbHash: Buffer | null): Promise<void> {
  await db.query('update images set thumb_hash = $2 where sha256 = $1', [
    sha256,
    thumbHash ?? Buffer.alloc(0),
  ]);
}
