// Items: texts and photos embedded into a collection, each under an id that its owner chose.
import type { Queryable } from '../database/database.ts';
import { storableText } from '../database/storable.ts';
import { embeddingsTable } from '../photos/models.ts';
import { vectorsParameter } from '../photos/vectors.ts';
import { itemVectorsOf } from './item-vectors.ts';

export type Metadata = Record<string, unknown>;

/** What is stored of an item besides its vector. */
export interface ItemRow {
  /** What its owner calls it. */
  id: string;
  /** MD5 of what was embedded. */
  contentHash: Buffer;
  /** The text or the bytes of the photo, where they are kept. */
  content: string | Uint8Array | null;
  metadata: Metadata | null;
  /** Default: now. */
  updatedAt?: Date | null;
}

export interface KnownItem {
  contentHash: Buffer;
  hasContent: boolean;
  metadata: Metadata | null;
  /** Whether what it now holds has a vector under the model. */
  isEmbedded: boolean;
}

export const longestItemId = 1000;

/** The items of these ids that the collection has. */
export async function knownItems(
  db: Queryable,
  collectionId: number,
  { model, ids }: { model: string; ids: readonly string[] },
): Promise<Map<string, KnownItem>> {
  const { rows } = await db.query<KnownItem & { key: string }>(
    `
    select key, items.content_hash as "contentHash", metadata,
      content is not null or content_blob is not null as "hasContent",
      vectors.item_id is not null as "isEmbedded"
    from items
    left join ${vectorsTable(model)} as vectors
      on vectors.item_id = items.id and vectors.content_hash = items.content_hash
    where items.collection_id = $1 and key = any($2::text[])`,
    [collectionId, ids.map(storableText)],
  );
  return new Map(rows.map(({ key, ...known }) => [key, known]));
}

/**
 * Stores items with their vectors, replacing those of the same ids. Content that is not given stays where it is that
 * of the same hash.
 */
export async function storeItems(
  db: Queryable,
  collectionId: number,
  { model, items }: { model: string; items: readonly (ItemRow & { vector: Float32Array })[] },
): Promise<void> {
  const rows = lastOfEach(items);
  if (rows.length === 0) return;
  const dimension = rows[0]?.vector.length;
  if (rows.some(({ vector }) => vector.length !== dimension)) {
    throw new Error(`The vectors to store under ${model} differ in length; embed them with one model.`);
  }
  await db.query(
    `
    with stored as (${upsert} returning id, key, content_hash)
    insert into ${vectorsTable(model)} (item_id, collection_id, content_hash, embedding)
    select stored.id, $1, stored.content_hash,
      ($8::float4[])[($9::int * (input.position - 1) + 1):($9::int * input.position)]::vector
    from stored
    join unnest($2::text[]) with ordinality as input (key, position) on input.key = stored.key
    on conflict (item_id) do update set content_hash = excluded.content_hash, embedding = excluded.embedding`,
    [...upsertValues(collectionId, rows), vectorsParameter(rows.map(({ vector }) => vector)), dimension],
  );
}

/** Stores what changed of items whose vectors are still theirs. */
export async function updateItems(
  db: Queryable,
  collectionId: number,
  items: readonly ItemRow[],
): Promise<void> {
  const rows = lastOfEach(items);
  if (rows.length > 0) await db.query(upsert, upsertValues(collectionId, rows));
}

/** @returns how many there were */
export async function removeItems(
  db: Queryable,
  collectionId: number,
  ids: readonly string[],
): Promise<number> {
  const { rowCount } = await db.query(
    'delete from items where collection_id = $1 and key = any($2::text[])',
    [collectionId, ids.map(storableText)],
  );
  return rowCount ?? 0;
}

/** Vectors of items, in all collections. */
export async function countItemVectors(db: Queryable, model: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`select count(*) as count from ${vectorsTable(model)}`);
  return rows[0]?.count ?? 0;
}

/** By collection: how many items have no vector under the model, and of how many of these the content is kept. */
export async function countUnembedded(
  db: Queryable,
  model: string,
  collectionIds: readonly number[],
): Promise<{ name: string; items: number; unembedded: number; kept: number }[]> {
  const { rows } = await db.query<{ name: string; items: number; unembedded: number; kept: number }>(
    `
    select collections.name, count(items.id) as items,
      count(items.id) filter (where vectors.item_id is null) as unembedded,
      count(items.id) filter (
        where vectors.item_id is null and (items.content is not null or items.content_blob is not null)
      ) as kept
    from collections
    left join items on items.collection_id = collections.id
    left join ${vectorsTable(model)} as vectors
      on vectors.item_id = items.id and vectors.content_hash = items.content_hash
    where collections.id = any($1::bigint[])
    group by collections.id
    order by array_position($1::bigint[], collections.id)`,
    [collectionIds],
  );
  return rows;
}

/** The table of items' vectors, safe to put into a statement. */
export const vectorsTable = (model: string): string => itemVectorsOf(embeddingsTable(model));

const upsert = `
    insert into items (collection_id, key, content_hash, content, content_blob, metadata, updated_at)
    select $1, key, content_hash, content, content_blob, metadata, coalesce(updated_at, now())
    from unnest($2::text[], $3::bytea[], $4::text[], $5::bytea[], $6::json[], $7::timestamptz[])
      as input (key, content_hash, content, content_blob, metadata, updated_at)
    order by key
    on conflict (collection_id, key) do update
    set content_hash = excluded.content_hash,
      metadata = excluded.metadata,
      updated_at = excluded.updated_at,
      (content, content_blob) = (
        select excluded.content, excluded.content_blob
        where excluded.content is not null or excluded.content_blob is not null
          or items.content_hash <> excluded.content_hash
        union all
        select items.content, items.content_blob
        where excluded.content is null and excluded.content_blob is null
          and items.content_hash = excluded.content_hash
      )`;

const upsertValues = (collectionId: number, rows: readonly ItemRow[]): unknown[] => [
  collectionId,
  rows.map(({ id }) => id),
  rows.map(({ contentHash }) => contentHash),
  rows.map(({ content }) => (typeof content === 'string' ? storableText(content) : null)),
  rows.map(({ content }) => (content === null || typeof content === 'string' ? null : Buffer.from(content))),
  rows.map(({ metadata }) => (metadata === null ? null : JSON.stringify(metadata))),
  rows.map(({ updatedAt }) => updatedAt ?? null),
];

/** One statement can't write a row twice; of an id given twice the last counts. */
function lastOfEach<Row extends ItemRow>(items: readonly Row[]): Row[] {
  const byId = new Map(items.map((item) => [storableText(item.id), item]));
  return [...byId].map(([id, item]) => ({ ...item, id }));
}
