// Operators over HTTP: which pictures are placeholders, and saying that one is or isn't.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemAnswer } from '../../../apps/api/schemas.ts';
import { drawTap, storePhoto } from '../catalog/pictures.ts';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
let sha256: string;
beforeAll(async () => {
  api = await startTapApi();
  const { rows } = await api.database.pool.query<{ id: number }>('select id from shops limit 1');
  ({ sha256 } = await storePhoto(api.database.pool, rows[0]?.id ?? 0, await drawTap('#c3cad1')));
}, 120_000);
afterAll(() => api?.close());

function put(path: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  return api.get(path, { method: 'PUT', body: JSON.stringify(body), headers });
}

it('lists what an operator said, and takes it back', async () => {
  expect((await api.get('/api/placeholders')).json).toEqual({ placeholders: [] });
  const marked = await put(`/api/placeholders/${sha256}`, { placeholder: true });
  expect(marked.json).toMatchObject({
    sha256,
    image: `/images/${sha256}.webp`,
    placeholder: true,
    judgedBy: 'operator',
    products: 1,
  });
  expect((await api.get('/api/placeholders')).json).toEqual({ placeholders: [marked.json] });
  expect((await put(`/api/placeholders/${sha256}`, { placeholder: false })).json.placeholder).toBe(false);
  expect((await api.get('/api/placeholders?limit=1')).json.placeholders).toMatchObject([
    { placeholder: false },
  ]);
});

it.each([
  ['no such image', `/api/placeholders/${'0'.repeat(64)}`, { placeholder: true }, 404, 'image_not_found'],
  ['a name that is no digest', '/api/placeholders/tap', { placeholder: true }, 404, 'image_not_found'],
  [
    'a word for a truth',
    `/api/placeholders/${'0'.repeat(64)}`,
    { placeholder: 'yes' },
    400,
    'invalid_parameter',
  ],
  ['nothing said', `/api/placeholders/${'0'.repeat(64)}`, {}, 400, 'missing_parameter'],
  [
    'something unknown',
    `/api/placeholders/${'0'.repeat(64)}`,
    { placeholder: true, x: 1 },
    400,
    'unknown_parameter',
  ],
])('%s is a problem', async (_, path, body, status, code) => {
  const answer = await put(path, body);
  expect(problemAnswer.parse(answer.json)).toMatchObject({ status, code });
});

it('answers operators only', async () => {
  const relayed = { headers: { 'x-forwarded-for': '203.0.113.9' } };
  expect((await api.get('/api/placeholders', relayed)).status).toBe(403);
});
