// Vectors of different models, precisions or preparations never meet: every route is asked under each of four spaces, and
// no statement may touch any but the one in use. A new route has to be added here, or the test fails.
import { tmpdir } from 'node:os';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiRoutes } from '../../../apps/api/routes.ts';
import { modelFilesIn } from '../../../apps/models/model-files.ts';
import { healthChecks } from '../../../catalog/health/health-checks.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { drawMap } from '../../../workers/map/draw-map.ts';
import { refreshMap } from '../../../workers/map/refresh-map.ts';
import { startTapApi, type TapApi } from '../api/tap-api.ts';
import { startTestApi, type TestApi } from '../api/test-api.ts';
import { fillSpaces, spaces, switchedByHand, type Touched, watched } from './spaces.ts';

let taps: TapApi;
let api: TestApi;
let models: ReturnType<typeof switchedByHand>;
let touched: Touched[];
let photo: Buffer;

beforeAll(async () => {
  taps = await startTapApi();
  const db = taps.database.pool;
  await fillSpaces(db);
  const watch = watched(db);
  touched = watch.touched;
  models = switchedByHand(db, taps.encoder);
  const modelFiles = modelFilesIn(tmpdir());
  api = await startTestApi({ db: watch.db, encoder: models.inUse(), models, modelFiles, feedback: true });
  photo = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#c8a03c' } })
    .png()
    .toBuffer();
}, 120_000);
afterAll(async () => {
  await api.close();
  await taps.close();
});

const first = () => [...taps.shop.ids.values()][0] ?? 0;
const second = () => [...taps.shop.ids.values()][1] ?? 0;
const json = (method: string, body: object): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
function form(fields: Record<string, string>): RequestInit {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('photo', new Blob([new Uint8Array(photo)]), 'photo.png');
  return { method: 'POST', body };
}

const someVector = () => Array.from({ length: models.inUse().dimension }, (_, i) => Math.sin(i));

type Ask = [path: string, init?: RequestInit];
/** How each route is asked so that it has to do with vectors, where it ever has. */
const doors: Record<string, () => Ask[]> = {
  'get /api/search': () => [
    ['/api/search?q=gold+purple'],
    ['/api/search?mode=visual&q=gold&limit=3'],
    [`/api/search?q=${encodeURIComponent(`like:${first()} -chrome`)}`],
    ['/api/search?q=tap&maxPrice=90&sort=price&explain=true'],
    ['/api/search?q=tap&mode=visual&sort=axis&axis=gold..purple'],
    [`/api/search?q=tap&mode=visual&sort=axis&axis=${first()}..${second()}`],
  ],
  'post /api/search': () => [
    ['/api/search', json('POST', { q: 'gold', like: [first()], unlike: [second()] })],
    [
      '/api/search',
      json('POST', { texts: [{ text: 'chrome', weight: -1 }], like: [{ id: first(), weight: 2 }] }),
    ],
    ['/api/search', form({})],
    ['/api/search', form({ q: 'gold' })],
    ['/api/search', json('POST', { vector: someVector(), model: models.inUse().modelId })],
  ],
  'post /api/ask': () => [
    ['/api/ask', json('POST', { question: 'Which gold taps are there?', stream: false })],
  ],
  'get /api/products/{id}/similar': () => [
    [`/api/products/${first()}/similar`],
    [`/api/products/${first()}/similar?cheaper=true&limit=3`],
    [`/api/products/${first()}/similar?precomputed=true`],
    [`/api/products/${first()}/similar?look=1`],
  ],
  'post /api/classify': () => [
    ['/api/classify', json('POST', { classes: ['gold', 'purple'], products: [first()] })],
    [
      '/api/classify',
      json('POST', {
        classes: [
          { name: 'one', like: [first()] },
          { name: 'two', like: [second()] },
        ],
        products: [first()],
      }),
    ],
  ],
  'post /api/score': () => [
    ['/api/score', json('POST', { texts: ['gold', 'chrome'], products: [first(), second()] })],
    ['/api/score', form({ query: JSON.stringify({ texts: ['gold'] }) })],
  ],
  'put /api/collections/{name}/items': () => [
    ['/api/collections/door/items', json('PUT', { items: [{ id: 'a', text: 'gold tap' }] })],
  ],
  'get /api/collections/{name}/items': () => [['/api/collections/door/items']],
  'get /api/items/similar': () => [
    ['/api/items/similar?collection=door&q=gold'],
    ['/api/items/similar?collection=door&id=a'],
  ],
  'post /api/items/similar': () => [
    ['/api/items/similar', json('POST', { collections: ['door'], q: 'gold', like: [first()] })],
  ],
  'delete /api/collections/{name}/items': () => [['/api/collections/door/items?id=a', { method: 'DELETE' }]],
  'get /api/axis': () => [['/api/axis?axis=gold..purple'], [`/api/axis?axis=${first()}..${second()}`]],
  'get /api/clusters': () => [['/api/clusters'], ['/api/clusters?method=density']],
  'get /api/products/{id}/goes-with': () => [[`/api/products/${first()}/goes-with`]],
  'get /api/embeddings': () => [['/api/embeddings?text=gold+purple']],
  'get /api/products': () => [['/api/products'], ['/api/products?sort=random']],
  'get /api/products/several': () => [[`/api/products/several?ids=${first()},${second()}`]],
  'get /api/products/{id}': () => [[`/api/products/${first()}`]],
  'get /images/{sha256}.webp': () => [[`/images/${taps.shop.sha256}.webp`]],
  'get /api/suggest': () => [['/api/suggest?q=go']],
  'post /api/feedback': () => [],
  'get /api/photo': () => [],
  'get /api/map': () => [['/api/map']],
  'get /api/map/clusters': () => [['/api/map/clusters']],
  'get /api/map/products': () => [[`/api/map/products?ids=${first()}`]],
  'get /api/collections': () => [['/api/collections']],
  'put /api/collections/{name}': () => [['/api/collections/door', json('PUT', { productIds: [first()] })]],
  'delete /api/collections/{name}': () => [['/api/collections/door', { method: 'DELETE' }]],
  'get /api/shops': () => [['/api/shops']],
  'get /api/rates': () => [['/api/rates']],
  'get /api/runs': () => [['/api/runs']],
  'get /api/failures': () => [['/api/failures']],
  'get /api/failures/list': () => [['/api/failures/list?kind=lasting&reason=not+an+image']],
  'get /api/catalogue-health': () => [['/api/catalogue-health']],
  'get /api/catalogue-health/{check}': () => [
    ['/api/catalogue-health/duplicate'],
    ['/api/catalogue-health/outlier'],
    ...healthChecks.map((check): Ask => [`/api/catalogue-health/${check}`]),
  ],
  'post /api/recall': () => [['/api/recall', json('POST', {})]],
  'get /api/placeholders': () => [['/api/placeholders']],
  'get /api/slow-requests': () => [['/api/slow-requests']],
  'get /api/feedback': () => [['/api/feedback']],
  'get /api/about': () => [['/api/about']],
  'get /readyz': () => [['/readyz']],
  'get /metrics': () => [['/metrics']],
};

/** Of these there is nothing to ask: they steer runs, queues and switches, or tell what is written in the code. */
const withoutVectors = [
  /^(put|delete) \/api\/shops/,
  /^(put|delete) \/api\/rates/,
  /^post \/api\/(dry-runs|runs|queue|failures|page-errors)/,
  /^get \/api\/(runs\/|queue|problems|openapi|docs|browser-model)/,
  /^put \/api\/placeholders/,
  /^get \/healthz/,
  // Their business is several models: that these compare no vectors is looked at below.
  /^(get|post|delete) \/api\/models?/,
];

test('there is no route that this test does not know', () => {
  const routes = apiRoutes.map(({ spec }) => `${spec.method ?? 'get'} ${spec.path}`);
  const unknown = routes.filter((route) => !doors[route] && !withoutVectors.some((rule) => rule.test(route)));
  expect(unknown, 'say in `doors` how it is asked').toEqual([]);
  expect(Object.keys(doors).filter((door) => !routes.includes(door))).toEqual([]);
});

const all = (): Ask[] => Object.values(doors).flatMap((asks) => asks());

describe.each(spaces.map(({ id }) => id))('under %s', (id) => {
  test('the map is drawn and kept of its vectors and no others', { timeout: 60_000 }, async () => {
    const watch = watched(taps.database.pool);
    expect(await drawMap({ db: watch.db, model: id })).toBeGreaterThan(0);
    await refreshMap({ db: watch.db, model: id });
    for (const one of watch.touched) expect(one.spaces.filter((other) => other !== id)).toEqual([]);
    expect((await api.get('/api/map')).json.products ?? 1).toBeGreaterThan(0);
  });

  test('every route asks its vectors and no others', { timeout: 120_000 }, async () => {
    await models.use(id);
    let asked = 0;
    const failed: string[] = [];
    for (const [path, init] of all()) {
      touched.length = 0;
      const answer = await api.get(path, init);
      if (![200, 204].includes(answer.status)) failed.push(`${path}: ${answer.text}`);
      if (answer.json?.model) expect(answer.json.model, path).toBe(id);
      for (const one of touched)
        expect(
          one.spaces.filter((other) => other !== id),
          one.statement,
        ).toEqual([]);
      asked += touched.filter((one) => one.spaces.includes(id)).length;
    }
    expect(failed).toEqual([]);
    expect(asked).toBeGreaterThan(20);
  });
});

test('a vector made under one space is refused by all others', { timeout: 60_000 }, async () => {
  for (const from of spaces) {
    await models.use(from.id);
    const query = { vector: someVector(), model: from.id };
    for (const to of spaces) {
      await models.use(to.id);
      const { status } = await api.get('/api/search', json('POST', query));
      expect([from.id, to.id, status]).toEqual([from.id, to.id, from === to ? 200 : 400]);
    }
  }
});

test('what was begun under one space is refused by all others', { timeout: 120_000 }, async () => {
  const pages: ((cursor: string) => Ask)[] = [
    (cursor) => [`/api/search?q=gold&mode=visual&limit=3${cursor && `&cursor=${cursor}`}`],
    (cursor) => [`/api/products/${first()}/similar?limit=3${cursor && `&cursor=${cursor}`}`],
    (cursor) => [
      '/api/search',
      json('POST', { q: 'gold', like: [first()], limit: 3, ...(cursor && { cursor }) }),
    ],
  ];
  for (const page of pages) {
    for (const from of spaces) {
      await models.use(from.id);
      const begun = (await api.get(...page(''))).json;
      expect(begun.nextCursor, page('')[0]).toEqual(expect.any(String));
      for (const to of spaces) {
        await models.use(to.id);
        const { status, json: answer } = await api.get(...page(begun.nextCursor));
        expect([from.id, to.id, status, answer.code]).toEqual(
          from === to ? [from.id, to.id, 200, undefined] : [from.id, to.id, 400, 'invalid_cursor'],
        );
      }
    }
  }
});

test('a text that was asked before is embedded anew in each space', async () => {
  const asked: number[][] = [];
  for (const { id } of spaces) {
    await models.use(id);
    const { json: answer } = await api.get('/api/embeddings?text=gold+purple');
    asked.push(answer.vector);
  }
  expect(new Set(asked.map((vector) => vector.join(' '))).size).toBe(spaces.length);
});

test('two models are compared by what they find, each in its own vectors', async () => {
  await models.use('starter');
  touched.length = 0;
  const body = { model: 'narrow', texts: ['gold'], products: [first()] };
  const answer = await api.get('/api/models/compare', json('POST', body));
  expect(answer.json.models, answer.text).toEqual(['starter', 'narrow']);
  expect(new Set(touched.flatMap(({ spaces: named }) => named))).toEqual(new Set(['starter', 'narrow']));
  for (const { statement, spaces: named } of touched) expect(named.length, statement).toBeLessThan(2);
});

test('one space can not be stored under the name of another', async () => {
  const { pool: db } = taps.database;
  const preparation = { dtype: 'fp32' as const, preparation: 2 };
  const dimension = taps.encoder.dimension;
  await expect(registerModel(db, { id: 'starter', dimension }, { variant: preparation })).rejects.toThrow(
    /made at fp32 with preparation 1/,
  );
  const precision = { dtype: 'q8' as const, preparation: 1 };
  await expect(registerModel(db, { id: 'starter', dimension }, { variant: precision })).rejects.toThrow(
    /another id/,
  );
});
