// How near products are that were found by their words: each with its best photo, or without one.
import type { Queryable } from './database.ts';
import { embeddingsTable } from './models.ts';
import type { Neighbour, RelevantContext } from './reordering.ts';
import { vectorParameter } from './vectors.ts';

/** Every product asked for; the distance of one without an embedded photo at that moment is infinite. */
export async function bestPhotos(
  db: Queryable,
  productIds: readonly number[],
  { model, vector, addedBy }: RelevantContext,
): Promise<Map<number, Neighbour>> {
  const bare = { distance: Number.POSITIVE_INFINITY, photoId: 0, lookId: null, folded: [] };
  const all = new Map<number, Neighbour>(productIds.map((productId) => [productId, { productId, ...bare }]));
  if (productIds.length === 0) return all;
  const { rows } = await db.query<Omit<Neighbour, 'folded'>>(
    `
    select distinct on (product_id) product_id as "productId", photo_id as "photoId", look_id as "lookId",
      embedding <=> $2::vector as distance
    from ${embeddingsTable(model)}
    where product_id = any($1::bigint[]) and not placeholder
      and ($3::bigint is null or added_at <= to_timestamp($3::bigint / 1000000.0))
    order by product_id, embedding <=> $2::vector, photo_id`,
    [productIds, vectorParameter(vector), addedBy],
  );
  for (const row of rows) all.set(row.productId, { ...row, folded: [] });
  return all;
}
