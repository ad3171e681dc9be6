// Migrations: applied once, whoever else starts at the same moment.
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '../../../catalog/database/database.ts';
import { migrate } from '../../../catalog/database/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

test('a migrated database has nothing left to do', async () => {
  expect(await migrate(db.pool)).toEqual([]);
});

test('processes that start together apply each file once', async () => {
  await db.pool.query('drop schema public cascade; create schema public');
  const pools = Array.from({ length: 5 }, () => createPool(db.connectionString));
  const applied = await Promise.all(pools.map((pool) => migrate(pool)));
  await Promise.all(pools.map((pool) => pool.end()));
  const files = (await readdir(new URL('../../../migrations/', import.meta.url))).sort();
  expect(applied.flat()).toEqual(files);
  const { rows } = await db.pool.query('select name from schema_migrations order by name');
  expect(rows.map((row) => row.name)).toEqual(files);
});
