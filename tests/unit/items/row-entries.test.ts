// Rows of tables as entries: which column is the id, what is embedded, what is kept, and what can't be.
import { describe, expect, test } from 'vitest';
import { entryOf, type RowRules } from '../../../apps/items/row-entries.ts';

const of = (row: unknown, rules: RowRules = {}) => entryOf({ line: 7, row }, rules);

describe('a row', () => {
  test('without rules: the first column is the id, the others are embedded as llm joins them', () => {
    expect(of({ key: 17, title: 'Red', none: null, text: 'shirt' })).toEqual({
      line: 7,
      id: '17',
      content: { text: 'Red  shirt' },
      metadata: null,
    });
  });

  test('with rules: any column is the id, some are embedded, some are kept', () => {
    const row = { title: 'Red shirt', sku: 'A1', price: 30, brand: 'Acme' };
    const rules = { id: 'sku', metadata: ['price', 'brand'], prefix: 'shop/', prepend: 'a photo of ' };
    expect(of(row, rules)).toMatchObject({
      id: 'shop/A1',
      content: { text: 'a photo of Red shirt' },
      metadata: { price: 30, brand: 'Acme' },
    });
    expect(of(row, { id: 'sku', content: ['brand', 'title'] })).toMatchObject({
      content: { text: 'Acme Red shirt' },
    });
  });

  test('a photo is where a column says, or the bytes that a query took from a table', () => {
    expect(of({ id: 1, photo: ' a.jpg ', title: 'x' }, { image: 'photo' })).toMatchObject({
      content: { photoAt: 'a.jpg' },
    });
    const bytes = Buffer.from([1, 2]);
    expect(of({ id: 1, picture: bytes })).toMatchObject({ content: { bytes } });
  });

  test('a number beyond 2^53 stays the id that it is', () => {
    expect(of({ id: 9_007_199_254_740_993n, text: 'x' })).toMatchObject({ id: '9007199254740993' });
  });

  test.each([
    [[1, 2], {}, 'it is not an object'],
    [null, {}, 'it is not an object'],
    [{}, {}, 'it is empty'],
    [{ id: '', text: 'a' }, {}, 'its id is empty'],
    [{ id: 1 }, {}, 'there is nothing in it to embed'],
    [{ id: 1, text: ' ', more: null }, {}, 'there is nothing in it to embed'],
    [{ id: 1, text: 'a' }, { id: 'sku' }, 'it has no sku; it has id, text'],
    [{ id: 1, text: 'a' }, { metadata: ['price'] }, 'it has no price; it has id, text'],
    [{ id: 1, photo: '' }, { image: 'photo' }, 'there is nothing in it to embed'],
  ])('%j with %j is refused: %s', (row, rules, problem) => {
    expect(of(row, rules)).toEqual({ line: 7, problem });
  });
});
