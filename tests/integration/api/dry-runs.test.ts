// Dry runs over HTTP: the first products of real and of misbehaving shops, told while they are looked for.
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type DryRunEnd, dryRunEnd, dryRunPhoto, dryRunProduct } from '../../../apps/api/dry-run-schemas.ts';
import { problemAnswer } from '../../../apps/api/schemas.ts';
import { listShops } from '../../../catalog/crawls/shops.ts';
import { startServer } from '../scraper/loopback-server.ts';
import { openWork, until, type Work } from '../workers/open-work.ts';
import { startTinyShop, type TinyShop } from '../workers/tiny-shop.ts';
import { recordingLogger, startTestApi, type TestApi } from './test-api.ts';

let work: Work;
let api: TestApi;
const logger = recordingLogger();
const withinMs = 4_000;

beforeAll(async () => {
  work = await openWork();
  api = await startTestApi({
    db: work.database.pool,
    encoder: work.encoder,
    allowHosts: ['127.0.0.1'],
    dryRunWithinMs: withinMs,
    logger,
  });
}, 120_000);
afterAll(async () => {
  await api?.close();
  await work?.close();
});

interface Heard {
  event: string;
  // Each is checked by its schema below.
  data: unknown;
}

function ask(body: object, init: RequestInit = {}): Promise<Response> {
  return fetch(`${api.url}/api/dry-runs`, {
    method: 'POST',
    body: JSON.stringify({ settings: { delayMs: 0 }, ...body }),
    headers: { 'content-type': 'application/json' },
    ...init,
  });
}

async function eventsOf(response: Response): Promise<Heard[]> {
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  return (await response.text()).split('\n\n').flatMap((block) => {
    const [, event = '', data = '{}'] = /^event: (.+)\ndata: (.*)$/.exec(block) ?? [];
    return event === '' ? [] : [{ event, data: JSON.parse(data) }];
  });
}

async function look(body: object) {
  const events = await eventsOf(await ask(body));
  const of = (name: string) => events.filter(({ event }) => event === name).map(({ data }) => data);
  expect(events.at(-1)?.event).toBe('end');
  return {
    products: of('product').map((one) => dryRunProduct.parse(one)),
    photos: of('photo').map((one) => dryRunPhoto.parse(one)),
    pages: of('page'),
    end: dryRunEnd.parse(of('end')[0]),
  };
}

async function tinyShop(products = 6): Promise<TinyShop> {
  const shop = await startTinyShop(products);
  onTestFinished(() => shop.close());
  return shop;
}

const plain = (robots: string) => (path: string) =>
  path === '/robots.txt' ? robots : '<!doctype html><title>Nothing</title><p>No product here.</p>';

describe('a dry run', () => {
  it('tells products, where their fields came from and their photos, and stores nothing', async () => {
    const shop = await tinyShop();
    const { products, photos, pages, end } = await look({ url: shop.url, products: 4 });
    expect(products).toHaveLength(4);
    expect(products[0]).toMatchObject({
      title: 'Tap tap-0',
      price: { amount: 100, currency: 'USD' },
      availability: 'in_stock',
      photos: 1,
      sources: { title: 'json-ld', price: 'json-ld' },
    });
    expect(photos.map(({ url }) => url).sort()).toEqual(products.map(({ url }) => url).sort());
    for (const { photo, problem } of photos) {
      expect(photo).toMatch(/^data:image\/webp;base64,UklGR/);
      expect(problem).toBeNull();
    }
    expect(end).toMatchObject({ outcome: 'found', products: 4, detail: null });
    expect(pages).toHaveLength(end.pages);
    expect(await listShops(work.database.pool)).toEqual([]);
  });

  it('says of a photo that can not be had why', async () => {
    const shop = await tinyShop(2);
    shop.fault = ({ url }, response) => {
      if (!url?.startsWith('/photo/')) return false;
      if (url.includes('tap-0')) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<script>alert(1)</script>');
      return true;
    };
    const { photos } = await look({ url: shop.url });
    const problems = photos.map(({ photo, problem }) => [photo, problem]).sort();
    expect(problems).toEqual([
      [null, expect.stringMatching(/^it is not a JPEG/)],
      [null, 'not found'],
    ]);
  });

  const ends: [string, (path: string) => string | number, Partial<DryRunEnd>][] = [
    ['that forbids everything', plain('User-agent: *\nDisallow: /\n'), { outcome: 'forbidden', pages: 0 }],
    ['without a product', plain('User-agent: *\n'), { outcome: 'none', failures: {} }],
    [
      'that answers 500 to all',
      () => 500,
      { outcome: 'closed', detail: expect.stringContaining('robots.txt') },
    ],
    [
      'whose pages are all broken',
      (path) => (path === '/robots.txt' ? 'User-agent: *\n' : 418),
      { outcome: 'none', failures: { 'http 418': expect.any(Number) } },
    ],
  ];
  it.each(ends)('of a shop %s says so', async (_, answer, expected) => {
    const shop = await startServer((request, response) => {
      const body = answer(request.url ?? '/');
      if (typeof body === 'number') response.writeHead(body).end();
      else
        response
          .writeHead(200, { 'content-type': request.url === '/robots.txt' ? 'text/plain' : 'text/html' })
          .end(body);
    });
    const { products, end } = await look({ url: `${shop.origin}/` });
    expect(products).toEqual([]);
    expect(end).toMatchObject(expected);
  });

  it('of a shop that hangs ends in time, with what was found', async () => {
    const shop = await tinyShop(6);
    shop.fault = ({ url }) => /tap-[2-5]/.test(url ?? ''); // never answered
    const started = performance.now();
    const { products, end } = await look({ url: shop.url });
    expect(end.outcome).toBe('timed out');
    expect(products).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(withinMs + 20_000);
  });

  it('of a shop that never answers ends in time, and asks no more', async () => {
    const shop = await startServer(() => {});
    const { end } = await look({ url: `${shop.origin}/` });
    expect(end).toMatchObject({ outcome: 'timed out', products: 0 });
    expect(shop.requests).toHaveLength(1);
  });

  it('of a shop that is not there says why', async () => {
    const shop = await startTinyShop(1);
    await shop.close();
    const { end } = await look({ url: shop.url });
    expect(end).toMatchObject({ outcome: 'closed', detail: expect.stringContaining("can't be had") });
  });

  it('does not follow a shop to a private address', async () => {
    const elsewhere = await startServer((_request, response) => response.end('secret'));
    const shop = await startServer((request, response) => {
      if (request.url === '/robots.txt') response.end('User-agent: *\n');
      else response.writeHead(302, { location: elsewhere.origin.replace('127.0.0.1', '[::1]') }).end();
    });
    const { end } = await look({ url: `${shop.origin}/` });
    expect(end).toMatchObject({ outcome: 'none' });
    expect(elsewhere.requests).toEqual([]);
  });

  it('ends when the client goes away: the shop is asked for nothing more', async () => {
    const shop = await tinyShop(24);
    const leaving = new AbortController();
    const response = await ask(
      { url: shop.url, products: 24, settings: { delayMs: 50 } },
      { signal: leaving.signal },
    );
    await response.body?.getReader().read();
    await until(async () => shop.requests.some((path) => path.startsWith('/p/')));
    leaving.abort();
    await setTimeout(500);
    const asked = shop.requests.length;
    await setTimeout(1_000);
    expect(shop.requests.length).toBe(asked);
    expect(asked).toBeLessThan(20);
  });
});

describe('asking for a dry run', () => {
  async function expectProblem(body: object, code: string, parameter?: string) {
    const response = await ask(body);
    const problem = problemAnswer.parse(await response.json());
    expect(problem).toMatchObject({ code, status: response.status });
    expect(problem.parameter).toBe(parameter);
  }

  it('refuses what makes no sense, and addresses that are not public', async () => {
    await expectProblem({}, 'missing_parameter', 'url');
    await expectProblem({ url: 'taps' }, 'invalid_parameter', 'url');
    await expectProblem({ url: 'file:///etc/passwd' }, 'invalid_parameter', 'url');
    await expectProblem({ url: 'http://10.0.0.1/' }, 'address_not_allowed', 'url');
    await expectProblem({ url: 'http://169.254.169.254/' }, 'address_not_allowed', 'url');
    await expectProblem({ url: 'https://shop.example/', products: 25 }, 'invalid_parameter', 'products');
    await expectProblem({ url: 'https://shop.example/', maxPages: 0 }, 'invalid_parameter', 'maxPages');
  });

  it('is for operators, and for few at a time', async () => {
    const locked = await startTestApi({
      db: work.database.pool,
      encoder: work.encoder,
      operatorToken: 'secret',
    });
    const answer = await locked.get('/api/dry-runs', { method: 'POST', body: '{}' });
    expect(answer).toMatchObject({ status: 401, json: { code: 'operator_token_required' } });
    await locked.close();

    const shop = await startServer(() => {}); // never answers
    const hanging = new AbortController();
    const init = { signal: hanging.signal };
    await Promise.all([1, 2, 3].map(() => ask({ url: `${shop.origin}/` }, init)));
    await expectProblem({ url: `${shop.origin}/` }, 'too_many_dry_runs');
    hanging.abort();
    await until(async () => (await ask({ url: `${shop.origin}/` })).status === 200);
  });
});

it('nothing of this was a fault of the server', () => {
  expect(logger.faults.filter(({ message }) => !message.includes('dry runs are going on'))).toEqual([]);
});
