// A platform's own product list: read to its end, it saves asking for every page.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { StartableMode } from '../../../catalog/crawls/runs.ts';
import { browseProducts } from '../../../catalog/products/products.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { openWork, type Work } from './open-work.ts';
import { type ScriptedPage, type ScriptedShop, startScriptedShop } from './scripted-shop.ts';

let work: Work;
let shop: ScriptedShop;
let taps = 30;

beforeAll(async () => {
  work = await openWork();
  shop = await startScriptedShop(shopifyShop);
  await work.start([shop.host]);
});
afterAll(async () => {
  await work.close();
  await shop.close();
});
afterEach(() => {
  shop.requests.length = 0;
});

const pageSize = 250;

/** As Shopify's shops answer: theme pages, /products.json, one page for each product. */
function shopifyShop({ pathname, searchParams }: URL): ScriptedPage | null {
  const head = `<script>Shopify.shop = "taps.myshopify.com"; Shopify.currency = {"active":"USD","rate":"1.0"};</script>`;
  if (pathname === '/') return { links: ['/collections/all', '/pages/about', '/products/tap-1'], head };
  if (pathname === '/collections/all') return { links: handles().map((handle) => `/products/${handle}`) };
  if (pathname === '/pages/about') return {};
  if (pathname === '/products.json') {
    const page = Number(searchParams.get('page') ?? 1);
    const products = page > Math.ceil(taps / pageSize) ? [] : handles().map(asJson);
    return { json: { products } };
  }
  const handle = /^\/products\/(tap-\d+)$/.exec(pathname)?.[1];
  return handle && handles().includes(handle) ? { product: { title: handle, price: 10 } } : null;
}

const handles = () => Array.from({ length: taps }, (_, n) => `tap-${n}`);

function asJson(handle: string, n: number) {
  return {
    id: n + 1,
    title: handle,
    handle,
    body_html: '<p>A tap.</p>',
    vendor: 'Acme',
    product_type: 'Taps',
    tags: [],
    variants: [{ id: n + 1, title: 'Default Title', price: '10.00', sku: `S-${n}`, available: true }],
    images: [],
    options: [{ name: 'Title', values: ['Default Title'] }],
  };
}

async function crawl(mode: StartableMode = 'incremental') {
  const settings = { delayMs: 0 };
  const request = { baseUrl: shop.url, mode, settings, startedBy: 'a test' };
  const { run } = await startCrawl(work.queues, work.database.pool, request);
  return work.untilRunEnds(run.id);
}

const pagesAsked = () => shop.requests.filter((path) => /^\/(products\/|collections|pages)/.test(path));

test('products of a door are stored without asking for their pages, or for listing pages', async () => {
  expect(await crawl()).toMatchObject({
    outcome: 'done',
    counts: { products: 30, newProducts: 30, failed: 0 },
  });
  expect(shop.requests).toContainEqual(expect.stringMatching(/^\/products\.json/));
  expect(pagesAsked()).toEqual([]);
});

test('what a door no longer lists is looked for at its own page before it is gone', async () => {
  taps = 28;
  expect(await crawl()).toMatchObject({ outcome: 'done', counts: { products: 28, unchanged: 28, gone: 2 } });
  expect(pagesAsked().toSorted()).toEqual(['/products/tap-28', '/products/tap-29']);
  // The door is known by now, so it comes before the front page.
  expect(shop.requests.findIndex((path) => path.startsWith('/products.json'))).toBeLessThan(
    shop.requests.indexOf('/sitemap.xml'),
  );
  const { total } = await browseProducts(work.database.pool, { limit: 1 });
  expect(total).toBe(28);
});

test('a stored door is read again without the shop', async () => {
  await work.database.pool.query(`update products set title = 'Misread' where gone_at is null`);
  expect(await crawl('reparse')).toMatchObject({ outcome: 'done', counts: { changedProducts: 28, gone: 0 } });
  expect(shop.requests).toEqual([]);
});
