// Two that lock the same rows in opposite orders: one is begun again, and what both did is there.
import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import { inTransaction } from '../../../catalog/database/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
let ids: [number, number];

beforeAll(async () => {
  database = await createTestDatabase();
  const shops = ['https://a.example/', 'https://b.example/'].map((baseUrl) =>
    upsertShop(database.pool, { baseUrl, name: '', settings: {} }),
  );
  const [a, b] = await Promise.all(shops);
  ids = [a?.id ?? 0, b?.id ?? 0];
});
afterAll(() => database.drop());

// The embedded database runs one transaction after the other: there nobody ever comes.
const longestWaitMs = 500;

/** Locks the first row, waits until the other one has its first too, and asks for the second. */
function lockBoth(name: string, order: readonly number[], mine: () => void, other: Promise<void>) {
  const append = (client: pg.PoolClient, id: number | undefined) =>
    client.query('update shops set name = name || $2 where id = $1', [id, name]);
  return inTransaction(database.pool, async (client) => {
    await append(client, order[0]);
    mine();
    await Promise.race([other, setTimeout(longestWaitMs)]);
    await append(client, order[1]);
  });
}

test('a transaction that Postgres ends to break a deadlock is begun again', async () => {
  const one = Promise.withResolvers<void>();
  const two = Promise.withResolvers<void>();
  await Promise.all([
    lockBoth('1', ids, one.resolve, two.promise),
    lockBoth('2', ids.toReversed(), two.resolve, one.promise),
  ]);
  const { rows } = await database.pool.query<{ name: string }>('select name from shops');
  // The one that was ended left nothing behind: each has written once to each.
  expect(rows.map(({ name }) => [...name].toSorted().join(''))).toEqual(['12', '12']);
});

test('any other failure is thrown at once', async () => {
  let tries = 0;
  const failing = inTransaction(database.pool, async (client) => {
    tries += 1;
    await client.query('select 1 / 0');
  });
  await expect(failing).rejects.toThrow('division by zero');
  expect(tries).toBe(1);
});
