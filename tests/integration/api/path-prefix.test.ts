// Everything behind a path prefix, whether the proxy in front passes the prefix on or strips it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTapApi, type TapApi } from './tap-api.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let shop: TapApi;
let prefixed: TestApi;
let webDir: string;
beforeAll(async () => {
  shop = await startTapApi();
  webDir = await mkdtemp(join(tmpdir(), 'lookalike-prefix-'));
  const head = '<meta name="base-path" content="" /><script src="./assets/index-1.js"></script>';
  await writeFile(join(webDir, 'index.html'), `<!doctype html><head>${head}</head>`);
  prefixed = await startTestApi({
    db: shop.database.pool,
    encoder: shop.encoder,
    webDir,
    basePath: '/taps',
  });
}, 120_000);
afterAll(async () => {
  await prefixed?.close();
  await shop?.close();
  await rm(webDir, { recursive: true, force: true });
});

it.each([
  ['passed on', '/taps'],
  ['stripped', ''],
])('answers with the prefix %s', async (_how, sent) => {
  const { json } = await prefixed.get(`${sent}/api/search?q=gold&limit=1`);
  const { image } = json.results[0].product;
  expect(image).toMatch(/^\/taps\/images\/[0-9a-f]{64}\.webp$/);
  expect((await prefixed.get(sent === '' ? image.slice('/taps'.length) : image)).status).toBe(200);
  expect((await prefixed.get(`${sent}/api/nothing`)).json.type).toBe('/taps/api/problems/route_not_found');
  expect((await prefixed.get(`${sent}/api/openapi.json`)).json.servers).toEqual([{ url: '/taps' }]);
});

it.each(['/taps', '/taps/', '/taps/similar/1', '/taps?q=gold'])(
  '%s is a page that finds its files',
  async (path) => {
    const answer = await prefixed.get(path, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('src="/taps/assets/index-1.js"');
    expect(answer.text).toContain('name="base-path" content="/taps"');
  },
);

it('an address that only begins like the prefix is another one', async () => {
  expect((await prefixed.get('/tapsandmore/api/about')).status).toBe(404);
});
