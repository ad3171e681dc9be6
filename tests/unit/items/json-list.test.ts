// A JSON list read as a stream: the same entries wherever the chunks end, and a sentence for what is no list.
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJsonList } from '../../../apps/items/json-list.ts';
import { gather } from './gather.ts';

const read = (chunks: string[]) =>
  gather(readJsonList(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))));

test('any list, cut anywhere and with any space around its entries, gives its entries in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue()),
      fc.constantFrom(undefined, 1, '\t'),
      fc.integer({ min: 1, max: 9 }),
      async (list, space, size) => {
        const bytes = Buffer.from(JSON.stringify(list, null, space));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        const rows = await gather(readJsonList(Readable.from(chunks, { objectMode: false })));
        expect(rows).toEqual(list.map((row, i) => ({ line: i + 1, row: JSON.parse(JSON.stringify(row)) })));
      },
    ),
  );
});

test('brackets, commas and quotes inside of strings are text', async () => {
  const list = [
    { id: '],[', text: '"}{\\' },
    { id: '\\"', text: 'a,b' },
  ];
  expect(await read([JSON.stringify(list)])).toEqual(list.map((row, i) => ({ line: i + 1, row })));
});

test('an entry that is no JSON is named, and the next one is read', async () => {
  const rows = await read(['[{"id": 1}, {id: 2}, {"id": 3}]']);
  expect(rows).toMatchObject([
    { line: 1, row: { id: 1 } },
    { line: 2, problem: expect.stringContaining('it is not JSON') },
    { line: 3, row: { id: 3 } },
  ]);
});

test.each([
  ['{"id": 1}', /there is "\{" outside of it/],
  ['[1] [2]', /there is "\[" outside of it/],
  ['[{"id": "one"', /the list ends in the middle/],
  ['hello', /there is "h" outside of it/],
])('%s is no list', async (text, problem) => {
  expect((await read([text])).at(-1)).toMatchObject({ problem: expect.stringMatching(problem) });
});

test('a byte order mark and space around a list are no part of it', async () => {
  expect(await read(['\uFEFF \n[1]\n'])).toEqual([{ line: 1, row: 1 }]);
});
