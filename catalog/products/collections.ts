// Collections: named sets of products and of embedded items, by hand or by an import.
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';

export interface Collection {
  id: number;
  name: string;
  createdAt: Date;
  products: number;
  items: number;
}

/** A collection's name that can't be used; the message says why. */
export class UnusableName extends Error {
  override name = 'UnusableName';
}

const longestName = 200;

/**
 * Makes a collection, or finds the one of that name.
 *
 * @throws UnusableName
 */
export async function createCollection(db: Queryable, name: string): Promise<{ id: number; isNew: boolean }> {
  const wanted = name.trim();
  if (wanted === '' || wanted.length > longestName) {
    throw new UnusableName(`A collection's name has 1 to ${longestName} characters.`);
  }
  const { rows } = await db.query<{ id: number; isNew: boolean }>(
    `
    insert into collections (name)
    values ($1)
    on conflict (lower(name)) do update set name = collections.name
    returning id, xmax = 0 as "isNew"`,
    [wanted],
  );
  const [row] = rows;
  if (!row) throw new Error(`The collection ${wanted} was not stored.`);
  return row;
}

/** By name, with how many products and items each has. */
export async function listCollections(db: Queryable): Promise<Collection[]> {
  const { rows } = await db.query<Collection>(`
    select collections.id, collections.name, collections.created_at as "createdAt",
      (select count(*) from collection_products where collection_id = collections.id) as products,
      (select count(*) from items where collection_id = collections.id) as items
    from collections
    order by lower(collections.name)`);
  return rows;
}

/** Null when no collection has this name or id. */
export async function findCollection(db: Queryable, nameOrId: string): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    `select id from collections where lower(name) = lower($1) or id::text = $1 order by id::text = $1 limit 1`,
    [nameOrId],
  );
  return rows[0]?.id ?? null;
}

/** @returns how many were not in it before; products that don't exist are left out */
export async function addToCollection(
  db: Queryable,
  collectionId: number,
  productIds: readonly number[],
): Promise<number> {
  const { rowCount } = await db.query(
    `
    insert into collection_products (collection_id, product_id)
    select collections.id, products.id
    from collections, products
    where collections.id = $1 and products.id = any($2::bigint[])
    order by products.id
    on conflict do nothing`,
    [collectionId, productIds],
  );
  return rowCount ?? 0;
}

/** @returns how many were in it */
export async function removeFromCollection(
  db: Queryable,
  collectionId: number,
  productIds: readonly number[],
): Promise<number> {
  const { rowCount } = await db.query(
    'delete from collection_products where collection_id = $1 and product_id = any($2::bigint[])',
    [collectionId, productIds],
  );
  return rowCount ?? 0;
}

/** Its products stay, its items go. @returns false when there was none */
export async function deleteCollection(db: Queryable, collectionId: number): Promise<boolean> {
  const { rowCount } = await db.query('delete from collections where id = $1', [collectionId]);
  return rowCount === 1;
}

/**
 * Lets a collection, by name or id, hold exactly these products; it is made when there is none.
 *
 * @returns those that don't exist: then nothing was changed
 * @throws UnusableName
 */
export async function fillCollection(
  db: Queryable,
  nameOrId: string,
  productIds: readonly number[],
): Promise<{ unknownIds: number[] }> {
  return inTransaction(db, async (client) => {
    const unknownIds = await missingProducts(client, productIds);
    if (unknownIds.length > 0) return { unknownIds };
    const id = (await findCollection(client, nameOrId)) ?? (await createCollection(client, nameOrId)).id;
    await client.query(
      'delete from collection_products where collection_id = $1 and product_id <> all($2::bigint[])',
      [id, productIds],
    );
    await addToCollection(client, id, productIds);
    return { unknownIds };
  });
}

async function missingProducts(db: Queryable, productIds: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `
    select asked.id
    from unnest($1::bigint[]) with ordinality as asked (id, place)
    where not exists (select from products where products.id = asked.id)
    order by place`,
    [productIds],
  );
  return rows.map(({ id }) => id);
}
