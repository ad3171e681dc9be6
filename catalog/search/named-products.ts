// How near products are that were found by their words: each with its best photo, or without one.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import { vectorParameter } from '../photos/vectors.ts';
import { filterConditions } from '../products/filters.ts';
import type { Neighbour, RelevantContext } from './reordering.ts';

/**
 * Every product asked for, with the best of its photos that the filters let through, as a search by looks would show
 * it; the distance of one without such a photo at that moment is infinite.
 */
export async function bestPhotos(
  db: Queryable,
  productIds: readonly number[],
  { model, vector, filters, addedBy }: RelevantContext,
): Promise<Map<number, Neighbour>> {
  const bare = { distance: Number.POSITIVE_INFINITY, photoId: 0, lookId: null, folded: [] };
  const all = new Map<number, Neighbour>(productIds.map((productId) => [productId, { productId, ...bare }]));
  if (productIds.length === 0) return all;
  const parameters = new Parameters();
  const distance = `e.embedding <=> ${parameters.add(vectorParameter(vector))}::vector`;
  const before = parameters.add(addedBy);
  const { rows } = await db.query<Omit<Neighbour, 'folded'>>(
    `
    select distinct on (e.product_id) e.product_id as "productId", e.photo_id as "photoId", e.look_id as "lookId",
      ${distance} as distance
    from ${embeddingsTable(model)} as e
    ${whereAll([
      `e.product_id = any(${parameters.add(productIds)}::bigint[])`,
      `(${before}::bigint is null or e.added_at <= to_timestamp(${before}::bigint / 1000000.0))`,
      ...filterConditions(filters, { table: 'e', of: 'vectors', parameters }),
    ])}
    order by e.product_id, ${distance}, e.photo_id`,
    parameters.values,
  );
  for (const row of rows) all.set(row.productId, { ...row, folded: [] });
  return all;
}
