// Probes, numbers, documents and headers: what machines and readers ask the API about itself.
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problemCodes } from '../../../apps/api/problems.ts';
import { apiRoutes } from '../../../apps/api/routes.ts';
import { problemsAnswer, readyAnswer } from '../../../apps/api/schemas.ts';
import { createApi, listen } from '../../../apps/api/server.ts';
import { startTapApi, type TapApi } from './tap-api.ts';
import { recordingLogger, startTestApi, type TestApi } from './test-api.ts';

let api: TapApi;
const others: TestApi[] = [];
beforeAll(async () => {
  api = await startTapApi();
}, 120_000);
afterEach(async () => {
  for (const other of others.splice(0)) await other.close();
});
afterAll(async () => {
  await api?.close();
});

async function another(options: Partial<Parameters<typeof startTestApi>[0]>): Promise<TestApi> {
  const other = await startTestApi({ db: api.database.pool, encoder: api.encoder, ...options });
  others.push(other);
  return other;
}

describe('probes', () => {
  it('the process lives', async () => {
    expect((await api.get('/healthz')).json).toEqual({ status: 'ok' });
  });

  it('all parts answer', async () => {
    const { get } = await another({ queueReady: async () => true });
    const answer = await get('/readyz');
    expect(readyAnswer.parse(answer.json).checks).toEqual({ database: 'ok', encoder: 'ok', queue: 'ok' });
  });

  it.each([
    ['says no', async () => false],
    ['fails', async () => Promise.reject(new Error('redis://user:secret@queue'))],
  ])('a queue that %s makes it not ready, without saying where the queue is', async (_how, queueReady) => {
    const { get } = await another({ queueReady });
    const answer = await get('/readyz');
    expect(answer).toMatchObject({ status: 503, json: { code: 'not_ready', checks: { queue: 'failed' } } });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.text).not.toContain('secret');
  });
});

describe('metrics', () => {
  it('count requests by route and the catalogue by size', async () => {
    const { get } = await another({});
    await get('/api/search?q=gold');
    await get('/api/products/1');
    await get('/api/products/2');
    await get('/somewhere/made/up');
    const answer = await get('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    const count = 'lookalike_http_request_duration_seconds_count';
    expect(answer.text).toContain(`${count}{method="GET",route="/api/search",status="200"} 1`);
    expect(answer.text).toContain(`${count}{method="GET",route="/api/products/:id",status="200"} 2`);
    expect(answer.text).not.toContain('made/up');
    expect(answer.text).toMatch(/^lookalike_products 33$/m);
    expect(answer.text).toMatch(/^lookalike_embeddings\{model="starter"\} 31$/m);
    expect(answer.text).toMatch(/^lookalike_photos_pending\{model="starter"\} 1$/m);
    expect(answer.text).toMatch(/^lookalike_database_up 1$/m);
  });
});

describe('documents', () => {
  it('list exactly the routes that are mounted', async () => {
    const { json } = await api.get('/api/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    const app = createApi({
      db: api.database.pool,
      encoder: api.encoder,
      logger: recordingLogger(),
      webDir: null,
    });
    const mounted = app.router.stack
      .flatMap((layer) => (layer.route ? [layer.route.path] : []))
      .filter((path) => path !== '/')
      .map((path) => path.replaceAll(/:(\w+)/g, '{$1}'));
    expect(new Set(mounted)).toEqual(new Set(Object.keys(json.paths)));
    expect([...new Set(apiRoutes.map((route) => route.spec.path))]).toEqual(Object.keys(json.paths));
  });

  it('are a page whose every file comes from here', async () => {
    const page = await api.get('/api/docs');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => String(match[1]));
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const file of files) {
      expect(file).toMatch(/^\/api\//);
      expect((await api.get(file)).status, file).toBe(200);
    }
  });

  it('explain every problem at the address of its type', async () => {
    const { problems } = problemsAnswer.parse((await api.get('/api/problems')).json);
    expect(problems.map((problem) => problem.code)).toEqual(problemCodes);
    for (const problem of problems) {
      expect((await api.get(`/api/problems/${problem.code}`)).json).toEqual(problem);
    }
  });
});

describe('headers', () => {
  it('allow no inline script or style, no framing, and name no framework', async () => {
    for (const path of ['/', '/api/docs', '/api/search?q=gold', '/api/nowhere', '/healthz']) {
      const { headers } = await api.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('OPTIONS lists the methods, HEAD answers without a body', async () => {
    const options = await api.get('/api/search', { method: 'OPTIONS' });
    expect(options).toMatchObject({ status: 204, text: '' });
    expect(options.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect(await api.get('/api/products?limit=1', { method: 'HEAD' })).toMatchObject({
      status: 200,
      text: '',
    });
  });
});

describe('pages', () => {
  let webDir: string;
  let site: TestApi;
  beforeAll(async () => {
    webDir = await mkdtemp(join(tmpdir(), 'lookalike-web-'));
    await mkdir(join(webDir, 'assets'));
    await writeFile(join(webDir, 'index.html'), '<!doctype html><title>the application</title>');
    await writeFile(join(webDir, 'assets/index-Ab12.js'), 'let x;');
    await writeFile(join(webDir, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(webDir, '.hidden'), 'secret');
    await chmod(webDir, 0o755);
    site = await startTestApi({ db: api.database.pool, encoder: api.encoder, webDir });
  });
  afterAll(async () => {
    await site.close();
    await rm(webDir, { recursive: true });
  });
  const browser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

  it.each(['/', '/?q=gold+purple', '/similar/7', '/product/7?x=1'])(
    '%s is the application, always fresh',
    async (path) => {
      const answer = await site.get(path, browser);
      expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('the application') });
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('files with a hash in their name may be kept for ever, others not', async () => {
    expect((await site.get('/assets/index-Ab12.js')).headers.get('cache-control')).toContain('immutable');
    expect((await site.get('/icon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it('scripts are sent compressed to whoever takes that, and as they are to others', async () => {
    const script = 'let x;';
    await writeFile(join(webDir, 'assets/index-Ab12.js.br'), brotliCompressSync(script));
    await writeFile(join(webDir, 'assets/index-Ab12.js.gz'), gzipSync(script));
    for (const [accepted, sent] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['identity', null],
      ['br;q=0, identity', null],
    ] as const) {
      const headers = { 'accept-encoding': accepted };
      const answer = await site.get('/assets/index-Ab12.js', { headers });
      expect(answer).toMatchObject({ status: 200, text: script });
      expect(answer.headers.get('content-encoding'), accepted).toBe(sent);
      expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(answer.headers.get('cache-control')).toContain('immutable');
      expect(answer.headers.get('vary')).toContain('Accept-Encoding');
    }
  });

  it.each([
    '/nowhere',
    '/similar',
    '/similar/7/more',
    '/assets/gone.js',
    '/..%2f..%2fetc/passwd',
    '/.hidden',
  ])('%s is not found: a page for people, a problem for programs', async (path) => {
    const page = await site.get(path, browser);
    expect(page).toMatchObject({ status: 404, text: expect.stringContaining('the application') });
    expect((await site.get(path, { headers: { accept: 'application/json' } })).json).toMatchObject({
      status: 404,
      code: 'route_not_found',
    });
  });

  it.each(['/api/nowhere', '/api', '/images/', '/images/x.png'])(
    '%s is a problem even for a browser',
    async (path) => {
      expect((await site.get(path, browser)).json).toMatchObject({ status: 404, code: 'route_not_found' });
    },
  );

  it('without pages, / points to the documents', async () => {
    expect(await api.get('/')).toMatchObject({ status: 200, text: expect.stringContaining('/api/docs') });
  });

  it('not built yet, / points to the documents too', async () => {
    const { get } = await another({ webDir: join(webDir, 'missing') });
    expect(await get('/', browser)).toMatchObject({
      status: 200,
      text: expect.stringContaining('/api/docs'),
    });
    expect((await get('/nowhere', browser)).status).toBe(404);
  });
});

describe('listening', () => {
  it('says in a plain sentence that the port is taken, and what to do', async () => {
    await expect(listen(express(), { host: '127.0.0.1', port: api.port })).rejects.toThrow(
      `Port ${api.port} on 127.0.0.1 is taken by another program: stop that program, or set PORT to a free port.`,
    );
  });

  it('says that an address is not of this machine', async () => {
    await expect(listen(express(), { host: '192.0.2.1', port: 0 })).rejects.toThrow(/set HOST/);
  });

  it('leaves the port free again when closed', async () => {
    const other = await startTestApi({ db: api.database.pool, encoder: api.encoder });
    await other.close();
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(other.port, '127.0.0.1', resolve);
    });
    await new Promise((resolve) => server.close(resolve));
  });
});
