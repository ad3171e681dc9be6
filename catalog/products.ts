// Products: what a shop sells, stored once per shop and URL, with every price it has had.
import type pg from 'pg';
import type { Queryable } from './database.ts';
import { embeddingsTable, listModels } from './models.ts';
import {
  columnNames,
  columns,
  filterColumns,
  type ProductInput,
  placeholders,
  storedValues,
} from './product-input.ts';
import {
  firstImage,
  imagePath,
  type Product,
  type ProductRow,
  productColumns,
  toProduct,
} from './product-rows.ts';
import { storableText } from './storable.ts';
import { inTransaction } from './transaction.ts';

export { browseProducts } from './browse.ts';
export type { ProductInput } from './product-input.ts';
export type { Product } from './product-rows.ts';

export interface UpsertResult {
  id: number;
  outcome: 'new' | 'changed' | 'unchanged';
  /** False for a new product. */
  priceChanged: boolean;
}

export interface ProductDetail extends Product {
  photos: { url: string; image: string | null; failure: string | null }[];
  /** Oldest first. */
  priceHistory: { amount: number; currency: string; at: Date }[];
  extra: Record<string, unknown>;
}

/**
 * Stores what a product's page says now. The same again changes nothing but when it was last seen; a photo
 * that stays keeps its vector, one that is gone from the page goes with it.
 */
export async function upsertProduct(db: Queryable, input: ProductInput): Promise<UpsertResult> {
  const values = storedValues(input);
  const photoUrls = [...new Set(input.photoUrls.map(storableText))];
  return inTransaction(db, async (client) => {
    // Looked for first, so that seeing the same products every week doesn't use up ids.
    const before = await touchProduct(client, values, photoUrls);
    if (before) return updateProduct(client, before, values, photoUrls);
    const id = await insertProduct(client, values);
    if (id !== null) {
      await replacePhotos(client, id, photoUrls);
      await rememberPrice(client, id);
      return { id, outcome: 'new', priceChanged: false };
    }
    // Someone else stored it between the two statements.
    const stored = await touchProduct(client, values, photoUrls);
    if (!stored)
      throw new Error(`The product ${input.url} was deleted while it was being stored; store it again.`);
    return updateProduct(client, stored, values, photoUrls);
  });
}

/** Null when there is no such product. */
export async function getProduct(db: Queryable, id: number): Promise<ProductDetail | null> {
  const { rows } = await db.query<
    ProductRow & {
      extra: ProductDetail['extra'];
      photos: { url: string; sha256: string | null; failure: string | null }[];
      history: { amount: number; currency: string; at: string }[];
    }
  >(
    `
    select ${productColumns}, products.extra, ${firstImage},
      (
        select coalesce(json_agg(
          json_build_object('url', url, 'sha256', image_sha256, 'failure', failure) order by position
        ), '[]')
        from photos where product_id = products.id
      ) as photos,
      (
        select coalesce(json_agg(
          json_build_object('amount', price, 'currency', currency, 'at', at) order by id
        ), '[]')
        from price_history where product_id = products.id
      ) as history
    from products
    join shops on shops.id = products.shop_id
    where products.id = $1`,
    [id],
  );
  const [row] = rows;
  return row
    ? {
        ...toProduct(row),
        photos: row.photos.map(({ url, sha256, failure }) => ({ url, image: imagePath(sha256), failure })),
        priceHistory: row.history.map((entry) => ({ ...entry, at: new Date(entry.at) })),
        extra: row.extra,
      }
    : null;
}

async function insertProduct(client: pg.PoolClient, values: unknown[]): Promise<number | null> {
  const { rows } = await client.query<{ id: number }>(
    `
    insert into products (${columnNames})
    values (${placeholders})
    on conflict (shop_id, url) do nothing
    returning id`,
    values,
  );
  return rows[0]?.id ?? null;
}

async function updateProduct(
  client: pg.PoolClient,
  before: Difference,
  values: unknown[],
  photoUrls: string[],
): Promise<UpsertResult> {
  const { id, changed, priceChanged, filtersChanged, photosChanged } = before;
  if (changed) await rewriteProduct(client, values);
  if (photosChanged) await replacePhotos(client, id, photoUrls);
  if (priceChanged) await rememberPrice(client, id);
  if (filtersChanged) await refreshFilters(client, id);
  return { id, outcome: changed || photosChanged ? 'changed' : 'unchanged', priceChanged };
}

/** How a stored product differs from what its page says now. */
interface Difference {
  id: number;
  changed: boolean;
  priceChanged: boolean;
  filtersChanged: boolean;
  photosChanged: boolean;
}

/** Locks the row, marks it seen, and compares; null when there is no such product. */
async function touchProduct(
  client: pg.PoolClient,
  values: unknown[],
  photoUrls: string[],
): Promise<Difference | null> {
  const differs = (names: readonly string[]) => {
    const placed = columns.flatMap(([name, type], i) => (names.includes(name) ? [`$${i + 1}::${type}`] : []));
    const own = columns.flatMap(([name]) => (names.includes(name) ? [`products.${name}`] : []));
    return `(${own.join(', ')}) is distinct from (${placed.join(', ')})`;
  };
  const { rows } = await client.query<Difference>(
    `
    update products
    set last_seen = now()
    where shop_id = $1 and url = $2
    returning id,
      ${differs(columns.map(([name]) => name))} as changed,
      ${differs(['price', 'currency'])} as "priceChanged",
      ${differs(filterColumns)} as "filtersChanged",
      $${columns.length + 1}::text[] is distinct from array(
        select photos.url from photos where photos.product_id = products.id order by photos.position
      ) as "photosChanged"`,
    [...values, photoUrls],
  );
  return rows[0] ?? null;
}

async function rewriteProduct(client: pg.PoolClient, values: unknown[]): Promise<void> {
  await client.query(
    `
    update products
    set (${columnNames}, changed_at) = (${placeholders}, now())
    where shop_id = $1 and url = $2`,
    values,
  );
}

async function replacePhotos(client: pg.PoolClient, productId: number, urls: string[]): Promise<void> {
  await client.query('delete from photos where product_id = $1 and url <> all($2::text[])', [
    productId,
    urls,
  ]);
  await client.query(
    `
    insert into photos (product_id, url, position)
    select $1, url, position
    from unnest($2::text[]) with ordinality as wanted (url, position)
    on conflict (product_id, url) do update set position = excluded.position`,
    [productId, urls],
  );
}

async function rememberPrice(client: pg.PoolClient, productId: number): Promise<void> {
  await client.query(
    `
    insert into price_history (product_id, price, currency)
    select id, price, currency from products where id = $1 and price is not null`,
    [productId],
  );
}

async function refreshFilters(client: pg.PoolClient, productId: number): Promise<void> {
  for (const model of await listModels(client)) {
    await client.query(
      `
      update ${embeddingsTable(model.id)} as e
      set (${filterColumns.join(', ')}) = (${filterColumns.map((name) => `products.${name}`).join(', ')})
      from products
      where products.id = $1 and e.product_id = products.id`,
      [productId],
    );
  }
}
