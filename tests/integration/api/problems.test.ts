// Each error code, reached over real HTTP: the shape of RFC 9457, the right status, and nothing leaked.
import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Response } from 'express';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAskGate } from '../../../apps/api/ask-gate.ts';
import { createDryRunGate } from '../../../apps/api/dry-run-gate.ts';
import { createPhotoGate } from '../../../apps/api/photo-gate.ts';
import { type ProblemCode, problemCatalogue, problemCodes } from '../../../apps/api/problems.ts';
import { problemAnswer } from '../../../apps/api/schemas.ts';
import { startRun } from '../../../catalog/crawls/runs.ts';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import { createPool } from '../../../catalog/database/database.ts';
import { contentHash } from '../../../catalog/items/item-bytes.ts';
import { updateItems } from '../../../catalog/items/items.ts';
import { createCollection, deleteCollection } from '../../../catalog/products/collections.ts';
import { openQueues } from '../../../workers/queues.ts';
import { testQueueUrl } from '../test-database.ts';
import { type BreakableProxy, startBreakableProxy } from './breakable-proxy.ts';
import { startPhotoHost } from './photo-host.ts';
import { startTapApi, type TapApi } from './tap-api.ts';
import { type Answer, recordingLogger, startTestApi, type TestApi } from './test-api.ts';

let api: TapApi;
const seen = new Set<ProblemCode>();
beforeAll(async () => {
  api = await startTapApi();
}, 120_000);
afterAll(async () => {
  await api?.close();
});

/** Checks what every problem has in common, and remembers that its code was reached. */
function checkProblem(answer: Answer, code: ProblemCode, parameter?: string): void {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = problemAnswer.parse(answer.json);
  expect(problem.code).toBe(code);
  expect(problem.status).toBe(answer.status);
  expect(answer.status).toBe(problemCatalogue[code].status);
  expect(problem.type).toBe(`/api/problems/${code}`);
  expect(problem.parameter).toBe(parameter);
  expect(problem.requestId).toBe(answer.headers.get('x-request-id'));
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const waits: Partial<Record<ProblemCode, string>> = { too_much_feedback: '1', too_many_page_errors: '10' };
  const retryAfter = waits[code] ?? (answer.status === 503 ? '5' : null);
  expect(answer.headers.get('retry-after')).toBe(retryAfter);
  expect(answer.text).not.toMatch(/select |postgres|pg-|node_modules|\.ts:|\bat \w+ \(/i);
  seen.add(code);
}

const madeUpCursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
const cases: [string, ProblemCode, string?][] = [
  ['/api/search?q=a&colour=1', 'unknown_parameter', 'colour'],
  ['/api/search?q=%22gold', 'invalid_query', 'q'],
  ['/api/search?q=gold:11', 'invalid_query', 'q'],
  ['/api/search?q=-gold', 'nothing_to_seek'],
  ['/api/search?q=gold:0+-purple', 'nothing_to_seek'],
  ['/api/search?q=like:999999999', 'product_not_found', 'q'],
  ['/api/products/1/similar?photo=0', 'invalid_parameter', 'photo'],
  ['/api/products/1/similar?photo=9', 'photo_not_embedded', 'photo'],
  ['/api/products/1/similar?crop=0,0,2,1', 'invalid_parameter', 'crop'],
  ['/api/products/1/similar?crop=1', 'invalid_parameter', 'crop'],
  ['/api/products/999999999/similar?crop=0,0,1,1', 'product_not_found', 'id'],
  ['/api/products/1?q=1', 'unknown_parameter', 'q'],
  ['/healthz?verbose=1', 'unknown_parameter', 'verbose'],
  ['/api/search', 'missing_parameter', 'q'],
  ['/api/embeddings', 'missing_parameter', 'text'],
  ['/api/search?q=a&limit=1000', 'invalid_parameter', 'limit'],
  ['/api/products/1/similar?cheaper=1', 'invalid_parameter', 'cheaper'],
  ['/api/products?sort=relevance', 'invalid_parameter', 'sort'],
  ['/api/products?seed=-1', 'invalid_parameter', 'seed'],
  ['/api/search?q=%20%20', 'blank_text', 'q'],
  ['/api/embeddings?text=', 'blank_text', 'text'],
  [`/api/search?q=${'a'.repeat(1001)}`, 'text_too_long', 'q'],
  ['/api/products?minPrice=2&maxPrice=1', 'price_range_reversed', 'minPrice'],
  ['/api/search?q=a&cursor=abc', 'invalid_cursor', 'cursor'],
  ['/api/products?cursor=%F0%9F%9A%B0', 'invalid_cursor', 'cursor'],
  ['/api/products?sort=random&cursor=abc', 'invalid_cursor', 'cursor'],
  ['/api/products?sort=random&cursor=1.abc', 'invalid_cursor', 'cursor'],
  [`/api/products?cursor=${madeUpCursor(['x', 'y', 'z'])}`, 'invalid_cursor', 'cursor'],
  ['/api/search?q=%zz', 'malformed_url'],
  ['/api/products/%E0%A4%A', 'malformed_url'],
  ['/api/search?q=a%00b', 'malformed_url'],
  ['/api/products/999999999', 'product_not_found', 'id'],
  ['/api/products/abc', 'product_not_found', 'id'],
  ['/api/products/-1', 'product_not_found', 'id'],
  ['/api/products/1e99/similar', 'product_not_found', 'id'],
  ['/api/products/999999999/similar', 'product_not_found', 'id'],
  ['/api/products/99999999999999999999', 'product_not_found', 'id'],
  ['/api/products/999999999/goes-with', 'product_not_found', 'id'],
  ['/api/products/1/goes-with?look=1', 'unknown_parameter', 'look'],
  ['/api/runs/999', 'run_not_found', 'id'],
  [`/images/${'0'.repeat(64)}.webp`, 'image_not_found'],
  ['/images/x.webp', 'image_not_found', 'sha256'],
  ['/api/problems/nonsense', 'problem_not_found', 'code'],
  ['/api/search?q=like:1&mode=text', 'invalid_parameter', 'mode'],
  ['/api/search?q=a&minPrice=-1', 'invalid_parameter', 'minPrice'],
  ['/api/search?q=a&maxPrice=1e3', 'invalid_parameter', 'maxPrice'],
  ['/api/search?q=a&limit=0', 'invalid_parameter', 'limit'],
  ['/api/search?q=a&color=nonsense', 'invalid_parameter', 'color'],
  ['/api/search?q=a&brand=a&brand=', 'invalid_parameter', 'brand'],
  [`/api/search?q=a${'&brand=a'.repeat(21)}`, 'invalid_parameter', 'brand'],
  ['/api/search?q=a&shop=1&shop=2', 'invalid_parameter', 'shop'],
  ['/api/search?q=', 'blank_text', 'q'],
  ['/api/nowhere', 'route_not_found'],
  ['/api/docs/other.js', 'route_not_found'],
];

describe('a request that is wrong', () => {
  it.each(cases)('GET %s is %s', async (path, code, parameter) => {
    checkProblem(await api.get(path), code, parameter);
  });

  it("another question's cursor is refused", async () => {
    const { json } = await api.get('/api/products?limit=5&sort=price');
    checkProblem(
      await api.get(`/api/products?limit=5&sort=newest&cursor=${json.nextCursor}`),
      'invalid_cursor',
      'cursor',
    );
    const gold = await api.get('/api/search?q=gold&limit=5');
    const other = await api.get(`/api/search?q=white+pot&limit=5&cursor=${gold.json.nextCursor}`);
    checkProblem(other, 'invalid_cursor', 'cursor');
  });

  it('a cursor of the right question with values of the wrong kind is refused', async () => {
    const { json } = await api.get('/api/products?limit=5&sort=price');
    const [shape] = JSON.parse(Buffer.from(json.nextCursor, 'base64url').toString());
    for (const key of [
      ['a', 'b'],
      [1, 'b'],
      [1, 1e300],
      ['1; drop table products', 1],
      [null, null],
    ]) {
      const answer = await api.get(
        `/api/products?limit=5&sort=price&cursor=${madeUpCursor([shape, ...key])}`,
      );
      if (answer.status !== 200) checkProblem(answer, 'invalid_cursor', 'cursor');
    }
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is not a method of these routes', async (method) => {
    for (const path of ['/api/products', '/api/products/1', '/healthz']) {
      const answer = await api.get(path, { method, body: method === 'DELETE' ? null : 'x'.repeat(1000) });
      checkProblem(answer, 'method_not_allowed');
      expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    }
  });
});

describe('a change that is wrong', () => {
  const json = { 'content-type': 'application/json' };
  const start = (body: string, headers: Record<string, string> = json) => ({
    method: 'POST',
    body,
    headers,
  });

  it('says what with a code of its own', async () => {
    checkProblem(await api.get('/api/runs', start('{')), 'invalid_body');
    checkProblem(
      await api.get('/api/runs', start('{}', { 'content-type': 'a/b' })),
      'unsupported_media_type',
    );
    checkProblem(await api.get('/api/runs', start(`"${'x'.repeat(100_000)}"`)), 'body_too_large');
    const origin = { ...json, origin: 'https://evil.example' };
    checkProblem(await api.get('/api/runs', start('{}', origin)), 'cross_site_request');
    checkProblem(
      await api.get('/api/runs', start('{"url":"http://10.0.0.1/"}')),
      'address_not_allowed',
      'url',
    );
    checkProblem(await api.get('/api/runs', start('{"shop":"nobody"}')), 'shop_not_found', 'shop');
    checkProblem(await api.get('/api/runs', start('{"shop":1}')), 'queue_unavailable');
  });

  it('and so does one of a collection', async () => {
    const fill = (name: string, productIds: unknown) =>
      api.get(`/api/collections/${name}`, { ...start(JSON.stringify({ productIds })), method: 'PUT' });
    checkProblem(
      await api.get('/api/collections/none', { method: 'DELETE' }),
      'collection_not_found',
      'name',
    );
    checkProblem(await fill('%20', []), 'collection_not_found', 'name');
    checkProblem(await fill('bath', [1, 999_999_999]), 'product_not_found', 'productIds');
    checkProblem(await fill('bath', [0]), 'invalid_parameter', 'productIds.0');
    checkProblem(await fill('bath', Array(10_001).fill(1)), 'invalid_parameter', 'productIds');
    expect((await api.get('/api/collections')).json.collections).toEqual([]);
  });

  it('and so does one of items', async () => {
    const store = (name: string, body: unknown) =>
      api.get(`/api/collections/${name}/items`, { ...start(JSON.stringify(body)), method: 'PUT' });
    checkProblem(await store('%20', { items: [{ id: 'a', text: 'a' }] }), 'collection_not_found', 'name');
    checkProblem(await store('words', { items: [] }), 'invalid_parameter', 'items');
    checkProblem(await store('words', { items: [{ id: 'a' }] }), 'invalid_parameter', 'items.0');
    checkProblem(await store('words', { items: [{ text: 'a' }] }), 'missing_parameter', 'items.0.id');
    checkProblem(await api.get('/api/collections/none/items'), 'collection_not_found', 'name');
    checkProblem(
      await api.get('/api/items/similar?collection=none&q=a'),
      'collection_not_found',
      'collection',
    );
    checkProblem(await api.get('/api/items/similar?q=a'), 'missing_parameter', 'collection');

    const { id } = await createCollection(api.database.pool, 'elsewhere');
    const similar = '/api/items/similar?collection=elsewhere';
    checkProblem(await api.get(similar), 'missing_parameter', 'q');
    checkProblem(await api.get(`${similar}&id=nobody`), 'item_not_found', 'id');
    const row = { id: 'a', contentHash: contentHash('a'), content: 'a', metadata: null };
    await updateItems(api.database.pool, id, [row]);
    checkProblem(await api.get(`${similar}&q=gold`), 'items_not_embedded');
    checkProblem(await api.get(`${similar}&id=a`), 'items_not_embedded');
    await deleteCollection(api.database.pool, id);

    const score = (body: unknown) => api.get('/api/score', start(JSON.stringify(body)));
    checkProblem(await score({ texts: ['gold'] }), 'missing_parameter', 'images');
    checkProblem(await score({ texts: [], products: [1] }), 'invalid_parameter', 'texts');
    checkProblem(await score({ texts: ['a'], products: [999_999_999] }), 'product_not_found', 'products.0');
  });

  it('and so do one of a run and one of a schedule', async () => {
    const db = api.database.pool;
    for (const host of ['one', 'two'])
      await upsertShop(db, { baseUrl: `https://${host}.example/`, name: 'Twins', settings: {} });
    checkProblem(await api.get('/api/runs?shop=twins'), 'ambiguous_shop', 'shop');
    const { run } = await startRun(db, { shopId: api.shop.shopId, mode: 'full', startedBy: 'a test' });
    const queues = await openQueues({ queueUrl: testQueueUrl(), database: api.database });
    const other = await startTestApi({ db, encoder: api.encoder, queues });
    try {
      checkProblem(await other.get(`/api/runs/${run.id}/resume`, { method: 'POST' }), 'run_state_conflict');
      const never = { method: 'PUT', body: '{"every":"never"}', headers: json };
      checkProblem(
        await other.get(`/api/shops/${api.shop.shopId}/schedule`, never),
        'invalid_schedule',
        'every',
      );
      const unbased = { method: 'PUT', body: '{"currency":"EUR","rate":1.09}', headers: json };
      checkProblem(await other.get('/api/rates', unbased), 'invalid_rate', 'rate');
    } finally {
      await other.close();
      await queues.close();
    }
  });
});

describe('a composed query that is wrong', () => {
  const search = (body: unknown) =>
    api.get('/api/search', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const bodies: [unknown, ProblemCode, string?][] = [
    [{}, 'missing_parameter', 'q'],
    [{ image: {} }, 'missing_parameter', 'image.url'],
    [{ texts: [{}] }, 'missing_parameter', 'texts.0.text'],
    [{ texts: [{ text: ' ' }] }, 'blank_text', 'texts.0.text'],
    [{ texts: [{ text: 'a', weight: 11 }] }, 'invalid_parameter', 'texts.0.weight'],
    [{ texts: [{ text: 'a', weight: -1 }] }, 'nothing_to_seek'],
    [{ vector: [1], model: 'another' }, 'vector_of_other_model', 'model'],
    [{ texts: Array(21).fill({ text: 'a' }) }, 'invalid_parameter', 'texts'],
    [{ texts: Array(20).fill({ text: 'a' }), q: 'b' }, 'invalid_parameter', 'texts.19'],
    [{ q: '' }, 'blank_text', 'q'],
    [{ q: ' \t ' }, 'blank_text', 'q'],
    [{ q: 'a', minPrice: -1 }, 'invalid_parameter', 'minPrice'],
    [{ q: 'a', brand: [] }, 'invalid_parameter', 'brand'],
    [{ q: 'a', brand: ['a', ''] }, 'invalid_parameter', 'brand.1'],
    [{ q: 'a', color: 'nonsense' }, 'invalid_parameter', 'color'],
    [{ like: [1], mode: 'text' }, 'invalid_parameter', 'mode'],
    [
      { like: [{ id: 1, crop: { left: 0.5, top: 0, width: 0.6, height: 1 } }] },
      'invalid_parameter',
      'like.0.crop',
    ],
    [{ image: { url: 'https://a.example/', crop: '0,0,2,1' } }, 'invalid_parameter', 'image.crop'],
    [{ like: [0] }, 'invalid_parameter', 'like.0'],
    [{ like: [999_999_999] }, 'product_not_found', 'like.0'],
    [{ unlike: [1] }, 'nothing_to_seek'],
    [{ like: [1], unlike: [1] }, 'nothing_to_seek'],
    [{ q: 'a', minPrice: 2, maxPrice: 1 }, 'price_range_reversed', 'minPrice'],
    [{ q: 'a', limit: 101 }, 'invalid_parameter', 'limit'],
    [{ q: 'a', cursor: 'abc' }, 'invalid_cursor', 'cursor'],
    [{ q: 'a', vectors: [1] }, 'unknown_parameter', 'vectors'],
    [[], 'invalid_body'],
  ];
  it.each(bodies)('%j is %s', async (body, code, parameter) => {
    checkProblem(await search(body), code, parameter);
  });

  it('a product whose photo waits is no product to be like', async () => {
    checkProblem(await search({ like: [api.shop.pendingId] }), 'photo_not_embedded', 'like.0');
  });

  it('a photo is refused by what is wrong with it', async () => {
    const upload = (bytes: Uint8Array<ArrayBuffer>) => {
      const body = new FormData();
      body.set('photo', new Blob([bytes]), 'photo.jpg');
      return api.get('/api/search', { method: 'POST', body });
    };
    checkProblem(await upload(new Uint8Array(9)), 'not_a_photo', 'photo');
    checkProblem(await upload(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])), 'unusable_photo', 'photo');
    checkProblem(await upload(new Uint8Array(20 * 2 ** 20 + 1)), 'photo_too_large', 'photo');
    checkProblem(
      await search({ image: { url: 'http://10.0.0.1/a.jpg' } }),
      'address_not_allowed',
      'image.url',
    );
  });

  it('a photo is refused by what its host answers', async () => {
    const host = await startPhotoHost({ '/down': (_request, response) => response.writeHead(500).end() });
    const other = await startTestApi({
      db: api.database.pool,
      encoder: api.encoder,
      photoTower: api.encoder,
      allowHosts: [host.host],
    });
    const fetchOf = (path: string) =>
      other.get('/api/search', {
        method: 'POST',
        body: JSON.stringify({ image: { url: host.url(path) } }),
        headers: { 'content-type': 'application/json' },
      });
    try {
      checkProblem(await fetchOf('/nothing'), 'photo_not_fetched', 'image.url');
      checkProblem(await fetchOf('/down'), 'photo_host_failed', 'image.url');
    } finally {
      await other.close();
      await host.close();
    }
  });

  it('more photos than there are places are refused', async () => {
    const gate = createPhotoGate(1);
    // The gate looks at nothing but when they close.
    const answers = [new EventEmitter(), new EventEmitter()] as unknown as Response[];
    const [first, second] = answers;
    if (!first || !second) throw new Error('two answers were made');
    gate.enter(first);
    gate.enter(first);
    expect(() => gate.enter(second)).toThrow(/1 photos are being read/);
    const { promise: work, resolve } = Promise.withResolvers<void>();
    gate.keepFor(first, work);
    first.emit('close');
    await setImmediate();
    expect(() => gate.enter(second), 'the client is gone, its photo is still being read').toThrow();
    resolve();
    await setImmediate();
    gate.enter(second);
    seen.add('too_many_photos'); // over HTTP: bad-photos.test.ts
  });
});

describe('models', () => {
  it('are named, and switched only where a process can', async () => {
    checkProblem(await api.get('/api/models/nothing/cost'), 'model_not_found', 'id');
    checkProblem(await api.get('/api/models/starter/cost'), 'model_unavailable');
    checkProblem(await api.get('/api/models/starter', { method: 'DELETE' }), 'model_switch_conflict');
  });
});

describe('failures of pages', () => {
  it('are refused beyond what is logged', async () => {
    const other = await startTestApi({ db: api.database.pool, encoder: api.encoder });
    const report = () =>
      other.get('/api/page-errors', {
        method: 'POST',
        body: JSON.stringify({ kind: 'error', message: 'x is not a function', page: '/' }),
        headers: { 'content-type': 'application/json' },
      });
    try {
      const answers = await Promise.all(Array.from({ length: 60 }, report));
      const dropped = answers.find(({ status }) => status === 429);
      if (!dropped) throw new Error('sixty at once were taken');
      checkProblem(dropped, 'too_many_page_errors');
    } finally {
      await other.close();
    }
  });
});

describe('dry runs', () => {
  it('more of them than there are places are refused', () => {
    const gate = createDryRunGate();
    for (let place = 1; place <= 3; place += 1) gate.enter();
    expect(() => gate.enter()).toThrow(/dry runs are going on/);
    gate.leave();
    expect(() => gate.enter()).not.toThrow();
    seen.add('too_many_dry_runs'); // over HTTP: dry-runs.test.ts
  });
});

describe('questions', () => {
  it('more of them than are answered at once are refused', () => {
    const gate = createAskGate();
    for (let place = 1; place <= 4; place += 1) gate.enter();
    expect(() => gate.enter()).toThrow(/Other questions are being answered/);
    gate.leave();
    expect(() => gate.enter()).not.toThrow();
    seen.add('too_many_questions'); // over HTTP: ask.test.ts
  });
});

describe('feedback', () => {
  const click = {
    method: 'POST',
    body: JSON.stringify({
      kind: 'click',
      query: { text: 'gold' },
      productId: 999_999_999,
      model: 'starter',
    }),
    headers: { 'content-type': 'application/json' },
  };

  it('is refused while it is off, and beyond what is taken', async () => {
    checkProblem(await api.get('/api/feedback', click), 'feedback_off');
    const on = await startTestApi({ db: api.database.pool, encoder: api.encoder, feedback: true });
    try {
      const answers = await Promise.all(Array.from({ length: 300 }, () => on.get('/api/feedback', click)));
      const dropped = answers.find(({ status }) => status === 429);
      if (!dropped) throw new Error('three hundred at once were taken');
      checkProblem(dropped, 'too_much_feedback');
    } finally {
      await on.close();
    }
  });
});

describe('operator routes', () => {
  const routes = [
    '/api/shops',
    '/api/runs',
    '/api/runs/1',
    '/api/rates',
    '/api/placeholders',
    '/api/feedback',
  ];

  it('refuse what a proxy passed on, while no token is set', async () => {
    for (const path of routes) {
      const answer = await api.get(path, { headers: { 'x-forwarded-for': '127.0.0.1' } });
      checkProblem(answer, 'operator_only_on_loopback');
    }
  });

  it('need the token everywhere once one is set', async () => {
    const guarded = await startTestApi({
      db: api.database.pool,
      encoder: api.encoder,
      operatorToken: 's3cret',
    });
    try {
      for (const path of routes) {
        const answer = await guarded.get(path);
        checkProblem(answer, 'operator_token_required');
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
        checkProblem(
          await guarded.get(path, { headers: { authorization: 'Bearer nope' } }),
          'operator_token_required',
        );
      }
      const opened = await guarded.get('/api/shops', {
        headers: { authorization: 'Bearer s3cret', 'x-forwarded-for': '203.0.113.9' },
      });
      expect(opened.status).toBe(200);
    } finally {
      await guarded.close();
    }
  });
});

describe('an encoder that fails', () => {
  it('is a 503 for what needs it, and nothing else', async () => {
    const logger = recordingLogger();
    const encoder = {
      modelId: 'starter',
      dimension: api.encoder.dimension,
      embedTexts: async () => Promise.reject(new Error('/secret/model.onnx is gone')),
    };
    const other = await startTestApi({ db: api.database.pool, encoder, logger });
    try {
      const answer = await other.get('/api/search?q=gold');
      checkProblem(answer, 'encoder_unavailable');
      expect(answer.text).not.toContain('secret');
      checkProblem(await other.get('/readyz'), 'not_ready');
      expect((await other.get('/api/products')).status).toBe(200);
      expect(logger.faults[0]?.fields).toMatchObject({ requestId: answer.headers.get('x-request-id') });
    } finally {
      await other.close();
    }
  });
});

describe('a database', () => {
  let proxy: BreakableProxy;
  let pool: pg.Pool;
  let other: TestApi;
  beforeAll(async () => {
    proxy = await startBreakableProxy(api.database.connectionString);
    pool = createPool(proxy.connectionString, { max: 3 });
    other = await startTestApi({ db: pool, encoder: api.encoder, answerWithinMs: 3_000 });
  });
  afterAll(async () => {
    await other.close();
    await pool.end();
    await proxy.close();
  });
  const paths = [
    '/api/search?q=gold',
    '/api/products',
    '/api/products/1',
    '/api/products/1/similar',
    '/api/products/1/goes-with',
    '/api/products/several?ids=1,2',
    '/api/shops',
    '/api/suggest?q=go',
    '/api/collections',
    '/api/rates',
    '/api/placeholders',
    '/api/feedback',
  ];

  it('that is gone is a 503, and all works again once it is back', async () => {
    for (const path of paths) expect((await other.get(path)).status, path).toBe(200);
    await proxy.cut();
    for (const path of paths) checkProblem(await other.get(path), 'database_unavailable');
    checkProblem(await other.get(`/images/${api.shop.sha256}.webp`), 'database_unavailable');
    const like = {
      method: 'POST',
      body: '{"like":[1],"q":"gold"}',
      headers: { 'content-type': 'application/json' },
    };
    checkProblem(await other.get('/api/search', like), 'database_unavailable');
    const ready = await other.get('/readyz');
    checkProblem(ready, 'not_ready');
    expect(ready.json.checks).toMatchObject({ database: 'failed', encoder: 'ok' });
    expect((await other.get('/healthz')).status).toBe(200);
    expect((await other.get('/metrics')).text).toMatch(/^lookalike_database_up 0$/m);
    expect((await other.get('/api/embeddings?text=gold')).status).toBe(200);
    await proxy.mend();
    for (const path of paths) expect((await other.get(path)).status, path).toBe(200);
    expect((await other.get('/api/search', like)).status).toBe(200);
    expect((await other.get('/metrics')).text).toMatch(/^lookalike_database_up 1$/m);
  });

  it('that hangs is a 503 in the end, not a client that waits for ever', async () => {
    proxy.stall();
    const [answer, ready] = await Promise.all([other.get('/api/products/1'), other.get('/readyz')]);
    checkProblem(answer, 'timed_out');
    expect(ready.json.checks.database).toBe('slow');
    await proxy.mend();
    expect((await other.get('/api/products/1')).status).toBe(200);
  });
});

describe('a fault in our own code', () => {
  it('is a 500 that tells the log and not the client', async () => {
    const logger = recordingLogger();
    // Stands for any bug: the query itself throws.
    const broken = { query: () => Promise.reject(new TypeError('secret_column of undefined')) };
    const other = await startTestApi({
      db: broken as unknown as pg.Pool, // only query is called
      encoder: api.encoder,
      logger,
    });
    try {
      const answer = await other.get('/api/products/1');
      checkProblem(answer, 'internal_error');
      expect(answer.text).not.toContain('secret_column');
      expect(logger.faults).toMatchObject([{ fields: { err: { message: 'secret_column of undefined' } } }]);
    } finally {
      await other.close();
    }
  });
});

it('every code in the catalogue was reached', () => {
  expect([...seen].sort()).toEqual([...problemCodes].sort());
});
