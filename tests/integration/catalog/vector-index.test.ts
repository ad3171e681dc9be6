// The index of vectors: built anew beside the one that answers, with the memory that its graph needs.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildVectorIndex, isOutdated, vectorIndex } from '../../../catalog/photos/build-vector-index.ts';
import { embeddingsTable } from '../../../catalog/photos/models.ts';
import { efConstruction, vectorType } from '../../../catalog/photos/vector-index.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addShop, clusteredVectors, fillCatalog, model, randomNumbers } from './stock.ts';

let database: TestDatabase;
const vectors = clusteredVectors(randomNumbers(1), 8);

beforeAll(async () => {
  database = await createTestDatabase();
  const shopId = await addShop(database.pool);
  await fillCatalog(database.pool, { shopId, products: 50, dimension: 8, vectors });
});
afterAll(() => database.drop());

test('one that was made with less is told from one that is as good as can be', async () => {
  const { pool } = database;
  const made = await vectorIndex(pool, model);
  expect(made).toMatchObject({ valid: true, efConstruction: efConstruction[await vectorType(pool)] });
  if (!made) return;
  expect(await isOutdated(pool, made)).toBe(false);
  await pool.query(`alter index ${made.name} set (ef_construction = 40)`);
  const older = await vectorIndex(pool, model);
  expect(older).toMatchObject({ efConstruction: 40 });
  expect(older && (await isOutdated(pool, older))).toBe(true);
});

test('anew: the new one takes the place of the old one, and searches find the same', async () => {
  const { pool } = database;
  const query = {
    model,
    filters: {},
    sort: 'relevance',
    limit: 10,
    cursor: null,
    vector: vectors(),
  } as const;
  const before = await searchByVector(pool, query);
  const old = await vectorIndex(pool, model);
  await buildVectorIndex(pool, model);
  expect(await vectorIndex(pool, model)).toEqual(old);
  await buildVectorIndex(pool, model, { anew: true });
  const anew = await vectorIndex(pool, model);
  expect(anew?.name).not.toBe(old?.name);
  expect(anew && (await isOutdated(pool, anew))).toBe(false);
  const { rowCount } = await pool.query(
    `select from pg_indexes where tablename = $1 and indexdef like '%hnsw%'`,
    [embeddingsTable(model)],
  );
  expect(rowCount).toBe(1);
  const after = await searchByVector(pool, query);
  expect(after.hits.map(({ product }) => product.id)).toEqual(before.hits.map(({ product }) => product.id));
});

test('a half built one, as a killed try leaves it, is built again', async () => {
  const { pool } = database;
  const index = await vectorIndex(pool, model);
  await pool.query('update pg_index set indisvalid = false where indexrelid = $1::regclass', [index?.name]);
  expect(await vectorIndex(pool, model)).toBeNull();
  await buildVectorIndex(pool, model);
  expect(await vectorIndex(pool, model)).toMatchObject({ valid: true });
});
