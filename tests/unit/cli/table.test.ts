// Tables that fit: what is cut and what is not, in any script.
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { shortened, tableLines } from '../../../apps/cli/table.ts';

const columns = [{ title: 'id', align: 'right' as const }, { title: 'title' }, { title: 'price' }];

test('columns are as wide as they need, numbers at the right, cells of several lines below each other', () => {
  const rows = [
    ['7', 'A tap', ['$5', 'json-ld']],
    ['12', 'Another\n tap', '–'],
  ];
  expect(tableLines(columns, rows, 80)).toEqual([
    'id  title        price',
    ' 7  A tap        $5',
    '                 json-ld',
    '12  Another tap  –',
  ]);
});

test('the widest column is narrowed first', () => {
  const rows = [['1', 'A very long title indeed', '$129.50']];
  expect(tableLines(columns, rows, 25)).toEqual(['id  title         price', ' 1  A very long…  $129.50']);
});

test.each([
  ['tap', 3, 'tap'],
  ['taps', 3, 'ta…'],
  ['水龙头', 5, '水龙…'],
  ['👩‍👩‍👧 tap', 4, '👩‍👩‍👧…'],
  ['', 0, ''],
])('%s in %d columns is %s', (text, width, short) => {
  expect(shortened(text, width)).toBe(short);
});

test('whatever the cells hold, no line is wider than the terminal', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 60 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }),
      fc.integer({ min: 30, max: 120 }),
      (rows, width) => {
        for (const line of tableLines(columns, rows, width))
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
      },
    ),
  );
});
