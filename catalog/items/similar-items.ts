// What of one or several collections is nearest to a vector: their items, and their products by their photos.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import { fromVectorText, vectorParameter } from '../photos/vectors.ts';
import { type Metadata, vectorsTable } from './items.ts';

export interface SimilarItem {
  collection: string;
  /** `product/17` is the product 17. */
  id: string;
  /** Cosine similarity. */
  score: number;
  /** The text, where it is kept; of a product its title. */
  content: string | null;
  metadata: Metadata | null;
}

export interface SimilarItemsQuery {
  model: string;
  vector: Float32Array;
  collectionIds: readonly number[];
  limit: number;
  /** Only ids that begin so. Default: all. */
  prefix?: string | undefined;
  /** Left out: what was asked with; without a collection, wherever it is. */
  except?: { collectionId: number | null; id: string } | undefined;
}

/** An exact scan: the answer misses nothing. The nearest first, then by collection and id. */
export async function similarItems(db: Queryable, query: SimilarItemsQuery): Promise<SimilarItem[]> {
  const { model, vector, collectionIds, limit, prefix = '', except } = query;
  const { rows } = await db.query<SimilarItem>(
    `
    with nearest as (
      select items.collection_id, items.key as id, vectors.embedding <=> $1::vector as distance,
        items.id as item_id, null::bigint as product_id
      from ${vectorsTable(model)} as vectors
      join items on items.id = vectors.item_id and items.content_hash = vectors.content_hash
      where vectors.collection_id = any($2::bigint[])
      union all
      select members.collection_id, 'product/' || members.product_id, min(photos.embedding <=> $1::vector),
        null, members.product_id
      from collection_products as members
      join ${embeddingsTable(model)} as photos on photos.product_id = members.product_id
      where members.collection_id = any($2::bigint[]) and not photos.placeholder
      group by members.collection_id, members.product_id
    ),
    best as (
      select * from nearest
      where starts_with(id, $4) and distance <> 'NaN'
        and ($6::text is null or id <> $6 or collection_id is distinct from coalesce($5::bigint, collection_id))
      order by distance, collection_id, id
      limit $3
    )
    select collections.name as collection, best.id, 1 - best.distance as score,
      coalesce(items.content, products.title) as content,
      coalesce(items.metadata, ${productMetadata}) as metadata
    from best
    join collections on collections.id = best.collection_id
    left join items on items.id = best.item_id
    left join products on products.id = best.product_id
    order by best.distance, best.collection_id, best.id`,
    [vectorParameter(vector), collectionIds, limit, prefix, except?.collectionId ?? null, except?.id ?? null],
  );
  return rows;
}

export interface FoundItem {
  collectionId: number;
  /** Null when it has none under the model. */
  vector: Float32Array | null;
}

/** The items of this id, in the order of the collections. */
export async function findItems(
  db: Queryable,
  { model, collectionIds, id }: { model: string; collectionIds: readonly number[]; id: string },
): Promise<FoundItem[]> {
  const { rows } = await db.query<{ collectionId: number; vector: string | null }>(
    `
    select items.collection_id as "collectionId", vectors.embedding::text as vector
    from items
    left join ${vectorsTable(model)} as vectors
      on vectors.item_id = items.id and vectors.content_hash = items.content_hash
    where items.collection_id = any($1::bigint[]) and items.key = $2
    order by array_position($1::bigint[], items.collection_id)`,
    [collectionIds, id],
  );
  return rows.map(({ collectionId, vector }) => ({
    collectionId,
    vector: vector === null ? null : fromVectorText(vector),
  }));
}

/** What is told of a product where items have their metadata. */
export const productMetadata = `case when products.id is not null then json_build_object(
        'url', products.url, 'price', products.price, 'currency', products.currency, 'brand', products.brand) end`;
