// Suggestions and feedback over HTTP: off unless switched on, checked, limited, exported.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aboutAnswer, suggestAnswer } from '../../../apps/api/feedback-schemas.ts';
import { problemAnswer } from '../../../apps/api/schemas.ts';
import { startTapApi, type TapApi } from './tap-api.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let off: TapApi;
let on: TestApi;
let productId: number;
beforeAll(async () => {
  off = await startTapApi();
  on = await startTestApi({ db: off.database.pool, encoder: off.encoder, feedback: true });
  productId = off.shop.ids.get('purple pot filler') ?? 0;
});
afterAll(async () => {
  await on?.close();
  await off?.close();
});

const send = (api: TestApi, body: unknown, type = 'application/json') =>
  api.get('/api/feedback', { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });
const click = () => ({ kind: 'click', query: { text: 'gold' }, productId, position: 1, model: 'starter' });

describe('feedback', () => {
  it('is off by default, and says so', async () => {
    expect(aboutAnswer.parse((await off.get('/api/about')).json).feedback).toBe(false);
    const answer = await send(off, click());
    expect(answer.status).toBe(409);
    expect(problemAnswer.parse(answer.json).code).toBe('feedback_off');
  });

  it('is taken when it is on, and comes out as NDJSON', async () => {
    expect(aboutAnswer.parse((await on.get('/api/about')).json).feedback).toBe(true);
    expect((await send(on, click())).status).toBe(204);
    expect(
      (await send(on, { ...click(), kind: 'dislike', query: { productId }, position: undefined })).status,
    ).toBe(204);
    const exported = await on.get('/api/feedback');
    expect(exported.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = exported.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([click(), { kind: 'dislike', query: { productId }, position: null }]);
    expect(Object.keys(lines[0]).toSorted()).toEqual([
      'at',
      'id',
      'kind',
      'model',
      'position',
      'productId',
      'query',
    ]);
  });

  it.each([
    ['kind', { kind: 'love' }],
    ['query', { query: { text: 'a', productId: 1 } }],
    ['query', { query: {} }],
    ['query.text', { query: { text: '' } }],
    ['query', { query: 'gold' }],
    ['productId', { productId: 'x' }],
    ['productId', { productId: -1 }],
    ['productId', { productId: 1e300 }],
    ['position', { position: 0 }],
    ['position', { position: 1.5 }],
    ['model', { model: '../etc' }],
    ['userId', { userId: 7 }],
  ])('with a wrong %s is a 400 that names it', async (parameter, wrong) => {
    const answer = await send(on, { ...click(), ...wrong });
    expect(answer.status).toBe(400);
    expect(problemAnswer.parse(answer.json).parameter).toBe(parameter);
  });

  it('about a product that is not there is a 404, in another format a 415', async () => {
    expect((await send(on, { ...click(), productId: 999_999_999 })).json.code).toBe('product_not_found');
    expect((await send(on, click(), 'text/plain')).status).toBe(415);
  });

  it('of a flood is dropped beyond a limit', async () => {
    const answers = await Promise.all(Array.from({ length: 400 }, () => send(on, click())));
    const dropped = answers.filter(({ status }) => status === 429);
    expect(dropped.length).toBeGreaterThan(0);
    expect(dropped[0]?.headers.get('retry-after')).toBe('1');
    expect(answers.filter(({ status }) => status === 204).length).toBeGreaterThanOrEqual(50);
  });
});

describe('suggestions', () => {
  it('come typed, with what to do with each', async () => {
    const { suggestions } = suggestAnswer.parse((await off.get('/api/suggest?q=bru&limit=3')).json);
    expect(suggestions[0]).toEqual({
      type: 'brand',
      label: 'Brück & Söhne',
      productId: null,
      image: null,
      count: 16,
    });
    const products = suggestAnswer.parse((await off.get('/api/suggest?q=purple+pot')).json).suggestions;
    const { image } = (await off.get(`/api/products/${productId}`)).json;
    expect(image).toMatch(/^\/images\//);
    expect(products).toContainEqual({
      type: 'product',
      label: 'purple pot filler',
      productId,
      image,
      count: null,
    });
  });

  it('for nothing yet, or for text that is nothing, are none', async () => {
    for (const q of ['', '%20', '%27%3B--']) {
      expect(suggestAnswer.parse((await off.get(`/api/suggest?q=${q}`)).json).suggestions).toEqual([]);
    }
  });

  it.each(['limit=21', 'limit=0', 'limit=x', 'q=a&q=b', `q=${'x'.repeat(201)}`, 'shop='])(
    'of %s are a 400',
    async (wrong) => {
      const answer = await off.get(`/api/suggest?${wrong.startsWith('q=') ? '' : 'q=a&'}${wrong}`);
      expect(answer.status).toBe(400);
    },
  );
});

describe('searching in modes', () => {
  const results = async (query: string) => (await off.get(`/api/search?${query}`)).json.results;

  it('finds a sku by words, and not by looks', async () => {
    expect((await results('q=t+12&limit=1'))[0].product.sku).toBe('T-12');
    expect((await results('q=t-12&mode=text'))[0].product.sku).toBe('T-12');
  });

  it('finds what has no photo yet, without a score', async () => {
    const [first] = await results('q=waits&mode=text&explain=true');
    expect(first).toMatchObject({ product: { title: 'tap that waits' }, score: null });
    expect(first.found).toEqual({ visual: null, words: 1, by: ['words'] });
  });

  it('says what a mistyped word was taken for', async () => {
    const { notices, results: found } = (await off.get('/api/search?q=waterfal+aurelia')).json;
    expect(notices.join()).not.toContain('aurelia');
    expect(found[0].product).toMatchObject({ brand: 'Aurelia', title: expect.stringContaining('waterfall') });
    expect((await off.get('/api/search?q=waterfalk&limit=1')).json.notices.join()).toContain('“waterfall”');
  });

  it('refuses another mode', async () => {
    const answer = await off.get('/api/search?q=a&mode=smell');
    expect(problemAnswer.parse(answer.json)).toMatchObject({ status: 400, parameter: 'mode' });
  });
});
