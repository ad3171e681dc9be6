// What a run is to its operator: its modes, what is gone, and pausing, resuming and cancelling it.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  confirmRun,
  getRun,
  type Run,
  runChanges,
  type StartableMode,
} from '../../../catalog/crawls/runs.ts';
import { failPhoto } from '../../../catalog/photos/photos.ts';
import { browseProducts, getProduct } from '../../../catalog/products/products.ts';
import { commandRun } from '../../../workers/command-run.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { model, openWork, until, type Work } from './open-work.ts';
import { startTinyShop, type TinyShop } from './tiny-shop.ts';
import { waitUntilEmbedded } from './wait-until-embedded.ts';

let work: Work;
let shop: TinyShop;

beforeAll(async () => {
  work = await openWork();
});
afterAll(() => work.close());
beforeEach(async () => {
  shop = await startTinyShop(10);
});
afterEach(async () => {
  await work.stop();
  await shop.close();
  // The next shop may get the same port, and would be taken for this one.
  await work.database.pool.query('delete from shops');
});

async function start(mode: StartableMode = 'incremental', settings = {}): Promise<Run> {
  const request = { baseUrl: shop.url, mode, settings, startedBy: 'a test' };
  return (await startCrawl(work.queues, work.database.pool, request)).run;
}

async function crawl(mode: StartableMode = 'incremental', settings = {}): Promise<Run> {
  return work.untilRunEnds((await start(mode, settings)).id);
}

async function shown(): Promise<number[]> {
  const filters = { shop: new URL(shop.url).host };
  const { products } = await browseProducts(work.database.pool, { filters, sort: 'price', limit: 100 });
  return products.map(({ price }) => price?.amount ?? Number.NaN);
}

const command = (id: number, what: Parameters<typeof commandRun>[3]) =>
  commandRun(work.queues, work.database.pool, id, what);

const pagesRead = () => shop.requests.filter((path) => path.startsWith('/p/'));

/** Answers 500 to these paths. */
function failing(...paths: string[]): TinyShop['fault'] {
  return ({ url }, response) => {
    if (!paths.includes(url ?? '')) return false;
    response.writeHead(500).end();
    return true;
  };
}

test('a product that a complete run does not find is gone, and comes back when it is found again', async () => {
  await work.start([shop.host]);
  expect(await crawl()).toMatchObject({ outcome: 'done', startedBy: 'a test', counts: { gone: 0 } });
  const [left] = shop.products.splice(3, 1);
  const second = await crawl();
  expect(second).toMatchObject({ outcome: 'done', counts: { products: 9, unchanged: 9, gone: 1 } });
  expect(second.bytes).toBeGreaterThan(0);
  expect(second.failures).toEqual({ 'not found': 1 });
  expect(await shown()).toEqual([100, 101, 102, 104, 105, 106, 107, 108, 109]);
  const [gone] = await runChanges(work.database.pool, second.id, { kind: 'gone', limit: 9 });
  const detail = await getProduct(work.database.pool, gone?.productId ?? 0);
  expect(detail).toMatchObject({ price: { amount: 103 }, goneAt: expect.any(Date) });

  if (left) shop.products.push(left);
  shop.fault = ({ url }, response) => {
    if (url !== '/p/tap-3') return false;
    response.writeHead(404).end();
    return true;
  };
  const third = await crawl();
  expect(third, 'a sitemap alone brings nothing back').toMatchObject({ counts: { products: 9, gone: 0 } });
  shop.fault = () => false;
  expect(await crawl()).toMatchObject({ counts: { products: 10, newProducts: 0, gone: 0 } });
  expect(await shown()).toHaveLength(10);
});

test('a product whose page fails, or may no longer be read, is not gone', async () => {
  await work.start([shop.host]);
  await crawl();
  shop.fault = failing('/p/tap-1');
  shop.robots = `${shop.robots}Disallow: /p/tap-2\n`;
  const second = await crawl('full');
  expect(second).toMatchObject({ outcome: 'done', counts: { products: 8, failed: 1, gone: 0 } });
  expect(await shown()).toHaveLength(10);
});

test('a run that was stopped by its limit leaves everything as it was', async () => {
  await work.start([shop.host]);
  await crawl();
  shop.products.splice(0, 2);
  const second = await crawl('full', { maxPages: 3 });
  expect(second).toMatchObject({ outcome: 'partial', counts: { gone: 0 } });
  expect(second.reason).toMatch(/^stopped at the limit of 3 pages; \d+ known pages are left$/);
  expect(await crawl('full', { maxPages: 100, maxBytes: 1_000 })).toMatchObject({
    outcome: 'partial',
    reason: expect.stringContaining('limit of 1000 bytes'),
  });
  expect(await crawl('full', { maxBytes: 1e9, maxMinutes: 0 })).toMatchObject({
    outcome: 'partial',
    reason: expect.stringContaining('limit of 0 minutes'),
  });
  expect(await shown()).toHaveLength(10);
});

test('a run that would drop a third of the products keeps them until someone confirms it', async () => {
  await work.start([shop.host]);
  await crawl();
  shop.products.splice(0, 4);
  const second = await crawl();
  expect(second).toMatchObject({ outcome: 'suspicious', counts: { products: 6, gone: 0 } });
  expect(second.reason).toContain('4 of 10 products were not found');
  expect(second.reason).toContain(`lookalike runs confirm ${second.id}`);
  expect(await shown()).toHaveLength(10);
  expect(await confirmRun(work.database.pool, second.id)).toMatchObject({
    outcome: 'done',
    counts: { gone: 4 },
  });
  expect(await shown()).toEqual([104, 105, 106, 107, 108, 109]);
  expect(await crawl()).toMatchObject({ outcome: 'done', counts: { products: 6, gone: 0 } });
});

test('an unchanged sitemap is not sent again, and its products count as seen', async () => {
  shop.sitemapEtag = '"one"';
  await work.start([shop.host]);
  await crawl();
  shop.requests.length = 0;
  const second = await crawl();
  expect(second).toMatchObject({ outcome: 'done', counts: { products: 10, unchanged: 10, gone: 0 } });
  expect(pagesRead()).toEqual([]);
});

test('stored pages are read again without a single request', async () => {
  await work.start([shop.host]);
  await crawl();
  await waitUntilEmbedded(work.database.pool, model);
  await work.database.pool.query(`update products set title = 'Misread' where url like $1`, [`${shop.url}%`]);
  shop.requests.length = 0;
  const run = await crawl('reparse');
  expect(run).toMatchObject({
    outcome: 'done',
    bytes: 0,
    counts: { products: 10, newProducts: 0, changedProducts: 10, changedPrices: 0, failed: 0, gone: 0 },
  });
  expect(shop.requests).toEqual([]);
  const { rows } = await work.database.pool.query(`select url from products where title = 'Misread'`);
  expect(rows).toHaveLength(0);
  // What the shop sells is for a visit to say: the next run leaves out the same pages as before.
  expect((await crawl()).counts).toMatchObject({ unchanged: 10, products: 10 });
  expect(pagesRead()).toEqual([]);
});

test('a shop of which nothing is stored can not be reread', async () => {
  await work.start([shop.host]);
  expect(await crawl('reparse')).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining('no page of this shop is stored'),
  });
});

test('a run of photos tries those again that failed at the shop, and those of this shop only', async () => {
  const other = await startTinyShop(1);
  await work.start([shop.host, other.host]);
  await crawl();
  await startCrawl(work.queues, work.database.pool, { baseUrl: other.url, startedBy: 'a test' }).then(
    ({ run }) => work.untilRunEnds(run.id),
  );
  await waitUntilEmbedded(work.database.pool, model);
  const photoOf = async (url: string): Promise<number> => {
    const { rows } = await work.database.pool.query('select id from photos where url = $1', [url]);
    return rows[0].id;
  };
  const [refused, broken, others] = await Promise.all([
    photoOf(`${shop.url}photo/tap-0.jpg`),
    photoOf(`${shop.url}photo/tap-1.jpg`),
    photoOf(`${other.url}photo/tap-0.jpg`),
  ]);
  await work.database.pool.query('delete from embeddings_starter where photo_id = any($1)', [
    [refused, broken, others],
  ]);
  await failPhoto(work.database.pool, refused, 'http 403');
  await failPhoto(work.database.pool, broken, "it is corrupt or can't be decoded");
  await failPhoto(work.database.pool, others, 'http 403');
  shop.requests.length = 0;

  expect(await crawl('photos')).toMatchObject({ outcome: 'done', counts: { photos: 1, pages: 0 } });
  await waitUntilEmbedded(work.database.pool, model);
  expect(shop.requests.filter((path) => !path.includes('robots'))).toEqual(['/photo/tap-0.jpg']);
  const { rows } = await work.database.pool.query(
    'select id from photos where failure is not null and id = any($1) order by id',
    [[refused, broken, others]],
  );
  expect(rows.map(({ id }) => id)).toEqual([broken, others].toSorted((a, b) => a - b));
  await other.close();
});

test('a paused run stops asking, rests over a restart, and goes on where it was', {
  timeout: 120_000,
}, async () => {
  await work.start([shop.host]);
  const { id: runId } = await start('incremental', { delayMs: 800, concurrency: 1 });
  // With a product stored the workers are warm: what is in flight is finished, however busy the machine is.
  await until(async () => (await getRun(work.database.pool, runId))?.counts.products);
  await command(runId, 'pause');
  await until(async () => (await work.queues.crawl.getActiveCount()) === 0);
  const before = pagesRead();
  expect(before.length).toBeLessThan(10);
  expect(await getRun(work.database.pool, runId)).toMatchObject({
    pausedAt: expect.any(Date),
    finishedAt: null,
    counts: { products: before.length },
  });
  await work.stop();
  await work.start([shop.host]);
  expect(await work.queues.crawl.getJobCounts('active', 'waiting', 'delayed')).toMatchObject({
    active: 0,
    waiting: 0,
  });
  expect(pagesRead()).toEqual(before);
  const again = await startCrawl(work.queues, work.database.pool, {
    baseUrl: shop.url,
    startedBy: 'another',
  });
  expect(again).toMatchObject({ isNew: false, run: { id: runId, pausedAt: expect.any(Date) } });

  await command(runId, 'resume');
  const ended = await work.untilRunEnds(runId);
  expect(ended).toMatchObject({ outcome: 'done', counts: { products: 10, newProducts: 10 } });
  expect(pagesRead()).toHaveLength(10);
});

test('a run that is resumed at once goes on, though its worker was just about to leave it', async () => {
  await work.start([shop.host]);
  const { id } = await start('incremental', { delayMs: 100, concurrency: 1 });
  await until(async () => pagesRead().length > 1);
  for (let i = 0; i < 5; i++) {
    await command(id, 'pause');
    await new Promise((resolve) => setTimeout(resolve, i * 250));
    await command(id, 'resume');
  }
  expect(await work.untilRunEnds(id)).toMatchObject({ outcome: 'done', counts: { products: 10 } });
  expect(new Set(pagesRead()).size).toBe(pagesRead().length);
});

test('a cancelled run keeps what it has read', async () => {
  await work.start([shop.host]);
  const { id } = await start('incremental', { delayMs: 400, concurrency: 1 });
  await until(async () => pagesRead().length > 2);
  await command(id, 'cancel');
  const run = await work.untilRunEnds(id);
  expect(run).toMatchObject({ outcome: 'cancelled', reason: 'cancelled by an operator' });
  expect(run.counts.products).toBeGreaterThan(1);
  expect(run.counts.products).toBeLessThan(10);
  expect(await shown()).toHaveLength(run.counts.products);
});
