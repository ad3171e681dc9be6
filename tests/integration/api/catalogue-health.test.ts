// Operators over HTTP: the catalogue's health, examples behind its numbers, recall on demand, and slow requests.
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  catalogueHealthAnswer,
  checkAnswer,
  recallAnswer,
  slowRequestsAnswer,
} from '../../../apps/api/health-schemas.ts';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
beforeAll(async () => {
  api = await startTapApi({ databaseKind: 'embedded' });
}, 120_000);
afterAll(() => api?.close());

const readHealth = async (query = '') =>
  catalogueHealthAnswer.parse((await api.get(`/api/catalogue-health${query}`)).json);

async function readWhole(query = '') {
  for (;;) {
    const health = await readHealth(query);
    if (health.report && !health.isCounting) return { ...health, report: health.report };
  }
}

it('keeps its report, and counts again when it is asked to', async () => {
  const first = await readWhole();
  expect(first).toMatchObject({ database: 'embedded', model: 'starter', recall: null });
  const { rows } = await api.database.pool.query<{ count: number }>(
    'select count(*) as count from products where gone_at is null',
  );
  expect(first.report.products).toBe(rows[0]?.count);
  expect((await readHealth()).report?.at).toBe(first.report.at);
  expect((await readWhole('?anew=true')).report.at).not.toBe(first.report.at);
});

it('shows products behind each number', async () => {
  const { report } = await readWhole();
  for (const [check, count] of Object.entries(report.checks)) {
    const { results } = checkAnswer.parse((await api.get(`/api/catalogue-health/${check}?limit=100`)).json);
    expect(results, check).toHaveLength(Math.min(count, 100));
  }
  for (const check of ['duplicate', 'outlier']) {
    checkAnswer.parse((await api.get(`/api/catalogue-health/${check}`)).json);
  }
  expect((await api.get('/api/catalogue-health/nonsense')).json.code).toBe('route_not_found');
});

it('measures recall now, and remembers it', async () => {
  const answer = await api.get('/api/recall', {
    method: 'POST',
    body: JSON.stringify({ sample: 5 }),
    headers: { 'content-type': 'application/json' },
  });
  const sample = recallAnswer.parse(answer.json);
  expect(sample).toMatchObject({ recall: expect.any(Number), efSearch: 100 });
  expect((await readHealth()).recall).toEqual(sample);
});

it('remembers slow requests with their plan, and nothing of a body or an address’s own query', async () => {
  await api.get('/api/search?q=gold+tap');
  const secret = 'hidden-signature';
  await api.get(`/api/search?q=${encodeURIComponent(`http://photos.test/a.jpg?token=${secret}`)}`);
  await api.get('/api/search', {
    method: 'POST',
    body: JSON.stringify({ q: 'a word of a body' }),
    headers: { 'content-type': 'application/json' },
  });
  const answer = await api.get('/api/slow-requests');
  const { requests } = slowRequestsAnswer.parse(answer.json);
  expect(requests).toContainEqual(
    expect.objectContaining({
      method: 'GET',
      route: '/api/search',
      asked: '/api/search?q=gold+tap',
      status: 200,
      plan: { strategy: 'exact', reason: 'at most 4000 photos match' },
    }),
  );
  expect(requests.map(({ ms }) => ms)).toEqual(
    requests.map(({ ms }) => ms).toSorted((one, other) => other - one),
  );
  expect(answer.text).not.toContain(secret);
  expect(answer.text).not.toContain('a word of a body');
  expect(requests.map(({ route }) => route)).not.toContain('/api/catalogue-health');
});
