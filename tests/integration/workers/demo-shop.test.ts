// The demo shop, scraped over HTTP: every tap with its photos, and a new price at the next run.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoCatalogue } from '../../../apps/demo-shop/catalogue.ts';
import { type DemoShop, startDemoShop } from '../../../apps/demo-shop/server.ts';
import { browseProducts, getProduct } from '../../../catalog/products/products.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { model, openWork, type Work } from './open-work.ts';
import { waitUntilEmbedded } from './wait-until-embedded.ts';

const taps = demoCatalogue().slice(0, 12);
let work: Work;
let shop: DemoShop;

beforeAll(async () => {
  [work, shop] = await Promise.all([
    openWork(),
    startDemoShop({ port: 0, cacheDir: null, products: taps.length }),
  ]);
  await work.start([new URL(shop.url).host]);
});
afterAll(async () => {
  await work.close();
  await shop.close();
});

async function crawl() {
  const settings = { delayMs: 0, concurrency: 4 };
  const { run } = await startCrawl(work.queues, work.database.pool, {
    baseUrl: shop.url,
    settings,
    startedBy: 'a test',
  });
  return work.untilRunEnds(run.id);
}

async function storedProducts() {
  const { products } = await browseProducts(work.database.pool, { filters: {}, sort: 'price', limit: 100 });
  return products;
}

test('every tap is stored as the shop describes it, with all its photos embedded', async () => {
  const run = await crawl();
  expect(run).toMatchObject({ outcome: 'done', reason: null, counts: { products: taps.length, failed: 0 } });
  const photos = taps.flatMap((tap) => tap.photos).length;
  expect(await waitUntilEmbedded(work.database.pool, model)).toEqual({
    done: photos,
    total: photos,
    failed: 0,
  });

  const stored = await storedProducts();
  const truth = taps.map(({ sku, title, price }) => ({
    sku,
    title,
    price: { amount: price, currency: 'USD' },
  }));
  expect(stored.map(({ sku, title, price }) => ({ sku, title, price }))).toEqual(
    expect.arrayContaining(truth),
  );
  expect(stored.every(({ image, category }) => image && category.length > 0)).toBe(true);
});

test('the next run reads only the tap whose price changed, and its history keeps both prices', async () => {
  const [tap] = taps;
  if (!tap) throw new Error('the catalogue has taps');
  const encoded = work.encoded();
  shop.setPrice(tap.sku, 12.34);
  const run = await crawl();
  expect(run.counts).toMatchObject({ unchanged: taps.length - 1, changedPrices: 1, newProducts: 0 });
  const [cheapest] = await storedProducts();
  expect(cheapest).toMatchObject({ sku: tap.sku, price: { amount: 12.34 } });
  const detail = await getProduct(work.database.pool, cheapest?.id ?? 0);
  expect(detail?.priceHistory.map(({ amount }) => amount)).toEqual([tap.price, 12.34]);
  await waitUntilEmbedded(work.database.pool, model);
  expect(work.encoded()).toBe(encoded);
});
