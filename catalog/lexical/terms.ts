// The vocabulary: which words, brands and categories there are and how common, for typos, weights and suggestions.
import type pg from 'pg';
import type { Queryable } from '../database/database.ts';
import { storableJson } from '../database/storable.ts';
import { inTransaction } from '../database/transaction.ts';
import { nameKey } from './fold.ts';
import { fillMissingWords } from './product-words.ts';

/** One lock for all who count: any number that no one else uses. */
const countingLock = 7_205_118;

// Prices, stock and spelling change without a new product; the counts may be this old.
const staleAfter = '1 hour';

/**
 * Counts the vocabulary again if products were added since, or it has grown old. Searching works meanwhile and
 * before: only typos of new words are not understood. Counting 20,000 products takes 0.9 s on Postgres and 1.4 s
 * embedded, a third to a half of it for an index without a pending list, which searches would read.
 *
 * @returns whether it was counted
 */
export async function refreshTerms(db: Queryable): Promise<boolean> {
  if (!(await isStale(db))) return false;
  await fillMissingWords(db);
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_xact_lock($1) as locked',
      [countingLock],
    );
    // Someone else is counting just now.
    if (!rows[0]?.locked) return false;
    await client.query('set local jit = off');
    await countWords(client);
    await countNames(client, 'brand');
    await countNames(client, 'category');
    await client.query(`
      update terms_state
      set counted_at = now(), products = (select count(*) from product_words),
        newest_id = (select coalesce(max(id), 0) from products)`);
    return true;
  });
}

async function isStale(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ stale: boolean }>(`
    select counted_at is null or counted_at < now() - interval '${staleAfter}'
      or newest_id < (select coalesce(max(id), 0) from products) as stale
    from terms_state`);
  return rows[0]?.stale ?? false;
}

async function countWords(client: pg.PoolClient): Promise<void> {
  await client.query(`
    with fresh as materialized (
      select word as key, ndoc as products
      from ts_stat('select words from product_words')
      where position('/' in word) = 0
    ),
    gone as (
      delete from terms
      where kind = 'word' and not exists (select from fresh where fresh.key = terms.key)
    )
    insert into terms (kind, key, shop_id, label, products)
    select 'word', key, 0, key, products from fresh
    on conflict (kind, key, shop_id) do update set products = excluded.products
      where terms.products <> excluded.products`);
}

const namesOf = {
  brand: `
    select shop_id as "shopId", brand as label, count(*) as products
    from products
    where gone_at is null and brand is not null
    group by 1, 2`,
  category: `
    select shop_id as "shopId", step as label, count(*) as products
    from products, unnest(category) as step
    where gone_at is null
    group by 1, 2`,
};

/** Spellings that fold to the same are one name, called as most products call it. */
async function countNames(client: pg.PoolClient, kind: keyof typeof namesOf): Promise<void> {
  const { rows } = await client.query<{ shopId: number; label: string; products: number }>(
    `select * from (${namesOf[kind]}) as named order by products desc, label collate "C"`,
  );
  const fresh = new Map<string, { key: string; shop_id: number; label: string; products: number }>();
  for (const { shopId, label, products } of rows) {
    const key = nameKey(label);
    const known = fresh.get(`${shopId} ${key}`);
    if (known) known.products += products;
    else if (key !== '')
      fresh.set(`${shopId} ${key}`, { key, shop_id: shopId, label: label.trim(), products });
  }
  await client.query(
    `
    with fresh as materialized (
      select * from json_to_recordset($2::json) as input (key text, shop_id bigint, label text, products integer)
    ),
    gone as (
      delete from terms
      where kind = $1
        and not exists (select from fresh where fresh.key = terms.key and fresh.shop_id = terms.shop_id)
    )
    insert into terms (kind, key, shop_id, label, products)
    select $1, key, shop_id, label, products from fresh
    on conflict (kind, key, shop_id) do update set products = excluded.products, label = excluded.label
      where (terms.products, terms.label) is distinct from (excluded.products, excluded.label)`,
    [kind, storableJson([...fresh.values()])],
  );
}
