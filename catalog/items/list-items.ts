// The items of a collection by their ids, page by page; with their content and vectors where these are asked for.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import { fromVectorText } from '../photos/vectors.ts';
import { type Metadata, vectorsTable } from './items.ts';
import { productMetadata } from './similar-items.ts';

export interface ListedItem {
  id: string;
  /** Whether it has a vector under the model. */
  isEmbedded: boolean;
  /** The text, where it is kept. */
  content: string | null;
  /** Bytes of the photo, where it is kept. */
  photoBytes: number | null;
  metadata: Metadata | null;
  updatedAt: Date;
}

/** @param options.after the last id of the page before */
export async function listItems(
  db: Queryable,
  collectionId: number,
  options: { model: string; after: string; prefix: string; limit: number },
): Promise<ListedItem[]> {
  const { rows } = await db.query<ListedItem>(
    `
    select key as id, content, length(content_blob) as "photoBytes", metadata, updated_at as "updatedAt",
      vectors.item_id is not null as "isEmbedded"
    from items
    left join ${vectorsTable(options.model)} as vectors
      on vectors.item_id = items.id and vectors.content_hash = items.content_hash
    where items.collection_id = $1 and key > $2 and starts_with(key, $3)
    order by key
    limit $4`,
    [collectionId, options.after, options.prefix, options.limit],
  );
  return rows;
}

/** An item with its embedding, and no more of its content than its text. */
export interface EmbeddedItem {
  id: string;
  content: string | null;
  vector: Float32Array;
}

/** Those of a collection that are embedded under the model, in the order of their ids. */
export async function embeddedItems(
  db: Queryable,
  collectionId: number,
  { model, after, limit }: { model: string; after: string; limit: number },
): Promise<EmbeddedItem[]> {
  const { rows } = await db.query<Omit<EmbeddedItem, 'vector'> & { vector: string }>(
    `
    select key as id, content, vectors.embedding::text as vector
    from items
    join ${vectorsTable(model)} as vectors
      on vectors.item_id = items.id and vectors.content_hash = items.content_hash
    where items.collection_id = $1 and key > $2
    order by key
    limit $3`,
    [collectionId, after, limit],
  );
  return rows.map(({ vector, ...item }) => ({ ...item, vector: fromVectorText(vector) }));
}

/** An item as it travels between databases. */
export interface PortableItem {
  id: string;
  /** Null: its content must be embedded, or it can't be had. */
  vector: Float32Array | null;
  content: string | null;
  contentBlob: Buffer | null;
  contentHash: Buffer;
  metadata: Metadata | null;
  updatedAt: Date;
}

// Photos of a few MB each may be kept with them.
const itemsPerPage = 100;

/** All items of a collection with all there is to them, in the order of their ids; few are held at a time. */
export async function* portableItems(
  db: Queryable,
  collectionId: number,
  model: string,
): AsyncIterable<PortableItem> {
  for (let after = ''; ; ) {
    const page = await portablePage(db, collectionId, { model, after });
    for (const { vector, ...item } of page)
      yield { ...item, vector: vector === null ? null : fromVectorText(vector) };
    const last = page.at(-1);
    if (!last || page.length < itemsPerPage) return;
    after = last.id;
  }
}

async function portablePage(
  db: Queryable,
  collectionId: number,
  { model, after }: { model: string; after: string },
) {
  const { rows } = await db.query<Omit<PortableItem, 'vector'> & { vector: string | null }>(
    `
    select key as id, content, content_blob as "contentBlob", items.content_hash as "contentHash", metadata,
      updated_at as "updatedAt", vectors.embedding::text as vector
    from items
    left join ${vectorsTable(model)} as vectors
      on vectors.item_id = items.id and vectors.content_hash = items.content_hash
    where items.collection_id = $1 and key > $2
    order by key
    limit $3`,
    [collectionId, after, itemsPerPage],
  );
  return rows;
}

/**
 * The products of a collection as items: by their first photo, as `product/17`, with the title as content.
 * The hash is of the photo and of the title.
 */
export async function* portableProducts(
  db: Queryable,
  collectionId: number,
  model: string,
): AsyncIterable<PortableItem> {
  for (let after = 0; ; ) {
    const { rows } = await db.query<Omit<PortableItem, 'vector'> & { vector: string; productId: number }>(
      `
      select products.id as "productId", 'product/' || products.id as id, products.title as content,
        null as "contentBlob", decode(md5(photo.image_sha256 || products.title), 'hex') as "contentHash",
        ${productMetadata} as metadata, products.changed_at as "updatedAt", photo.vector
      from collection_products as members
      join products on products.id = members.product_id
      join lateral (
        select e.embedding::text as vector, e.image_sha256
        from ${embeddingsTable(model)} as e
        join photos on photos.id = e.photo_id
        where e.product_id = products.id
        order by e.placeholder, photos.position
        limit 1
      ) as photo on true
      where members.collection_id = $1 and members.product_id > $2
      order by members.product_id
      limit $3`,
      [collectionId, after, itemsPerPage],
    );
    for (const { productId, vector, ...item } of rows) yield { ...item, vector: fromVectorText(vector) };
    const last = rows.at(-1);
    if (!last) return;
    after = last.productId;
  }
}
