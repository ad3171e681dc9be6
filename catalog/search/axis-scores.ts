// How far photos lie along a direction of the embedding space: the inner product of each with it.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import { vectorParameter } from '../photos/vectors.ts';
import { type Filters, filterConditions } from '../products/filters.ts';

// The operator gives the negative inner product.
const alongIn = (parameter: string) => `-(e.embedding <#> ${parameter}::vector)`;

/** By photo id. */
export async function readPhotoScores(
  db: Queryable,
  model: string,
  { photoIds, direction }: { photoIds: readonly number[]; direction: Float32Array },
): Promise<Map<number, number>> {
  const { rows } = await db.query<{ photoId: number; score: number }>(
    `
    select e.photo_id as "photoId", ${alongIn('$2')} as score
    from ${embeddingsTable(model)} as e
    where e.photo_id = any($1::bigint[])`,
    [photoIds, vectorParameter(direction)],
  );
  return new Map(rows.map(({ photoId, score }) => [photoId, score]));
}

export interface ScoredProduct {
  productId: number;
  title: string;
  score: number;
}

/** Products by their first photo that shows them, in order of their ids, after one of them. */
export async function readProductScores(
  db: Queryable,
  model: string,
  options: { direction: Float32Array; filters: Filters; afterId: number; limit: number },
): Promise<ScoredProduct[]> {
  const { direction, filters, afterId, limit } = options;
  const parameters = new Parameters();
  const { rows } = await db.query<ScoredProduct>(
    `
    select distinct on (e.product_id) e.product_id as "productId", products.title,
      ${alongIn(parameters.add(vectorParameter(direction)))} as score
    from ${embeddingsTable(model)} as e
    join photos on photos.id = e.photo_id
    join products on products.id = e.product_id
    ${whereAll([
      `e.product_id > ${parameters.add(afterId)}`,
      ...filterConditions(filters, { table: 'e', of: 'vectors', parameters }),
    ])}
    order by e.product_id, photos.position
    limit ${parameters.add(limit)}`,
    parameters.values,
  );
  return rows;
}
