// The model for visitors' browsers: whole, under addresses that name its bytes, and the one policy that may compile it.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserModelAnswer } from '../../../apps/api/browser-model.ts';
import { startTapApi, type TapApi } from './tap-api.ts';
import { startTestApi } from './test-api.ts';

let api: TapApi;
beforeAll(async () => {
  api = await startTapApi();
}, 120_000);
afterAll(async () => {
  await api?.close();
});

it('is described with all that a browser needs, and its files are what their addresses say', async () => {
  const model = browserModelAnswer.parse((await api.get('/api/browser-model')).json);
  expect(model).toMatchObject({ model: 'starter', inUse: true, dimension: 512, contextLength: 77 });
  for (const { url, bytes } of Object.values(model.files)) {
    const response = await fetch(api.url + url);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const body = Buffer.from(await response.arrayBuffer());
    expect(body.length).toBe(bytes);
    expect(url).toContain(createHash('sha256').update(body).digest('hex'));
    const again = await fetch(api.url + url, {
      headers: { 'if-none-match': response.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  }
});

it('has no other files', async () => {
  for (const name of ['0'.repeat(64), '..%2fmodels.ts', 'config.json']) {
    const { status, json } = await api.get(`/api/browser-model/${name}`);
    expect([status, json.code]).toEqual([404, 'route_not_found']);
  }
});

it('names its files under a path prefix, and says when the catalogue is under another model', async () => {
  const other = await startTestApi({
    db: api.database.pool,
    encoder: { ...api.encoder, modelId: 'another' },
    basePath: '/lookalike',
  });
  try {
    const { json } = await other.get('/lookalike/api/browser-model');
    expect(json.inUse).toBe(false);
    expect(json.files.vision.url).toMatch(/^\/lookalike\/api\/browser-model\//);
  } finally {
    await other.close();
  }
});

it('only its worker’s file may compile WebAssembly', async () => {
  const policyOf = async (path: string) => (await api.get(path)).headers.get('content-security-policy') ?? '';
  expect(await policyOf('/assets/encoder-worker-DlVyh9IE.js')).toContain(
    "script-src 'self' 'wasm-unsafe-eval'",
  );
  for (const path of ['/', '/try', '/assets/index-abc.js', '/api/products', '/x/assets/encoder-worker-a.js'])
    expect(await policyOf(path), path).not.toContain('unsafe');
});
