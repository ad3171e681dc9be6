// A vector that was made elsewhere is searched with like the photo or text it came from, or refused in plain words.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchAnswer } from '../../../apps/api/schemas.ts';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
let gold: Float32Array;
beforeAll(async () => {
  api = await startTapApi();
  const [encoded] = await api.encoder.embedTexts(['gold tap']);
  gold = encoded?.vector ?? new Float32Array();
}, 120_000);
afterAll(async () => {
  await api?.close();
});

const post = (body: object) =>
  api.get('/api/search', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
async function titles(body: object): Promise<string[]> {
  const answer = await post(body);
  expect(answer.status, answer.text).toBe(200);
  return searchAnswer.parse(answer.json).results.map(({ product }) => product.title);
}
const base64 = (vector: Float32Array) => Buffer.from(vector.buffer).toString('base64');
const mine = () => ({ vector: Array.from(gold), model: 'starter', limit: 5 });

describe('a vector', () => {
  it('finds what the text it was made of finds by looks', async () => {
    const asked = await titles({ q: 'gold tap', mode: 'visual', limit: 5 });
    expect(asked[0]).toMatch(/^gold/);
    expect(await titles(mine())).toEqual(asked);
    expect(await titles({ ...mine(), vector: base64(gold) })).toEqual(asked);
  });

  it('may have any length', async () => {
    const asked = await titles(mine());
    expect(await titles({ ...mine(), vector: Array.from(gold, (value) => value * 250) })).toEqual(asked);
    expect(await titles({ ...mine(), vector: Array.from(gold, (value) => value / 250) })).toEqual(asked);
  });

  it('is one part beside texts and products, with a weight of its own', async () => {
    const values = Array.from(gold);
    const like = api.shop.ids.get('purple pot filler') ?? 0;
    const ofText = { values, of: 'text' as const };
    const together = await titles({
      texts: [{ text: 'pot filler' }],
      vector: ofText,
      model: 'starter',
      mode: 'visual',
    });
    const typed = await titles({ texts: [{ text: 'pot filler' }, { text: 'gold tap' }], mode: 'visual' });
    expect(together).toEqual(typed);
    const beside = await titles({ like: [like], vector: values, model: 'starter' });
    expect(beside).not.toEqual(await titles({ like: [like] }));
    const weightless = { like: [like], vector: { values, weight: 0 }, model: 'starter' };
    expect(await titles(weightless)).toEqual(await titles({ like: [like] }));
  });

  it('is filtered and paged like any other search', async () => {
    const first = (await post({ ...mine(), maxPrice: 100, currency: 'USD' })).json;
    expect(
      first.results.every(
        ({ product }: { product: { price: { amount: number } } }) => product.price.amount <= 100,
      ),
    ).toBe(true);
    const second = (await post({ ...mine(), maxPrice: 100, currency: 'USD', cursor: first.nextCursor })).json;
    const ids = [...first.results, ...second.results].map(({ product }) => product.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  const cases: [string, () => object, string, string][] = [
    [
      'of another model',
      () => ({ ...mine(), model: 'clip-vit-base-patch32' }),
      'vector_of_other_model',
      'model',
    ],
    ['of no named model', () => ({ vector: Array.from(gold) }), 'missing_parameter', 'model'],
    ['that is missing', () => ({ q: 'gold', model: 'starter' }), 'missing_parameter', 'vector'],
    [
      'one number short',
      () => ({ ...mine(), vector: Array.from(gold).slice(1) }),
      'invalid_parameter',
      'vector',
    ],
    ['of zeros', () => ({ ...mine(), vector: Array.from(gold, () => 0) }), 'invalid_parameter', 'vector'],
    [
      'too large to measure',
      () => ({ ...mine(), vector: Array.from(gold, () => 1e308) }),
      'invalid_parameter',
      'vector',
    ],
    [
      'of not-numbers',
      () => ({ ...mine(), vector: base64(gold.map(() => Number.NaN)) }),
      'invalid_parameter',
      'vector',
    ],
    ['of words', () => ({ ...mine(), vector: ['a'] }), 'invalid_parameter', 'vector'],
    ['of half a float', () => ({ ...mine(), vector: 'AAA=' }), 'invalid_parameter', 'vector'],
    [
      'only to keep away from',
      () => ({ ...mine(), vector: { values: Array.from(gold), weight: -1 } }),
      'nothing_to_seek',
      '',
    ],
  ];
  it.each(cases)('%s is refused', async (_, body, code, parameter) => {
    const { status, json } = await post(body());
    expect([status, json.code, json.parameter ?? '']).toEqual([400, code, parameter]);
  });
});
