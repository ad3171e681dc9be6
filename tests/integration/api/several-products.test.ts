// Several products by their ids, over HTTP: those of a board, also when they are gone or were never there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { severalAnswer } from '../../../apps/api/schemas.ts';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
beforeAll(async () => {
  api = await startTapApi();
}, 120_000);
afterAll(async () => {
  await api?.close();
});

async function ask(ids: readonly (number | undefined)[]) {
  const answer = await api.get(`/api/products/several?ids=${ids.join(',')}`);
  expect(answer.status, answer.text).toBe(200);
  return severalAnswer.parse(answer.json);
}
const idOf = (title: string) => api.shop.ids.get(title) ?? 0;

test('come in the order they were asked for, each once', async () => {
  const ids = [idOf('white pot filler'), idOf('gold pot filler'), idOf('copper pot filler')];
  const { results, missing } = await ask([...ids, ids[0]]);
  expect(results.map(({ product }) => product.id)).toEqual(ids);
  expect(results.map(({ goneAt }) => goneAt)).toEqual([null, null, null]);
  expect(missing).toEqual([]);
});

test('a product that is gone is still told of, one that never was is missing', async () => {
  const [gone, never] = [idOf('chrome pot filler'), 999_999_999];
  await api.database.pool.query(`update products set gone_at = '2026-01-02T03:04:05Z' where id = $1`, [gone]);
  const { results, missing } = await ask([gone, never]);
  expect(results).toMatchObject([
    { product: { id: gone, title: 'chrome pot filler' }, goneAt: '2026-01-02T03:04:05.000Z' },
  ]);
  expect(missing).toEqual([never]);
});

test('says which stand best for all: the odd one comes last, one without an embedded photo never', async () => {
  const golden = [
    'gold gooseneck kitchen tap',
    'gold pot filler',
    'gold cross handle tap',
    'gold wall mounted tap',
  ];
  const odd = idOf('purple waterfall bathroom tap');
  const { typical } = await ask([odd, ...golden.map(idOf), api.shop.pendingId]);
  expect(typical.slice(0, 4).toSorted()).toEqual(golden.map(idOf).toSorted());
  expect(typical.slice(4)).toEqual([odd]);
});

test.each([
  ['', 'ids'],
  ['ids=', 'ids'],
  ['ids=0', 'ids'],
  ['ids=1,,2', 'ids'],
  ['ids=1,x', 'ids'],
  ['ids=1&ids=2', 'ids'],
  [`ids=${Array.from({ length: 201 }, (_, i) => i + 1).join(',')}`, 'ids'],
  ['ids=1&limit=2', 'limit'],
])('?%s is refused by name', async (query, parameter) => {
  const { status, json } = await api.get(`/api/products/several?${query.slice(0, 2000)}`);
  expect(status).toBe(400);
  expect(json.parameter).toBe(parameter);
});
