// Whatever is sent to a search, in an address or as JSON: an answer, or a 4xx that names what was wrong; never a 500.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composedSearchRoute } from '../../../apps/api/routes/composed-search.ts';
import { searchRoute } from '../../../apps/api/routes/search.ts';
import { similarRoute } from '../../../apps/api/routes/similar.ts';
import { problemAnswer, searchAnswer } from '../../../apps/api/schemas.ts';
import { startTapApi, type TapApi } from './tap-api.ts';
import type { Answer } from './test-api.ts';

let api: TapApi;
beforeAll(async () => {
  api = await startTapApi();
}, 120_000);
afterAll(async () => {
  await api?.close();
});

const bodyFields = Object.keys(composedSearchRoute.spec.body?.shape ?? {});
const queryFields = Object.keys(searchRoute.spec.query.shape);
const similarFields = Object.keys(similarRoute.spec.query.shape);

function checkAnswer(answer: Answer, fields: readonly string[]): void {
  if (answer.status === 200) {
    searchAnswer.parse(answer.json);
    return;
  }
  const { code, parameter } = problemAnswer.parse(answer.json);
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  expect(answer.status, answer.text).toBeLessThan(500);
  if (code === 'nothing_to_seek' || code === 'unknown_parameter' || code === 'invalid_body') return;
  expect(fields, answer.text).toContain(parameter?.split('.')[0]);
}

const words = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'gold :"-+like12.,'), maxLength: 30 }),
  fc.constantFrom(
    'gold tap',
    '-1',
    '0',
    '1',
    '1e400',
    'NaN',
    'true',
    'null',
    '0,0,1,1',
    '2026-01-01',
    'EUR',
    "';--",
  ),
);
const number = fc.oneof(
  fc.integer({ min: -3, max: 40 }),
  fc.double(),
  fc.constantFrom(2 ** 53, -0, 1e308, 0.1, 9_007_199_254_740_991),
);
const wild = fc.oneof(words, number, fc.boolean(), fc.jsonValue({ maxDepth: 2 }));
const weighted = fc.record({ weight: fc.oneof(number, wild) }, { requiredKeys: [] });
const crop = fc.record({ left: number, top: number, width: number, height: number });
const product = fc.oneof(
  number,
  fc.record({ id: number, weight: number, photo: number, crop }, { requiredKeys: ['id'] }),
);
const likely = fc.record(
  {
    q: words,
    texts: fc.array(fc.oneof(fc.record({ text: words, weight: number }), weighted), { maxLength: 4 }),
    like: fc.array(product, { maxLength: 4 }),
    unlike: fc.array(product, { maxLength: 3 }),
    image: fc.record({ url: words, weight: number, crop }, { requiredKeys: [] }),
    limit: fc.oneof(number, words),
    maxPrice: fc.oneof(number, words),
  },
  { requiredKeys: [] },
);
const anyBody = fc.oneof(
  likely,
  fc.dictionary(fc.constantFrom(...bodyFields), wild, { maxKeys: 5 }),
  fc.jsonValue(),
);

it('JSON bodies', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyBody, async (body) => {
      const answer = await api.get('/api/search', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
      checkAnswer(answer, bodyFields);
    }),
    { numRuns: 400 },
  );
});

const addressOf = (path: string, values: Record<string, string>) => `${path}?${new URLSearchParams(values)}`;

it('addresses of a search', { timeout: 120_000 }, async () => {
  const query = fc.dictionary(fc.constantFrom(...queryFields), words, { maxKeys: 4 });
  await fc.assert(
    fc.asyncProperty(query, words, async (values, q) => {
      const answer = await api.get(addressOf('/api/search', { q, ...values }));
      if (answer.json?.code !== 'malformed_url') checkAnswer(answer, queryFields);
    }),
    { numRuns: 300 },
  );
});

it('addresses of what is similar', { timeout: 120_000 }, async () => {
  const query = fc.dictionary(fc.constantFrom(...similarFields), words, { maxKeys: 4 });
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom(...api.shop.ids.values()), async (values, id) => {
      const answer = await api.get(addressOf(`/api/products/${id}/similar`, values));
      if (answer.json?.code !== 'malformed_url') checkAnswer(answer, similarFields);
    }),
    { numRuns: 200 },
  );
});
