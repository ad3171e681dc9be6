// A connection that breaks never ends the process, whoever holds it at that moment.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '../../../catalog/database/database.ts';
import { type BreakableProxy, startBreakableProxy } from '../api/breakable-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
let proxy: BreakableProxy;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startBreakableProxy(database.connectionString);
});
afterAll(async () => {
  await proxy.close();
  await database.drop();
});

// Without a listener the client's error would be uncaught, which fails the run.
test('one that is lent out and idle breaks: its next query says so, and the pool goes on', async () => {
  const pool = createPool(proxy.connectionString);
  const client = await pool.connect();
  await client.query('begin');
  const ended = new Promise((resolve) => client.once('end', resolve));
  await proxy.cut();
  await ended;
  await expect(client.query('commit')).rejects.toThrow(/not queryable|closed|terminated/i);
  client.release();
  await proxy.mend();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
