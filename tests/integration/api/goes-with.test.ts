// What goes well together, over HTTP, on a catalogue whose colours, shapes and categories are known by construction.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchAnswer } from '../../../apps/api/schemas.ts';
import { embeddingsTable, registerModel } from '../../../catalog/photos/models.ts';
import { storeColourDirections } from '../../../catalog/ranking/colour-directions.ts';
import { addEmbedded, addShop, model, productInput } from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let db: TestDatabase;
let api: TestApi;
const ids = new Map<string, number>();

const colours = { red: 0, blue: 1 };
const shapes = { round: 2, square: 3, tall: 4, flat: 5, long: 6 };

/** One of its colour, one of its shape; `tint` moves the colour a little. */
function vectorOf(colour: keyof typeof colours, shape: keyof typeof shapes, tint = 0): Float32Array {
  const vector = new Float32Array(8);
  vector[colours[colour]] = Math.cos(tint);
  vector[1 - colours[colour]] = Math.sin(tint);
  vector[shapes[shape]] = 1;
  return vector.map((x) => x / Math.SQRT2);
}

beforeAll(async () => {
  db = await createTestDatabase();
  await registerModel(db.pool, { id: model, dimension: 8 });
  const own = await addShop(db.pool, 'Own');
  const other = await addShop(db.pool, 'Other');
  const add = async (
    name: string,
    vector: Float32Array,
    { shopId = own, category = [], price = 100 }: { shopId?: number; category?: string[]; price?: number },
  ) => {
    const input = { ...productInput(shopId, name), title: name, category, price };
    ids.set(name, await addEmbedded(db.pool, input, [vector]));
  };
  await add('red basin tap', vectorOf('red', 'round'), { category: ['Taps', 'Basin'] });
  await add('red basin tap, square', vectorOf('red', 'square'), { category: ['Taps', 'BASIN'] });
  await add('red kitchen tap', vectorOf('red', 'tall', 0.2), { category: ['Taps', 'Kitchen'], price: 300 });
  await add('red bath tap', vectorOf('red', 'flat', 0.1), { category: ['Taps', 'Bath'], price: 50 });
  await add('blue bath tap', vectorOf('blue', 'flat'), { category: ['Taps', 'Bath'], price: 70 });
  await add('red round thing', vectorOf('red', 'round', 0.1), { shopId: other, category: ['Hahn'] });
  await add('red long thing', vectorOf('red', 'long', 0.3), { shopId: other, category: ['Brause'] });
  await add('the same picture', vectorOf('red', 'long'), { shopId: other, category: ['Brause'] });
  await add('red and uncategorised', vectorOf('red', 'tall', 0.05), {});
  await shareALook('red basin tap', 'the same picture');
  api = await startTestApi({ db: db.pool, encoder: silentEncoder });
});
afterAll(async () => {
  await api?.close();
  await db?.drop();
});

const silentEncoder = {
  modelId: model,
  dimension: 8,
  embedTexts: async (texts: string[]) =>
    texts.map(() => ({ vector: vectorOf('red', 'round'), truncated: false, tokens: 1 })),
};

async function shareALook(...names: string[]): Promise<void> {
  const { rows } = await db.pool.query<{ id: number }>('insert into looks default values returning id');
  await db.pool.query(`update ${embeddingsTable(model)} set look_id = $1 where product_id = any($2)`, [
    rows[0]?.id,
    names.map((name) => ids.get(name)),
  ]);
}

async function ask(name: string, query = '') {
  const answer = await api.get(`/api/products/${ids.get(name)}/goes-with?${query}`);
  expect(answer.status, answer.text).toBe(200);
  const page = searchAnswer.parse(answer.json);
  return { ...page, titles: page.results.map(({ product }) => product.title) };
}

test('until the directions of colour are known nothing is shown, and a notice says why', async () => {
  const { titles, notices } = await ask('red basin tap');
  expect(titles).toEqual([]);
  expect(notices.join()).toMatch(/not been learned/);
});

describe('with known directions of colour', () => {
  beforeAll(async () => {
    const directions = [0, 1].map((at) => Float32Array.from({ length: 8 }, (_, i) => Number(i === at)));
    await storeColourDirections(db.pool, model, { directions, sampleSize: 60, photos: 60 });
  });

  test('the best colours come first, the type itself, its shape elsewhere and its picture are left out', async () => {
    const { titles, results } = await ask('red basin tap');
    expect(titles).toEqual([
      'red and uncategorised',
      'red bath tap',
      'red kitchen tap',
      'red long thing',
      'blue bath tap',
    ]);
    const scores = results.map(({ score }) => score ?? 0);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(scores[1]).toBeCloseTo(Math.cos(0.1), 3);
  });

  test('filters, order by price and pages hold', async () => {
    expect((await ask('red basin tap', 'maxPrice=80')).titles).toEqual(['red bath tap', 'blue bath tap']);
    expect((await ask('red basin tap', 'sort=price')).titles.slice(0, 2)).toEqual([
      'red bath tap',
      'blue bath tap',
    ]);
    const all = (await ask('red basin tap')).titles;
    const first = await ask('red basin tap', 'limit=2');
    const second = await ask(
      'red basin tap',
      `limit=100&cursor=${encodeURIComponent(first.nextCursor ?? '')}`,
    );
    expect([...first.titles, ...second.titles]).toEqual(all);
    expect(second.nextCursor).toBeNull();
  });

  test('without a category the shape says what is of the same type', async () => {
    const { titles } = await ask('red and uncategorised');
    expect(titles).not.toContain('red kitchen tap');
    expect(titles).toEqual(expect.arrayContaining(['red bath tap', 'red basin tap', 'blue bath tap']));
  });

  test('where all are of one category, that says nothing and the shape decides', async () => {
    await db.pool.query(`update products set category = '{Taps}'`);
    const { titles } = await ask('red basin tap');
    expect(titles).not.toContain('red round thing');
    expect(titles.slice(0, 2)).toEqual(['red basin tap, square', 'red and uncategorised']);
  });

  test('a cursor of another product is refused', async () => {
    const { nextCursor } = await ask('red basin tap', 'limit=1');
    const path = `/api/products/${ids.get('blue bath tap')}/goes-with?limit=1&cursor=${encodeURIComponent(nextCursor ?? '')}`;
    expect((await api.get(path)).json).toMatchObject({ status: 400, code: 'invalid_cursor' });
  });
});
