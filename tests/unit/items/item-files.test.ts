// Items written to a file and read again are the same, to the last bit, in each format; wild files are told in a sentence.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type FileFormat,
  fileFormatOf,
  fileFormats,
  readItems,
  writeItems,
} from '../../../apps/items/item-files.ts';
import type { NamedItem } from '../../../apps/items/portable-record.ts';
import { NotLlmFile } from '../../../catalog/items/llm-file.ts';
import { gather } from './gather.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-items-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const endings: Record<FileFormat, string> = { sqlite: 'db', ndjson: 'ndjson', parquet: 'parquet' };
let files = 0;
const newFile = (format: FileFormat) => join(folder, `${++files}.${endings[format]}`);

async function write(items: readonly NamedItem[], format: FileFormat): Promise<string> {
  const file = newFile(format);
  await writeItems(streamOf(items), file, { format, stdout: process.stdout });
  return file;
}
async function* streamOf(items: readonly NamedItem[]) {
  yield* items;
}
const read = (file: string, only: string[] = []) =>
  gather(
    readItems(file, {
      format: fileFormatOf(file) ?? 'ndjson',
      stdin: process.stdin,
      only,
      model: 'unsaid',
    }),
  );

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !value.includes('\0'));
const vector = fc
  .float32Array({ minLength: 3, maxLength: 3, noNaN: true, noDefaultInfinity: true })
  .filter((numbers) => numbers.some((number) => number !== 0))
  // To JSON there is one zero.
  .map((numbers) => numbers.map((number) => number + 0));
const item: fc.Arbitrary<NamedItem> = fc.record({
  id: text,
  vector,
  content: fc.option(text),
  contentBlob: fc.constant(null),
  contentHash: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
  metadata: fc.option(
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      fc.jsonValue(),
    ),
  ),
  updatedAt: fc.integer({ min: 0, max: 4e9 }).map((seconds) => new Date(seconds * 1000)),
  collection: fc.constantFrom('quotes', 'photos'),
  model: fc.constant('starter'),
});
const photo = fc
  .tuple(item, fc.uint8Array({ minLength: 1 }))
  .map(([one, bytes]): NamedItem => ({ ...one, content: null, contentBlob: Buffer.from(bytes) }));
const someItems = fc.uniqueArray(fc.oneof(item, photo), {
  selector: ({ collection, id }) => JSON.stringify([collection, id]),
  maxLength: 12,
});
const sorted = (items: readonly unknown[]) =>
  (items as NamedItem[]).toSorted((a, b) =>
    JSON.stringify([a.collection, a.id]) < JSON.stringify([b.collection, b.id]) ? -1 : 1,
  );
const asJson = ({ metadata, ...one }: NamedItem) => ({
  ...one,
  metadata: metadata === null ? null : JSON.parse(JSON.stringify(metadata)),
});

describe.each(fileFormats)('%s', (format) => {
  test('gives back exactly what was written', async () => {
    await fc.assert(
      fc.asyncProperty(someItems, async (items) => {
        expect(sorted(await read(await write(items, format)))).toEqual(sorted(items.map(asJson)));
      }),
      { numRuns: 30 },
    );
  });

  test('gives only the collections that are asked for', async () => {
    const items = ['quotes', 'photos'].map(
      (collection): NamedItem => ({ ...plain, collection, id: `in ${collection}` }),
    );
    const file = await write(items, format);
    expect(await read(file, ['photos'])).toMatchObject([{ id: 'in photos' }]);
    expect(await read(file, ['nobody'])).toEqual([]);
  });
});

const plain: NamedItem = {
  id: 'one',
  vector: Float32Array.of(0.5, -1, 2),
  content: 'a text',
  contentBlob: null,
  contentHash: Buffer.alloc(16, 7),
  metadata: null,
  updatedAt: new Date('2026-01-02T03:04:05Z'),
  collection: 'quotes',
  model: 'starter',
};

test('Parquet with more rows than one group is read in order, as a stream', async () => {
  const items = Array.from({ length: 2500 }, (_, i): NamedItem => ({ ...plain, id: `${i}` }));
  const ids = (await read(await write(items, 'parquet'))).map((one) => 'id' in one && one.id);
  expect(ids).toEqual(items.map(({ id }) => id));
});

describe('NDJSON of others', () => {
  test('needs an id and an embedding; the rest is made up', async () => {
    const file = newFile('ndjson');
    await writeFile(
      file,
      [
        '{"id": 17, "embedding": [1, 0]}',
        '{"id": "b", "embedding": [1, "x"]}',
        '{"id": "c", "embedding": [0, 0]}',
        '{"embedding": [1]}',
        'null',
        '{"id": "d", "content": "only a text"}',
        '{"id": "e", "embedding": [1], "content_hash": "zz", "metadata": "no object", "updated": "never"}',
      ].join('\n'),
    );
    expect(await read(file)).toMatchObject([
      { id: '17', vector: Float32Array.of(1, 0), collection: String(files), model: 'unsaid' },
      { line: 2, problem: expect.stringContaining('neither an embedding of numbers nor content') },
      { line: 3, problem: expect.stringContaining('neither') },
      { line: 4, problem: 'it has no id' },
      { line: 5, problem: 'it is not an object' },
      { id: 'd', vector: null, content: 'only a text' },
      { id: 'e', metadata: { metadata: 'no object' } },
    ]);
  });
});

describe('a database of llm', () => {
  test('answers what a user of llm asks it, and has nothing left to migrate', async () => {
    const database = new DatabaseSync(await write([{ ...plain, metadata: { n: 1 } }], 'sqlite'));
    expect(
      database
        .prepare(
          `select collections.name, collections.model, count(embeddings.id) as num_embeddings
           from collections left join embeddings on collections.id = embeddings.collection_id
           group by collections.name, collections.model`,
        )
        .all(),
    ).toEqual([{ name: 'quotes', model: 'starter', num_embeddings: 1 }]);
    const [row] = database.prepare('select * from embeddings').all();
    expect(Object.keys(row ?? {})).toEqual(
      'collection_id id embedding content content_blob content_hash metadata updated'.split(' '),
    );
    // 0.5, -1, 2 as `struct.pack("<3f", …)` writes them.
    expect(Buffer.from(row?.embedding as Uint8Array).toString('hex')).toBe('0000003f000080bf00000040');
    expect(row).toMatchObject({ content: 'a text', metadata: '{"n":1}', updated: 1767323045 });
    const applied = database.prepare('select migration_set, name from _sqlite_migrations order by id').all();
    expect(applied.map(({ migration_set, name }) => `${migration_set} ${name}`)).toEqual([
      'llm.embeddings m001_create_tables',
      'llm.embeddings m002_foreign_key',
      'llm.embeddings m003_add_updated',
      'llm.embeddings m004_store_content_hash',
      'llm.embeddings m005_add_content_blob',
    ]);
    database.close();
  });

  test('as llm 0.9 made them, without hashes and photos, is read', async () => {
    const file = newFile('sqlite');
    const database = new DatabaseSync(file);
    database.exec(`
      create table collections (id integer primary key, name text, model text);
      create table embeddings (collection_id integer, id text, embedding blob, content text, metadata text,
        primary key (collection_id, id));
      insert into collections values (1, 'quotes', 'ada-002');
      insert into embeddings values (1, 'k', x'0000803f', 'hound', null), (1, 'broken', x'00', null, '[');`);
    database.close();
    expect(await read(file)).toMatchObject([
      { id: 'broken', vector: null, metadata: { metadata: '[' } },
      {
        id: 'k',
        vector: Float32Array.of(1),
        model: 'ada-002',
        // md5('hound')
        contentHash: createHash('md5').update('hound').digest(),
      },
    ]);
    await expect(
      writeItems(streamOf([plain]), file, { format: 'sqlite', stdout: process.stdout }),
    ).rejects.toThrow(/has no column content_blob: `llm collections list -d .*` brings it up to date/);
  });

  test('that has the collection under another model is not mixed', async () => {
    const file = await write([plain], 'sqlite');
    const other = { ...plain, id: 'two', model: 'other' };
    await expect(
      writeItems(streamOf([other]), file, { format: 'sqlite', stdout: process.stdout }),
    ).rejects.toThrow(/has a collection quotes under the model starter, and this one is under other/);
    expect(await read(file)).toHaveLength(1);
  });

  test('written again replaces what has the same id and keeps the rest', async () => {
    const file = await write([plain, { ...plain, id: 'two' }], 'sqlite');
    const again = { ...plain, content: 'another text' };
    await writeItems(streamOf([again]), file, { format: 'sqlite', stdout: process.stdout });
    expect(await read(file)).toMatchObject([{ id: 'one', content: 'another text' }, { id: 'two' }]);
  });

  test.each([
    ['no database', 'hello', /is no SQLite database that can be used/],
    ['an empty file', '', /is no embeddings database of llm/],
  ])('that is %s is refused in one sentence', async (_, bytes, sentence) => {
    const file = newFile('sqlite');
    await writeFile(file, bytes.padEnd(bytes === '' ? 0 : 4096, 'x'));
    await expect(read(file)).rejects.toThrow(NotLlmFile);
    await expect(read(file)).rejects.toThrow(sentence);
  });

  test('a file that is no Parquet is refused in one sentence', async () => {
    const file = newFile('parquet');
    await writeFile(file, 'hello, this is no parquet');
    await expect(read(file)).rejects.toThrow(/is no Parquet file that can be read/);
  });
});
