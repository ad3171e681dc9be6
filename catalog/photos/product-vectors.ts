// The stored vectors of several products at once, so that nothing stored is ever embedded again for a query.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from './models.ts';
import { fromVectorText } from './vectors.ts';

export interface WantedVector {
  productId: number;
  /** Which of its photos, counted from 1; left out, the first that is embedded. */
  photo?: number | undefined;
}

export interface ProductVector {
  /** False: there is no such product. */
  exists: boolean;
  /** Unit length; null when the photo does not exist or has no vector yet. */
  vector: Float32Array | null;
  /** The image the vector is of. */
  sha256: string | null;
}

/** In the order they were asked for. */
export async function readProductVectors(
  db: Queryable,
  model: string,
  wanted: readonly WantedVector[],
): Promise<ProductVector[]> {
  if (wanted.length === 0) return [];
  const { rows } = await db.query<{ exists: boolean; vector: string | null; sha256: string | null }>(
    `
    select products.id is not null as exists, photo.vector, photo.sha256
    from unnest($1::bigint[], $2::int[]) with ordinality as wanted (product_id, photo, position)
    left join products on products.id = wanted.product_id
    left join lateral (
      select e.embedding::text as vector, e.image_sha256 as sha256
      from (
        select id, position, row_number() over (order by position) as number
        from photos
        where product_id = products.id
      ) as numbered
      join ${embeddingsTable(model)} as e on e.photo_id = numbered.id
      where wanted.photo is null or numbered.number = wanted.photo
      order by e.placeholder, numbered.position
      limit 1
    ) as photo on true
    order by wanted.position`,
    [wanted.map(({ productId }) => productId), wanted.map(({ photo }) => photo ?? null)],
  );
  return rows.map((row) => ({ ...row, vector: row.vector === null ? null : fromVectorText(row.vector) }));
}
