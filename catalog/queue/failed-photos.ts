// Photos that were given up for good: making them count as missing again, and giving up more of them.
import type { Queryable } from '../database/database.ts';

/**
 * Makes photos that failed for good count as missing again, the oldest failure first.
 *
 * @returns their ids
 */
export async function forgivePhotos(
  db: Queryable,
  choice: { reason?: string | undefined; photoIds?: readonly number[] | undefined; limit: number },
): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `
    update photos
    set failure = null, failed_at = null
    where id in (
      select id
      from photos
      where failure is not null
        and ($1::text is null or failure = $1)
        and ($2::bigint[] is null or id = any($2))
      order by failed_at, id
      limit $3
      for update skip locked
    )
    returning id`,
    [choice.reason ?? null, choice.photoIds ?? null, choice.limit],
  );
  return rows.map(({ id }) => id);
}

/** Gives photos up for good, each with its reason; one that has been stored meanwhile keeps its image. */
export async function giveUpPhotos(
  db: Queryable,
  photos: readonly { id: number; reason: string }[],
): Promise<void> {
  await db.query(
    `
    update photos
    set failure = given.reason, failed_at = now()
    from unnest($1::bigint[], $2::text[]) as given (id, reason)
    where photos.id = given.id and photos.failure is null`,
    [photos.map(({ id }) => id), photos.map(({ reason }) => reason)],
  );
}
