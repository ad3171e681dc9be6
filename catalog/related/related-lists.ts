// The stored lists of related products: what is known of them, and how newer ones take the place of older ones.
import type { Queryable } from '../database/database.ts';

export interface RelatedList {
  productId: number;
  /** Whose vector the others were compared with. */
  photoId: number;
  /** Of all its photos, as they were. */
  photosKey: number;
  /** Nearest first. */
  neighbourIds: readonly number[];
  /** Null when there are no more. */
  reach: number | null;
}

export type KnownList = Pick<RelatedList, 'productId' | 'photosKey' | 'reach'> & { top: number };

/** How many related products are kept of each one; null when none are. */
export async function keptTop(db: Queryable): Promise<number | null> {
  const { rows } = await db.query<{ top: number | null }>('select max(top)::int as top from related');
  return rows[0]?.top ?? null;
}

export async function readKnownLists(db: Queryable, model: string): Promise<KnownList[]> {
  const { rows } = await db.query<KnownList>(
    `
    select product_id as "productId", photos_key as "photosKey", reach, top::int as top
    from related
    where model = $1`,
    [model],
  );
  return rows;
}

/** The products whose list has any of these in it. */
export async function listsWith(db: Queryable, model: string, ids: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<{ productId: number }>(
    `
    select distinct related.product_id as "productId"
    from related
    cross join unnest(related.neighbour_ids) as neighbour (id)
    join unnest($2::bigint[]) as wanted (id) using (id)
    where related.model = $1`,
    [model, ids],
  );
  return rows.map(({ productId }) => productId);
}

/** Of these pairs of a product and a possible neighbour those whose list does not have it. */
export async function notListed(
  db: Queryable,
  model: string,
  pairs: readonly { productId: number; neighbourId: number }[],
): Promise<Set<number>> {
  const { rows } = await db.query<{ productId: number }>(
    `
    select distinct pair.product_id as "productId"
    from unnest($2::bigint[], $3::bigint[]) as pair (product_id, neighbour_id)
    join related on related.model = $1 and related.product_id = pair.product_id
    where pair.neighbour_id <> all(related.neighbour_ids)`,
    [model, pairs.map(({ productId }) => productId), pairs.map(({ neighbourId }) => neighbourId)],
  );
  return new Set(rows.map(({ productId }) => productId));
}

/** @param asOf the database's clock before the vectors were read; a list of an earlier reading never replaces a later one */
export async function storeLists(
  db: Queryable,
  { model, top, asOf, lists }: { model: string; top: number; asOf: string; lists: readonly RelatedList[] },
): Promise<void> {
  await db.query(
    `
    insert into related (model, product_id, photo_id, photos_key, top, neighbour_ids, reach, as_of)
    select $1, "productId", "photoId", "photosKey", $2, "neighbourIds", reach, $3
    from json_to_recordset($4::json) as input (
      "productId" bigint, "photoId" bigint, "photosKey" integer, "neighbourIds" bigint[], reach real)
    order by "productId"
    on conflict (model, product_id) do update
      set photo_id = excluded.photo_id, photos_key = excluded.photos_key, top = excluded.top,
        neighbour_ids = excluded.neighbour_ids, reach = excluded.reach, as_of = excluded.as_of
      where related.as_of <= excluded.as_of`,
    [model, top, asOf, JSON.stringify(lists)],
  );
}

/** Forgets the lists of products that are no longer there. */
export async function dropLists(
  db: Queryable,
  { model, asOf, ids }: { model: string; asOf: string; ids: readonly number[] },
): Promise<void> {
  await db.query('delete from related where model = $1 and as_of <= $2 and product_id = any($3::bigint[])', [
    model,
    asOf,
    ids,
  ]);
}

/** Of lists longer than wanted the rest is still right, but nobody needs to keep it so. */
export async function shortenLists(db: Queryable, top: number): Promise<void> {
  await db.query('update related set top = $1 where top > $1', [top]);
}

/** Keeps none any longer, under no model. */
export async function forgetLists(db: Queryable): Promise<number> {
  const { rowCount } = await db.query('delete from related');
  return rowCount ?? 0;
}

/** To the microsecond, as text: a Date is cut to the millisecond, in which two readings may begin. */
export async function databaseClock(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ now: string }>('select clock_timestamp()::text as now');
  return rows[0]?.now ?? '-infinity';
}
