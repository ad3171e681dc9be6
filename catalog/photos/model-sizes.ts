// What a model's vectors take: how many there are, and the bytes of the table with its indexes.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from './models.ts';

export interface ModelSize {
  vectors: number;
  bytes: number;
}

export async function modelSize(db: Queryable, id: string): Promise<ModelSize> {
  const table = embeddingsTable(id);
  const { rows } = await db.query<ModelSize>(
    `select (select count(*) from ${table}) as vectors, pg_total_relation_size('${table}') as bytes`,
  );
  return rows[0] ?? { vectors: 0, bytes: 0 };
}

export interface SampledEmbedding {
  photoId: number;
  url: string;
  shopId: number;
  sha256: string;
  /** As text. */
  vector: string;
  thumbnail: Buffer | null;
}

/** Photos at random with the vector and the thumbnail that are stored of each. */
export async function sampleEmbeddings(
  db: Queryable,
  model: string,
  count: number,
): Promise<SampledEmbedding[]> {
  const { rows } = await db.query<SampledEmbedding>(
    `
    with chosen as materialized (
      select photo_id from ${embeddingsTable(model)} order by random() limit $1
    )
    select photos.id as "photoId", photos.url, e.shop_id as "shopId", e.image_sha256 as sha256,
      e.embedding::text as vector, images.thumbnail
    from chosen
    join ${embeddingsTable(model)} as e using (photo_id)
    join photos on photos.id = e.photo_id
    left join images on images.sha256 = e.image_sha256`,
    [count],
  );
  return rows;
}
