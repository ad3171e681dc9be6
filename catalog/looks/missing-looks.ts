// Images of which it isn't known how they look: stored by an earlier version, or by a process that was killed.
import type { Queryable } from '../database/database.ts';

/** With their thumbnails (WebP), in the order of their digests. */
export async function imagesWithoutLook(
  db: Queryable,
  page: { afterSha256: string; limit: number },
): Promise<{ sha256: string; thumbnail: Buffer }[]> {
  const { rows } = await db.query<{ sha256: string; thumbnail: Buffer }>(
    `
    select sha256, thumbnail
    from images
    where look_id is null and sha256 > $1
    order by sha256
    limit $2`,
    [page.afterSha256, page.limit],
  );
  return rows;
}
