// The embedded database cleans up after itself.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { expect, inject, test } from 'vitest';
import { vacuumOne } from '../../../../catalog/database/embedded-vacuum.ts';

test('tables are cleaned up in the order of their need, and then left alone', async () => {
  const template = inject('template');
  const dataDir = await mkdtemp(join(tmpdir(), 'lookalike-vacuum-'));
  if (template.kind === 'embedded') await cp(template.folder, dataDir, { recursive: true });
  const db = await PGlite.create({ dataDir, extensions: { vector } });
  await db.exec(`
    create table quiet (n int);
    create table busy (n int, note text);
    create table embeddings_busy (n int, embedding vector(3));
    create index on embeddings_busy using hnsw (embedding vector_cosine_ops);
    insert into busy select n, 'x' from generate_series(1, 2000) as n;
    insert into embeddings_busy select n, array[n, 1, 1]::vector from generate_series(1, 500) as n;
    update embeddings_busy set embedding = array[n, 2, 2]::vector where n <= 400;`);
  for (let i = 0; i < 3; i++) await db.exec('update busy set n = n + 1');
  await db.query('select pg_stat_force_next_flush()'); // else the counts come a second later
  expect(await vacuumOne(db)).toBe('public.busy');
  expect(await vacuumOne(db)).toBe('public.embeddings_busy');
  expect(await vacuumOne(db)).toBeNull();
  const before = await db.query('select pg_relation_size($1) as size', ['busy']);
  await db.exec('update busy set n = n + 1');
  const after = await db.query('select pg_relation_size($1) as size', ['busy']);
  expect(after.rows, 'the room of dead rows is used again').toEqual(before.rows);
  const nearest = await db.query(`select n from embeddings_busy order by embedding <=> '[1,2,2]' limit 1`);
  expect(nearest.rows).toEqual([{ n: 1 }]);
  await db.close();
  await rm(dataDir, { recursive: true, force: true });
});
