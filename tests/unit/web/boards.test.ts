// Boards survive storage, links and anything that someone else wrote there.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boardLink, readBoardLink } from '../../../apps/web/src/boards/board-link.ts';
import {
  addProduct,
  type Board,
  type Boards,
  type Change,
  createBoard,
  longestName,
  mostBoards,
  mostProducts,
  moveProduct,
  removeBoard,
  removeProduct,
  renameBoard,
  restoreBoard,
} from '../../../apps/web/src/boards/boards.ts';
import { readBoards, writeBoards } from '../../../apps/web/src/boards/stored-boards.ts';

const products = (...ids: number[]) => ids.map((id) => ({ id, title: `Tap ${id}` }));
const board = (id: string, ...ids: number[]): Board => ({
  id,
  name: `Board ${id}`,
  products: products(...ids),
});
const boards = [board('aaaa', 1, 2, 3), board('bbbb', 3)];
const idsOn = (all: Boards, id: string) => all.find((one) => one.id === id)?.products.map((one) => one.id);
const applied = (...changes: Change[]) => changes.reduce<Boards>((all, change) => change(all), boards);

describe('changes', () => {
  test('a product is added once, at the end, and its board comes to the front', () => {
    const changed = applied(
      addProduct('bbbb', { id: 9, title: 'Tap 9' }),
      addProduct('bbbb', { id: 9, title: '' }),
    );
    expect(changed.map(({ id }) => id)).toEqual(['bbbb', 'aaaa']);
    expect(idsOn(changed, 'bbbb')).toEqual([3, 9]);
  });

  test('what is undone stands where it stood', () => {
    const taken = applied(removeProduct('aaaa', 2), addProduct('aaaa', { id: 2, title: 'Tap 2' }, 1));
    expect(idsOn(taken, 'aaaa')).toEqual([1, 2, 3]);
    expect(applied(removeBoard('bbbb'), restoreBoard(board('bbbb', 3), 1))).toEqual(boards);
    expect(applied(moveProduct('aaaa', 1, 1), moveProduct('aaaa', 1, -1))).toEqual(boards);
  });

  test('a product moves by a place, and never beyond the ends', () => {
    expect(idsOn(applied(moveProduct('aaaa', 1, 1)), 'aaaa')).toEqual([2, 1, 3]);
    expect(applied(moveProduct('aaaa', 1, -1), moveProduct('aaaa', 3, 1), moveProduct('aaaa', 7, 1))).toEqual(
      boards,
    );
  });

  test('a name is one line that shows, of bounded length', () => {
    expect(applied(renameBoard('aaaa', '  Up\nstairs\u0007 '))[0]?.name).toBe('Up stairs');
    expect(applied(renameBoard('aaaa', ' \u200b '))).toBe(boards);
    expect(applied(renameBoard('aaaa', 'x'.repeat(500)))[0]?.name).toHaveLength(longestName);
    expect(applied(createBoard({ id: 'cccc', name: ' ', products: [] }))).toBe(boards);
  });

  test('neither boards nor products grow without bound', () => {
    const full = Array.from({ length: mostBoards }, (_, i) => board(`id${1000 + i}`));
    expect(createBoard(board('cccc'))(full)).toBe(full);
    const many = board('cccc', ...Array.from({ length: mostProducts + 5 }, (_, i) => i + 1));
    const created = createBoard(many)([]);
    expect(created[0]?.products).toHaveLength(mostProducts);
    expect(addProduct('cccc', { id: 999, title: '' })(created)).toBe(created);
  });
});

const productId = fc.integer({ min: 1, max: 1e15 - 1 });
const kept = fc.record({
  id: fc.string({ unit: fc.constantFrom(...'abc019'), minLength: 4, maxLength: 10 }),
  name: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  ids: fc.uniqueArray(productId, { maxLength: 20 }),
});

/** Made by the page's own changes, so that names are as they would be stored. */
const made = fc
  .array(kept, { maxLength: 5 })
  .map((all) =>
    all.reduce<Boards>(
      (some, { id, name, ids }) => createBoard({ id, name, products: products(...ids) })(some),
      [],
    ),
  );

test('what is stored comes back as it was', () => {
  fc.assert(
    fc.property(made, (all) => {
      expect(readBoards(writeBoards(all))).toEqual(all);
    }),
  );
});

test('a link gives the name and the products back, in their order', () => {
  fc.assert(
    fc.property(made, (all) => {
      for (const { name, products: on } of all) {
        const read = readBoardLink(new URL(boardLink({ name, products: on }), 'http://shop').hash);
        expect(read && { name: read.name, ids: read.products.map(({ id }) => id) }).toEqual(
          on.length === 0 ? null : { name, ids: on.map(({ id }) => id) },
        );
      }
    }),
  );
});

const isSound = (all: Boards) =>
  all.every(
    ({ id, name, products: on }) =>
      /^[a-z0-9]{4,40}$/.test(id) &&
      name.trim() !== '' &&
      [...name].length <= longestName &&
      on.length <= mostProducts &&
      on.every((one) => Number.isSafeInteger(one.id) && one.id > 0 && typeof one.title === 'string'),
  );

test('whatever lies in storage, what is read is sound', () => {
  const wild = fc.jsonValue({ maxDepth: 4 });
  const nearly = fc.record({
    version: wild,
    boards: fc.oneof(
      wild,
      fc.array(
        fc.record({
          id: fc.oneof(wild, fc.constant('abcd')),
          name: wild,
          products: fc.oneof(wild, fc.array(wild)),
        }),
      ),
    ),
  });
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    wild.map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        texts,
        nearly.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        expect(isSound(readBoards(text))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test('what can be read beside what can not is kept', () => {
  const stored = {
    version: 7,
    boards: [null, { id: 'abcd', name: 'Kept', products: [{ id: 5 }, { id: '6' }, 7] }, 3],
  };
  expect(readBoards(JSON.stringify(stored))).toEqual([
    { id: 'abcd', name: 'Kept', products: [{ id: 5, title: '' }] },
  ]);
});

test('whatever stands in a link, what is read is sound or nothing', () => {
  const hashes = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'ids=name&#.0129-e%') }).map((text) => `#name=x&ids=${text}`),
    fc.constantFrom('#ids=1.2.1', '#ids=__proto__', `#ids=${'9.'.repeat(9000)}`, '#ids=1e3.0x10.-4.1.5'),
  );
  fc.assert(
    fc.property(hashes, (hash) => {
      const read = readBoardLink(hash);
      if (read === null) return;
      expect(read.products.length).toBeGreaterThan(0);
      expect(isSound([{ ...read, id: 'abcd', name: read.name || 'x' }])).toBe(true);
      expect(new Set(read.products.map(({ id }) => id)).size).toBe(read.products.length);
    }),
    { numRuns: 500 },
  );
});
