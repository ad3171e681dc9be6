// Many connections to the embedded database, which has a single session.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '../../../../catalog/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../test-database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

test('large statements of many connections never run with one another’s text', async () => {
  const large = 'x'.repeat(1_500_000);
  const answers = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => {
      const { rows } =
        i % 2
          ? await db.pool.query('select $1::int as n, length($2::text) as length', [i, large])
          : await db.pool.query('select $1::int as n', [i]);
      return rows[0].n;
    }),
  );
  expect(answers).toEqual(Array.from({ length: 60 }, (_, i) => i));
});

test('others wait for a transaction, and see it whole or not at all', async () => {
  const writer = await db.pool.connect();
  await writer.query('begin');
  await writer.query(`insert into shops (base_url, name) values ('http://a.test/', 'a')`);
  const seen = db.pool.query('select count(*) as count from shops');
  await new Promise((next) => setTimeout(next, 50));
  await writer.query(`insert into shops (base_url, name) values ('http://b.test/', 'b')`);
  await writer.query('commit');
  writer.release();
  expect((await seen).rows).toEqual([{ count: 2 }]);
});

test('a connection that breaks inside a transaction undoes it and frees the rest', async () => {
  const client = await db.pool.connect();
  await client.query('begin');
  await client.query('delete from shops');
  client.release(new Error('broken'));
  expect((await db.pool.query('select count(*) as count from shops')).rows).toEqual([{ count: 2 }]);
});

test('a failing statement fails alone', async () => {
  const results = await Promise.allSettled([
    db.pool.query('select 1/$1::int as n', [0]),
    db.pool.query('select 1/$1::int as n', [1]),
    db.pool.query('selec'),
    db.pool.query('select 2 as n'),
  ]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
});

test('every connection finds the tables of the queue after its own', async () => {
  const pool = createPool(db.connectionString, { searchPath: 'bullmq' });
  expect((await pool.query('show search_path')).rows).toEqual([{ search_path: 'public, bullmq' }]);
  await pool.end();
});
