// Answers are compressed where that pays and the client takes it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
beforeAll(async () => {
  api = await startTapApi();
});
afterAll(() => api?.close());

const encodingOf = async (path: string, accepted: string) => {
  const answer = await api.get(path, { headers: { 'accept-encoding': accepted } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('vary')).toContain('Accept-Encoding');
  expect(JSON.parse(answer.text)).toEqual(answer.json);
  return answer.headers.get('content-encoding');
};

it('a page of products is, a few words are not, and nobody gets what they do not take', async () => {
  expect(await encodingOf('/api/products', 'gzip')).toBe('gzip');
  expect(await encodingOf('/api/products', 'identity')).toBeNull();
  expect(await encodingOf('/api/about', 'gzip')).toBeNull();
});
