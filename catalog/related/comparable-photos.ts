// Every photo that similar products are found by, with its vector; and of a product what tells it from an earlier state.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import { fromVectorBytes } from '../photos/vectors.ts';

export interface ComparablePhoto {
  photoId: number;
  productId: number;
  /** Null while it is not known. */
  lookId: number | null;
  /** Among the photos of its product. */
  position: number;
  /** Another one when its place, look or vector is another one. */
  key: number;
  vector: Float32Array;
}

/** The key of a product is that of its photos, combined by exclusive or. */
export const photoKey = `hashtext(concat_ws(' ', photos.position, e.photo_id, e.look_id, extract(epoch from e.added_at)))`;

/** In order of their ids, after one of them. */
export async function readComparable(
  db: Queryable,
  model: string,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<ComparablePhoto[]> {
  const { rows } = await db.query<Omit<ComparablePhoto, 'vector'> & { vector: Buffer }>(
    `
    select e.photo_id as "photoId", e.product_id as "productId", e.look_id as "lookId", photos.position,
      ${photoKey} as key, vector_send(e.embedding::vector) as vector
    from ${embeddingsTable(model)} as e
    join photos on photos.id = e.photo_id
    where e.photo_id > $1 and not e.gone and not e.placeholder
    order by e.photo_id
    limit $2`,
    [afterId, limit],
  );
  return rows.map((row) => ({ ...row, vector: fromVectorBytes(row.vector) }));
}

export async function countComparable(db: Queryable, model: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from ${embeddingsTable(model)} where not gone and not placeholder`,
  );
  return rows[0]?.count ?? 0;
}

/** Products that came, changed or went since their lists were made, or have a list that is too short. */
export async function countOutdated(db: Queryable, model: string, top: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `
    select count(*) as count
    from (
      select e.product_id, bit_xor(${photoKey}) as key
      from ${embeddingsTable(model)} as e
      join photos on photos.id = e.photo_id
      where not e.gone and not e.placeholder
      group by e.product_id
    ) as present
    full join (select product_id, photos_key, top from related where model = $1) as known using (product_id)
    where present.key is distinct from known.photos_key or known.top < $2`,
    [model, top],
  );
  return rows[0]?.count ?? 0;
}
