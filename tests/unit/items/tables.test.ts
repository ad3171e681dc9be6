// Tables as entries, as they come: wild and hostile CSV, endless input, files that say their format or don't.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTable, type TableFormat } from '../../../apps/items/item-source.ts';
import type { RowRules } from '../../../apps/items/row-entries.ts';
import { gather } from './gather.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-tables-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const piped = (bytes: Iterable<string | Buffer>) => Readable.from(bytes, { objectMode: false });
const entriesOf = async (text: string, rules: RowRules & { format?: TableFormat } = {}) =>
  gather((await openTable('-', { ...rules, stdin: piped([text]) })).entries);

describe('CSV', () => {
  const cell = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map((text) => text.trim())
    .filter(Boolean);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  test('with any text in its cells gives that text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (rows) => {
        const lines = rows.map((row) => row.map(quoted).join(','));
        const entries = await entriesOf(`id,text\n${lines.join('\n')}\n`, { format: 'csv' });
        expect(entries).toMatchObject(rows.map(([id, text]) => ({ id, content: { text } })));
      }),
      { numRuns: 50 },
    );
  });

  test('that is broken in places gives what is whole, and names the lines that are not', async () => {
    const huge = 'x'.repeat(1_100_000);
    const text = `id,text\n1,fine\n2,too,many\n3\n4,"quote "inside" a cell\n5,"${huge}"\n`;
    const entries = await entriesOf(text);
    expect(entries).toContainEqual({ line: 2, id: '1', content: { text: 'fine' }, metadata: null });
    const problems = entries.filter((entry) => 'problem' in entry);
    expect(problems.length).toBeGreaterThanOrEqual(2);
    expect(entries.some((entry) => 'id' in entry && entry.id === '5')).toBe(false);
  });

  test('bytes that are no text at all end in a sentence or in nothing, never in an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const { entries } = await openTable('-', { stdin: piped([Buffer.from(bytes)]) });
        for (const entry of await gather(entries)) expect('problem' in entry || 'id' in entry).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('with tabs or semicolons is known by its header', async () => {
    expect(await entriesOf('id\ttext\n1\ta,b;c\n')).toMatchObject([{ id: '1', content: { text: 'a,b;c' } }]);
    expect(await entriesOf('id;text\n1;a,b\n')).toMatchObject([{ id: '1', content: { text: 'a,b' } }]);
  });
});

test.each<[TableFormat, string, (i: number) => string]>([
  ['csv', 'id,text\n', (i) => `${i},thing ${i}\n`],
  ['nl', '', (i) => `{"id": ${i}, "text": "thing ${i}"}\n`],
  ['json', '[', (i) => `{"id": ${i}, "text": "thing ${i}"},`],
])('endless %s is read as it comes', async (format, start, line) => {
  const stdin = piped(
    (function* () {
      yield start;
      for (let i = 0; ; i += 1) yield line(i);
    })(),
  );
  const { entries } = await openTable('-', { format, stdin });
  let seen = 0;
  for await (const entry of entries) {
    expect(entry).toMatchObject({ id: `${seen}`, content: { text: `thing ${seen}` } });
    seen += 1;
    if (seen === 5000) break;
  }
  expect(seen).toBe(5000);
  stdin.destroy();
});

test('JSON is a list or lines, whatever the file is called', async () => {
  const file = join(folder, 'things.json');
  const ids = async () => {
    const { entries } = await openTable(file, { stdin: process.stdin });
    return (await gather(entries)).map((entry) => 'id' in entry && entry.id);
  };
  await writeFile(file, '[{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]');
  expect(await ids()).toEqual(['1', '2']);
  await writeFile(file, '{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}\n');
  expect(await ids()).toEqual(['1', '2']);
});

test('Parquet of others, compressed by Zstandard, is a table like any', async () => {
  const file = join(folder, 'things.parquet');
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'sku', data: [7n, 8n], type: 'INT64' },
      { name: 'text', data: ['a gold tap', null], type: 'STRING' },
      { name: 'price', data: [1.5, 2], type: 'DOUBLE' },
    ],
    codec: 'ZSTD',
    compressors: { ZSTD: (input) => zstdCompressSync(input) },
  });
  await writeFile(file, Buffer.from(bytes));
  const { entries } = await openTable(file, { stdin: process.stdin, metadata: ['price'] });
  expect(await gather(entries)).toEqual([
    { line: 1, id: '7', content: { text: 'a gold tap' }, metadata: { price: 1.5 } },
    { line: 2, problem: 'there is nothing in it to embed' },
  ]);
});
