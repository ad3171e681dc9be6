// A database of an earlier version, with what people had in it, becomes one of this version.
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addKnownPages, claimPages } from '../../../catalog/crawls/frontier.ts';
import { listRuns, startRun, unfinishedRuns } from '../../../catalog/crawls/runs.ts';
import { migrate } from '../../../catalog/database/migrate.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { browseProducts, getProduct } from '../../../catalog/products/products.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { direction } from './stock.ts';

const migrations = new URL('../../../migrations/', import.meta.url);

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

/** Everything as version 0001 left it: a shop scraped twice, one product with a vector, a run cut off. */
async function fillFirstVersion() {
  const first = '0001_products.sql';
  await db.pool.query('drop schema public cascade; create schema public');
  await db.pool.query(await readFile(new URL(first, migrations), 'utf8'));
  await db.pool.query(`
    create table schema_migrations (name text primary key, applied_at timestamptz not null default now());
    insert into schema_migrations (name) values ('${first}');
    insert into shops (base_url, name, settings) values ('http://old.test/', 'Old', '{"delayMs": 5}');
    insert into runs (shop_id, mode, finished_at, outcome, pages, products) values
      (1, 'full', now(), 'done', 9, 1), (1, 'update', now(), 'stopped', 3, 0), (1, 'update', null, null, 0, 0),
      (1, 'update', null, null, 1, 0);
    insert into products (shop_id, url, title, price, currency, available)
      values (1, 'http://old.test/p/1', 'Tap', 10, 'USD', true);
    insert into price_history (product_id, price, currency) values (1, 10, 'USD');
    insert into photos (product_id, url, position) values (1, 'http://old.test/1.jpg', 1);
    insert into pages (shop_id, run_id, url, kind, state, likely_product, was_product, etag) values
      (1, 1, 'http://old.test/p/1', 'page', 'read', true, true, '"1"'),
      (1, 4, 'http://old.test/', 'page', 'waiting', false, false, null);
    create table embeddings_old_model (
      photo_id bigint primary key references photos on delete cascade, image_sha256 text not null,
      product_id bigint not null, shop_id bigint not null, price numeric(14, 4), currency text, brand_key text,
      category_keys text[] not null, available boolean not null, embedding vector(8) not null
    );
    insert into models (id, dimension, table_name, active) values ('old-model', 8, 'embeddings_old_model', true);
    insert into embeddings_old_model
      values (1, repeat('0', 64), 1, 1, 10, 'USD', null, '{}', true, '[1,0,0,0,0,0,0,0]')`);
}

test('runs, products, pages and vectors of version 0001 go on being what they were', async () => {
  await fillFirstVersion();
  expect(await migrate(db.pool)).toEqual((await readdir(migrations)).sort().slice(1));

  const runs = await listRuns(db.pool, { limit: 9 });
  expect(runs.map(({ id, mode, outcome }) => [id, mode, outcome])).toEqual([
    [4, 'incremental', null],
    [3, 'incremental', 'cancelled'],
    [2, 'incremental', 'cancelled'],
    [1, 'full', 'done'],
  ]);
  expect(runs.at(-1)).toMatchObject({ startedBy: 'unknown', counts: { pages: 9, products: 1, gone: 0 } });
  expect((await unfinishedRuns(db.pool)).map(({ id }) => id)).toEqual([4]);

  expect((await browseProducts(db.pool, { limit: 9 })).total).toBe(1);
  expect(await getProduct(db.pool, 1)).toMatchObject({
    price: { amount: 10, currency: 'USD' },
    priceHistory: [{ amount: 10 }],
    goneAt: null,
    variants: [],
    sources: {},
  });
  const search = { model: 'old-model', filters: {}, sort: 'relevance', limit: 5, cursor: null } as const;
  const found = await searchByVector(db.pool, { ...search, vector: direction(0) });
  expect(found.hits.map(({ product }) => product.id)).toEqual([1]);
  await storeEmbeddings(db.pool, 'old-model', [
    { photoId: 1, sha256: '1'.repeat(64), vector: direction(90) },
  ]);
});

test('the unfinished run of version 0001 goes on, with the pages that it knew', async () => {
  const { run, isNew } = await startRun(db.pool, { shopId: 1, mode: 'full', startedBy: 'a test' });
  expect({ id: run.id, isNew }).toEqual({ id: 4, isNew: false });
  expect(await addKnownPages(db.pool, { runId: 4, shopId: 1 })).toBe(1);
  const pages = await claimPages(db.pool, 4, 9);
  expect(pages.map(({ url, productId, etag }) => [url, productId, etag])).toEqual([
    ['http://old.test/p/1', 1, '"1"'],
    ['http://old.test/', null, null],
  ]);
});
