// The products that belong on a map: each with the vector of its first photo that shows it, and what has no place yet.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import { fromVectorText } from '../photos/vectors.ts';
import { type Filters, filterConditions } from '../products/filters.ts';

export interface MappableProduct {
  productId: number;
  photoId: number;
  sha256: string;
  vector: Float32Array;
}

/** In order of their ids, after one of them. */
export async function readMappable(
  db: Queryable,
  model: string,
  { afterId, limit, filters = {} }: { afterId: number; limit: number; filters?: Filters | undefined },
): Promise<MappableProduct[]> {
  const parameters = new Parameters();
  const { rows } = await db.query<Omit<MappableProduct, 'vector'> & { vector: string }>(
    `
    select distinct on (e.product_id) e.product_id as "productId", e.photo_id as "photoId",
      e.image_sha256 as sha256, e.embedding::text as vector
    from ${embeddingsTable(model)} as e
    join photos on photos.id = e.photo_id
    ${whereAll([
      `e.product_id > ${parameters.add(afterId)}`,
      ...filterConditions(filters, { table: 'e', of: 'vectors', parameters }),
    ])}
    order by e.product_id, photos.position
    limit ${parameters.add(limit)}`,
    parameters.values,
  );
  return rows.map((row) => ({ ...row, vector: fromVectorText(row.vector) }));
}

export async function countMappable(db: Queryable, model: string, filters: Filters = {}): Promise<number> {
  const parameters = new Parameters();
  const { rows } = await db.query<{ count: number }>(
    `
    select count(distinct e.product_id) as count
    from ${embeddingsTable(model)} as e
    ${whereAll(filterConditions(filters, { table: 'e', of: 'vectors', parameters }))}`,
    parameters.values,
  );
  return rows[0]?.count ?? 0;
}

/** How the catalogue differs from the one that the map was drawn from. */
export interface MapChanges {
  /** Products on the map that are still there; the rest are gone, or lost their photo. */
  stayed: number;
  /** Products that came since. */
  came: number;
}

export async function countChanges(db: Queryable, model: string): Promise<MapChanges> {
  const { rows } = await db.query<MapChanges>(
    `
    select
      count(distinct product_id) filter (where product_id <= maps.newest_id) as stayed,
      count(distinct product_id) filter (where product_id > maps.newest_id) as came
    from maps
    join ${embeddingsTable(model)} as e on not e.gone and not e.placeholder
    where maps.model = $1`,
    [model],
  );
  return rows[0] ?? { stayed: 0, came: 0 };
}

/** Products that could be on the map but have no place, or have one for a photo that is another one now. */
export async function readUnplaced(
  db: Queryable,
  model: string,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<Omit<MappableProduct, 'vector'>[]> {
  const { rows } = await db.query<Omit<MappableProduct, 'vector'>>(
    `
    select distinct on (e.product_id) e.product_id as "productId", e.photo_id as "photoId",
      e.image_sha256 as sha256
    from ${embeddingsTable(model)} as e
    join photos on photos.id = e.photo_id
    where e.product_id > $2 and not e.gone and not e.placeholder
      and not exists (
        select from map_points as point
        join ${embeddingsTable(model)} as shown
          on shown.photo_id = point.photo_id and shown.image_sha256 = point.image_sha256 and not shown.placeholder
        where point.model = $1 and point.product_id = e.product_id
      )
    order by e.product_id, photos.position
    limit $3`,
    [model, afterId, limit],
  );
  return rows;
}
