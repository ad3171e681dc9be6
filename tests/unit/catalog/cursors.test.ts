import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor, InvalidCursor, queryShape } from '../../../catalog/search/cursors.ts';

const shape = queryShape(['search', { brand: 'a' }]);

test('a cursor gives back the key it was made from', () => {
  const cursor = encodeCursor(shape, [0.1 + 0.2, null, 7, '-9223372036854775808']);
  expect(decodeCursor(cursor, shape, ['number', 'number?', 'id', 'bigint'])).toEqual([
    0.1 + 0.2,
    null,
    7,
    '-9223372036854775808',
  ]);
});

test('a cursor of another query is refused', () => {
  const cursor = encodeCursor(queryShape(['search', { brand: 'b' }]), [1]);
  expect(() => decodeCursor(cursor, shape, ['id'])).toThrow(InvalidCursor);
});

test.each([
  ['', ['id']],
  ['not base64 at all!', ['id']],
  [Buffer.from('{"a":1}').toString('base64url'), ['id']],
  [encodeCursor(shape, [1, 2]), ['id']],
  [encodeCursor(shape, ["1'; drop table products; --"]), ['id']],
  [encodeCursor(shape, [1.5]), ['id']],
  [encodeCursor(shape, ['1e9']), ['bigint']],
  [encodeCursor(shape, [null]), ['number']],
] as const)('a damaged cursor %s is refused', (cursor, kinds) => {
  expect(() => decodeCursor(cursor, shape, kinds)).toThrow(InvalidCursor);
});

test('settings left out and settings undefined are the same query', () => {
  expect(queryShape([{ brand: undefined }])).toBe(queryShape([{}]));
});
