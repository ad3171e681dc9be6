// A shop goes in, products and vectors come out; the next run reads only what changed.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { pageFailures } from '../../../catalog/crawls/frontier.ts';
import type { StartableMode } from '../../../catalog/crawls/runs.ts';
import { browseProducts, getProduct } from '../../../catalog/products/products.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { model, openWork, type Work } from './open-work.ts';
import { startTinyShop, type TinyShop } from './tiny-shop.ts';
import { waitUntilEmbedded } from './wait-until-embedded.ts';

const startedBy = 'a test';
let work: Work;
let shop: TinyShop;

beforeAll(async () => {
  work = await openWork();
});
afterAll(() => work.close());
beforeEach(async () => {
  shop = await startTinyShop(6);
});
afterEach(async () => {
  await work.stop();
  await shop.close();
  // The next shop may get the same port, and would be taken for this one.
  await work.database.pool.query('delete from shops');
});

async function crawl(mode: StartableMode = 'incremental', settings = {}) {
  const { run } = await startCrawl(work.queues, work.database.pool, {
    baseUrl: shop.url,
    mode,
    settings,
    startedBy,
  });
  return work.untilRunEnds(run.id);
}

async function shopProducts() {
  const filters = { shop: new URL(shop.url).host };
  return (await browseProducts(work.database.pool, { filters, sort: 'price', limit: 100 })).products;
}

test('every product of a shop is stored, and its photo embedded while the run goes on', async () => {
  await work.start([shop.host]);
  const run = await crawl();
  expect(run).toMatchObject({ outcome: 'done', reason: null });
  expect(run.counts).toMatchObject({ products: 6, newProducts: 6, photos: 6, failed: 0 });

  await waitUntilEmbedded(work.database.pool, model);
  const products = await shopProducts();
  expect(products.map(({ price }) => price?.amount)).toEqual([100, 101, 102, 103, 104, 105]);
  expect(products.every(({ image }) => image?.endsWith('.webp'))).toBe(true);
});

test('what robots.txt disallows is not asked for', async () => {
  await work.start([shop.host]);
  await crawl();
  expect(shop.requests).toContain('/');
  expect(shop.requests).not.toContain('/secret');
});

test('a page that leads to a disallowed one gives no product', async () => {
  await work.start([shop.host]);
  const { robots } = shop;
  shop.robots = `${robots}Disallow: /p/tap-1\n`;
  shop.fault = ({ url }, response) => {
    if (url !== '/p/tap-0') return false;
    response.writeHead(302, { location: '/p/tap-1' }).end();
    return true;
  };
  const run = await crawl();
  expect(run.counts).toMatchObject({ products: 4, failed: 0 });
  expect((await shopProducts()).map(({ price }) => price?.amount)).toEqual([102, 103, 104, 105]);
});

test('the second run leaves out pages that the sitemap calls unchanged', async () => {
  await work.start([shop.host]);
  await crawl();
  await waitUntilEmbedded(work.database.pool, model);
  shop.requests.length = 0;

  const changed = shop.products[2];
  if (!changed) throw new Error('the shop has six products');
  changed.price = 77;
  changed.lastModified = new Date(Date.now() + 60_000).toISOString();
  const second = await crawl();

  expect(second.counts).toMatchObject({ unchanged: 5, products: 6, changedPrices: 1, newProducts: 0 });
  expect(shop.requests.toSorted()).toEqual(['/', '/p/tap-2', '/robots.txt', '/sitemap.xml']);
  const [cheapest] = await shopProducts();
  const detail = await getProduct(work.database.pool, cheapest?.id ?? 0);
  expect(detail?.priceHistory.map(({ amount }) => amount)).toEqual([102, 77]);
});

test('without dates in the sitemap, unchanged pages are asked for with their validators', async () => {
  for (const product of shop.products)
    Object.assign(product, { lastModified: null, etag: `"${product.slug}"` });
  await work.start([shop.host]);
  await crawl();
  const second = await crawl();
  expect(second.counts).toMatchObject({ unchanged: 6, products: 6 });
});

test('a product that only an unchanged page links to is looked at as well', async () => {
  const hidden = shop.products[5];
  if (!hidden) throw new Error('the shop has six products');
  hidden.hidden = true;
  await work.start([shop.host]);
  const first = await crawl();
  expect(first.counts).toMatchObject({ products: 6 });
  hidden.price = 55;
  const second = await crawl();
  expect(second.counts).toMatchObject({ unchanged: 5, changedPrices: 1 });
});

test('a full run reads everything again', async () => {
  await work.start([shop.host]);
  await crawl();
  const second = await crawl('full');
  expect(second.counts).toMatchObject({ unchanged: 6, products: 6, newProducts: 0 });
});

test('a page that fails ends with its reason, and the run goes on', async () => {
  shop.fault = ({ url }, response) => {
    if (url !== '/p/tap-3') return false;
    response.writeHead(500).end();
    return true;
  };
  await work.start([shop.host]);
  const run = await crawl();
  expect(run).toMatchObject({ outcome: 'done', counts: { products: 5, failed: 1 } });
  const [failure] = await pageFailures(work.database.pool, run.id, { limit: 10 });
  expect(failure).toMatchObject({ url: `${shop.url}p/tap-3`, reason: expect.stringContaining('500') });
});

test('a shop that answers 500 everywhere fails the run with a reason', async () => {
  shop.fault = (_request, response) => {
    response.writeHead(500).end();
    return true;
  };
  await work.start([shop.host]);
  const run = await crawl();
  expect(run).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('500') });
});

test('a shop at a private address that nobody allowed is refused, and nothing is sent there', async () => {
  await work.start([]);
  const run = await crawl();
  expect(run.outcome).toBe('failed');
  expect(run.reason).toMatch(/127\.0\.0\.1/);
  expect(shop.requests).toEqual([]);
});

test('a run stops at its limit of pages and says so', async () => {
  await work.start([shop.host]);
  const run = await crawl('incremental', { maxPages: 4, concurrency: 1 });
  expect(run).toMatchObject({ outcome: 'partial', counts: { pages: 4 } });
  expect(run.reason).toMatch(/limit of 4 pages/);
});

test('a run that is interrupted goes on where it was', async () => {
  const stop = { at: 4 };
  let workers = await work.start([shop.host]);
  shop.fault = () => {
    if (shop.requests.length === stop.at) void workers.close();
    return false;
  };
  const { run } = await startCrawl(work.queues, work.database.pool, {
    baseUrl: shop.url,
    startedBy,
    settings: { concurrency: 1 },
  });
  while (shop.requests.length < stop.at) await new Promise((resolve) => setTimeout(resolve, 20));
  await workers.close();
  const before = shop.requests.filter((path) => path.startsWith('/p/'));
  expect(before.length).toBeLessThan(6);

  workers = await work.start([shop.host]);
  const ended = await work.untilRunEnds(run.id);
  expect(ended).toMatchObject({ outcome: 'done', counts: { products: 6 } });
  await waitUntilEmbedded(work.database.pool, model);
  expect((await shopProducts()).filter(({ image }) => image)).toHaveLength(6);
});
