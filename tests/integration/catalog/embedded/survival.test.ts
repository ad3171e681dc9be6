// The embedded database among processes that start together, come and go, and are killed.
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../../../catalog/database/database.ts';
import { migrate } from '../../../../catalog/database/migrate.ts';
import { registerModel } from '../../../../catalog/photos/models.ts';
import { searchByVector } from '../../../../catalog/search/search.ts';
import { addEmbedded, addShop, direction, model, productInput } from '../stock.ts';
import { Writer } from './writer.ts';

let dataDir: string;
const opened: Database[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lookalike-embedded-'));
  const template = inject('template');
  if (template.kind === 'embedded') await cp(template.folder, join(dataDir, 'postgres'), { recursive: true });
});
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function open(folder = dataDir): Promise<Database> {
  const database = await openDatabase({ dataDir: folder });
  opened.push(database);
  return database;
}

/** Every product is whole: transactions left nothing half done, and both ways of searching see the same. */
async function expectConsistent(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ products: number; whole: number }>(`
    select count(*) as products,
      count(*) filter (
        where (select count(*) from price_history where product_id = products.id) = 1
          and (select count(*) from photos where product_id = products.id) = 1
      ) as whole
    from products`);
  const products = rows[0]?.products ?? 0;
  expect(rows[0]?.whole).toBe(products);
  const indexed = await pool.query(
    `begin; set local enable_seqscan = off; set local hnsw.ef_search = 1000; set local hnsw.iterative_scan = strict_order;
     select product_id from embeddings_test_model order by embedding <=> '[1,0,0,0,0,0,0,0]' limit 100000; commit`,
  );
  const answers = indexed as unknown as pg.QueryResult[]; // several statements give several results
  const embedded = await pool.query('select count(*) as count from embeddings_test_model');
  expect(answers[4]?.rows).toHaveLength(embedded.rows[0].count);
  return products;
}

test('a kill -9 in the middle of writing loses nothing that was confirmed, twice in a row', async () => {
  const confirmed: number[] = [];
  for (const name of ['first', 'second']) {
    const writer = new Writer(dataDir, name, 100_000);
    await writer.until(() => writer.stored.length >= 60);
    await writer.kill();
    confirmed.push(...writer.stored);
  }
  const { pool } = await open();
  await expectConsistent(pool);
  const { rows } = await pool.query('select product_id as id from embeddings_test_model');
  const found = new Set(rows.map((row) => row.id));
  expect(confirmed.filter((id) => !found.has(id))).toEqual([]);
  await addEmbedded(pool, productInput(await addShop(pool), 'after'), [direction(3)]);
});

test('a kill -9 while the database is being made for the first time is made good', async () => {
  await rm(join(dataDir, 'postgres'), { recursive: true, force: true });
  const writer = new Writer(dataDir, 'early', 1);
  await writer.until(() => existsSync(join(dataDir, 'postgres', 'base')));
  await writer.kill();
  const { pool } = await open();
  expect((await migrate(pool)).length).toBeGreaterThan(0);
});

test('processes that start at the same moment share one database', async () => {
  const writers = ['a', 'b', 'c'].map((name) => new Writer(dataDir, name, 20));
  await Promise.all(writers.map((writer) => writer.done()));
  await Promise.all(writers.map((writer) => writer.end()));
  const { pool } = await open();
  expect(await expectConsistent(pool)).toBe(60);
});

test('a second process joins, and leaves without disturbing the first', async () => {
  const first = await open();
  const writer = new Writer(dataDir, 'guest', 10);
  await writer.done();
  await writer.end();
  const { rows } = await first.pool.query('select count(*) as count from products');
  expect(rows).toEqual([{ count: 10 }]);
});

test.each(['ends', 'is killed'])('who had joined carries on when the serving process %s', async (how) => {
  const host = new Writer(dataDir, 'host', how === 'ends' ? 0 : 100_000);
  await host.until(() => host.lines.includes('ready'));
  const guest = await open();
  await guest.pool.query('select 1');
  if (how === 'ends') await host.end();
  else await host.kill();
  const answer = await expect
    .poll(() => guest.pool.query('select count(*) as count from products').catch(() => null), {
      timeout: 30_000,
    })
    .not.toBeNull()
    .then(() => guest.pool.query('select count(*) as count from products'));
  expect(answer.rows[0].count).toBeGreaterThanOrEqual(host.stored.length);
  await expectConsistent(guest.pool);
});

test('closing and opening again finds everything', async () => {
  const first = await openDatabase({ dataDir });
  await registerModel(first.pool, { id: model, dimension: 8 });
  const id = await addEmbedded(first.pool, productInput(await addShop(first.pool), 'kept'), [direction(0)]);
  await first.close();
  const { pool } = await open();
  const options = { model, filters: {}, sort: 'relevance', limit: 5, cursor: null } as const;
  const { hits } = await searchByVector(pool, { ...options, vector: direction(0) });
  expect(hits.map((hit) => hit.product.id)).toEqual([id]);
});

test('a data directory too deep for a socket works like any other', async () => {
  const deep = join(dataDir, 'd'.repeat(60), 'e'.repeat(60));
  await mkdir(deep, { recursive: true });
  await cp(join(dataDir, 'postgres'), join(deep, 'postgres'), { recursive: true });
  const one = await open(deep);
  const two = await open(deep);
  await one.pool.query(`insert into shops (base_url, name) values ('http://deep.test/', 'Deep')`);
  expect((await two.pool.query('select name from shops')).rows).toEqual([{ name: 'Deep' }]);
  expect(await readdir(deep)).not.toContain('.s.PGSQL.5432');
});
