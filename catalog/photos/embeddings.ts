// Embeddings: one vector per photo and model, with the product's filter columns beside it.
import type { Queryable } from '../database/database.ts';
import { lookColumns, lookValues } from '../looks/look-columns.ts';
import { besideColumns, besideValues } from '../products/product-filters.ts';
import { embeddingsTable } from './models.ts';
import { vectorsParameter } from './vectors.ts';

const excludedLooks = lookColumns.replaceAll(/\w+/g, 'excluded.$&');

export interface PhotoEmbedding {
  photoId: number;
  /** Hex SHA-256 of the bytes that were embedded. */
  sha256: string;
  /** Unit length, of the model's dimension. */
  vector: Float32Array;
}

/**
 * Stores vectors, replacing what the photos had under this model. Photos deleted meanwhile are left out.
 * The products and looks are locked while their columns are copied, so that a price which changes at the same
 * time, or a placeholder that is found, can't leave an old copy.
 */
export async function storeEmbeddings(
  db: Queryable,
  model: string,
  embeddings: readonly PhotoEmbedding[],
): Promise<void> {
  if (embeddings.length === 0) return;
  // One statement can't write a row twice; of a photo given twice the last counts.
  const rows = [...new Map(embeddings.map((row) => [row.photoId, row])).values()];
  const table = embeddingsTable(model);
  const dimension = rows[0]?.vector.length;
  if (rows.some((row) => row.vector.length !== dimension)) {
    throw new Error(`The vectors to store under ${model} differ in length; embed them with one model.`);
  }
  await db.query(
    `
    with images as materialized (
      select sha256, look_id, colours, colour_cells from images where sha256 = any($2::text[])
    ),
    looks as materialized (
      select id, placeholder from looks where id in (select look_id from images) for share
    )
    insert into ${table} (photo_id, image_sha256, product_id, shop_id, ${besideColumns}, ${lookColumns}, embedding)
    select photos.id, input.sha256, products.id, products.shop_id, ${besideValues}, ${lookValues},
      ($3::float4[])[($4::int * (input.position - 1) + 1):($4::int * input.position)]::vector
    from unnest($1::bigint[], $2::text[]) with ordinality as input (photo_id, sha256, position)
    join photos on photos.id = input.photo_id
    join products on products.id = photos.product_id
    left join images on images.sha256 = input.sha256
    left join looks on looks.id = images.look_id
    order by photos.id
    for share of products
    on conflict (photo_id) do update
      set image_sha256 = excluded.image_sha256, embedding = excluded.embedding, added_at = excluded.added_at,
        (${lookColumns}) = row (${excludedLooks})`,
    [
      rows.map((row) => row.photoId),
      rows.map((row) => row.sha256),
      vectorsParameter(rows.map((row) => row.vector)),
      dimension,
    ],
  );
}

/** Photos with a vector under the model. */
export async function countEmbeddings(db: Queryable, model: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from ${embeddingsTable(model)}`,
  );
  return rows[0]?.count ?? 0;
}
