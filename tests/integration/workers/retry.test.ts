// Asking again for what failed: within a run, after it, when it is about to end, and with a worker that dies meanwhile.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { retryPages } from '../../../catalog/crawls/retry-failures.ts';
import { sumRun } from '../../../catalog/crawls/run-counts.ts';
import { runFailures } from '../../../catalog/crawls/run-failures.ts';
import { cancelRun, getRun, listRuns, pauseRun, type Run, startRun } from '../../../catalog/crawls/runs.ts';
import { failPhoto, photoFailureGroups } from '../../../catalog/photos/photos.ts';
import { browseProducts } from '../../../catalog/products/products.ts';
import { retryFailedPages, retryFailedPhotos } from '../../../workers/retry-failures.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { model, openWork, until, type Work } from './open-work.ts';
import { startTinyShop, type TinyShop } from './tiny-shop.ts';
import { waitUntilEmbedded } from './wait-until-embedded.ts';

const products = 10;
let work: Work;
let shop: TinyShop;

beforeAll(async () => {
  work = await openWork();
});
afterAll(() => work.close());
beforeEach(async () => {
  shop = await startTinyShop(products);
});
afterEach(async () => {
  await work.stop();
  await shop.close();
  // The next shop may get the same port, and would be taken for this one.
  await work.database.pool.query('delete from shops');
});

const db = () => work.database.pool;
const pagesAsked = () => shop.requests.filter((path) => path.startsWith('/p/'));
const retry = (runId: number, reason = 'http 418') =>
  retryFailedPages(work.queues, db(), { runId, reason }, 'a test');

async function start(): Promise<Run> {
  const settings = { delayMs: 0, concurrency: 2 };
  return (await startCrawl(work.queues, db(), { baseUrl: shop.url, settings, startedBy: 'a test' })).run;
}

/** Answers 418, which does not pass by itself, to these paths. */
function failing(...paths: string[]): TinyShop['fault'] {
  return ({ url }, response) => {
    if (!paths.includes(url ?? '')) return false;
    response.writeHead(418).end();
    return true;
  };
}

async function failedRun(): Promise<Run> {
  shop.fault = failing('/p/tap-3', '/p/tap-4');
  await work.start([shop.host]);
  const run = await work.untilRunEnds((await start()).id);
  expect(run).toMatchObject({ outcome: 'done', counts: { products: products - 2, failed: 2 } });
  shop.fault = () => false;
  shop.requests.length = 0;
  return run;
}

const titles = async () => (await browseProducts(db(), { filters: {}, sort: 'price', limit: 50 })).total;

test('a run that has ended gets a new one over only those pages, which makes nothing gone', async () => {
  const run = await failedRun();
  const { run: second, isNew, pages } = await retry(run.id);
  expect({ isNew, pages, mode: second.mode }).toEqual({ isNew: true, pages: 2, mode: 'retry' });
  const ended = await work.untilRunEnds(second.id);
  expect(ended).toMatchObject({
    outcome: 'done',
    reason: null,
    counts: { pages: 2, newProducts: 2, gone: 0 },
  });
  expect(pagesAsked().sort()).toEqual(['/p/tap-3', '/p/tap-4']);
  expect(await titles()).toBe(products);
  // The first run still says what failed in it, and that there is nothing left to ask again.
  const [group] = await runFailures(db(), (await getRun(db(), run.id)) as Run, { examples: 5 });
  expect(group).toEqual({ reason: 'http 418', count: 2, open: 0, waiting: 0, examples: [] });
  await expect(retry(run.id)).rejects.toThrow(/No page of run \d+ waits/);
  expect(await listRuns(db(), { limit: 9 })).toHaveLength(2);
});

test('what fails again can be asked again from the new run, and so on', async () => {
  const run = await failedRun();
  shop.fault = failing('/p/tap-4');
  const second = (await retry(run.id)).run;
  expect(await work.untilRunEnds(second.id)).toMatchObject({ outcome: 'done', counts: { failed: 1 } });
  shop.fault = () => false;
  const third = (await retry(second.id)).run;
  expect(await work.untilRunEnds(third.id)).toMatchObject({ counts: { pages: 1, newProducts: 1 } });
  expect(await titles()).toBe(products);
});

test('a retried listing leads only to pages that no run has met', async () => {
  shop.fault = failing('/', '/sitemap.xml');
  await work.start([shop.host]);
  const run = await work.untilRunEnds((await start()).id);
  expect(run.counts.products).toBe(0);
  shop.fault = () => false;
  const second = (await retry(run.id)).run;
  expect(await work.untilRunEnds(second.id)).toMatchObject({ counts: { newProducts: products, failed: 0 } });

  const third = await work.untilRunEnds((await start()).id);
  expect(third).toMatchObject({ outcome: 'done', counts: { products, gone: 0 } });
});

/** Pages that fail, and the last one, which gets no answer before it is called for: so long the run goes on. */
function failingBeforeTheLast(...paths: string[]): { isLastAsked(): boolean; failLast(): void } {
  const isLast = (url?: string) => url === '/p/tap-9';
  const fails = failing(...paths);
  let failLast = () => {};
  shop.fault = (request, response) => {
    if (!isLast(request.url)) return fails(request, response);
    failLast = () => void response.writeHead(418).end();
    return true;
  };
  return { isLastAsked: () => shop.requests.some(isLast), failLast: () => failLast() };
}

test('while the run goes on its pages are asked again in it, each counted once', async () => {
  const held = failingBeforeTheLast('/p/tap-0', '/p/tap-1');
  await work.start([shop.host]);
  const run = await start();
  await until(async () => (await getRun(db(), run.id))?.failures['http 418'] === 2);
  await until(async () => held.isLastAsked());
  shop.fault = () => false;
  expect(await retry(run.id)).toMatchObject({ isNew: false, pages: 2, run: { id: run.id } });
  held.failLast();
  const ended = await work.untilRunEnds(run.id);
  expect(ended).toMatchObject({
    outcome: 'done',
    counts: { pages: products + 2, newProducts: products - 1, failed: 1 },
    failures: { 'http 418': 1 },
  });
  expect(pagesAsked()).toHaveLength(products + 2);
});

test('a page counts as failed until it has been asked again', async () => {
  const held = failingBeforeTheLast('/p/tap-3', '/p/tap-4');
  const workers = await work.start([shop.host]);
  const run = await start();
  await until(async () => (await getRun(db(), run.id))?.failures['http 418'] === 2);
  await until(async () => held.isLastAsked());
  // The last page is not answered at all, so the run has not ended.
  await workers.close();
  expect(await retry(run.id)).toMatchObject({ isNew: false, pages: 2 });
  expect(await sumRun(db(), run.id)).toMatchObject({ counts: { failed: 2 }, failures: { 'http 418': 2 } });
  const groups = await runFailures(db(), (await getRun(db(), run.id)) as Run, { examples: 0 });
  expect(groups).toMatchObject([{ reason: 'http 418', count: 2, open: 0, waiting: 2 }]);
  await expect(retry(run.id)).rejects.toThrow('No page of run');
});

test('pages that are asked again when a run is about to end are still asked in it', async () => {
  shop.fault = failing('/p/tap-3');
  const paused = await start();
  await pauseRun(db(), paused.id);
  await db().query('update runs set paused_at = null where id = $1', [paused.id]);
  let asked = false;
  // The queue of photos is filled after the last page and before the end.
  const { embed } = work.queues;
  const addBulk = embed.addBulk.bind(embed);
  embed.addBulk = async (jobs) => {
    const run = await getRun(db(), paused.id);
    const { rows } = await db().query<{ left: number }>(
      `select count(*) as left from pages where run_id = $1 and state in ('waiting', 'claimed')`,
      [paused.id],
    );
    if (!asked && run && !run.finishedAt && rows[0]?.left === 0 && shop.requests.includes('/p/tap-3')) {
      asked = true;
      shop.fault = () => false;
      await retryPages(db(), { runId: paused.id, reason: 'http 418' }, 'a test');
    }
    return addBulk(jobs);
  };
  await work.start([shop.host]);
  const ended = await work.untilRunEnds(paused.id);
  embed.addBulk = addBulk;
  expect(asked).toBe(true);
  expect(ended).toMatchObject({ outcome: 'done', counts: { newProducts: products, failed: 0 } });
});

test('two operators who ask at once get it done once', async () => {
  const run = await failedRun();
  const asked = await Promise.allSettled([retry(run.id), retry(run.id), retry(run.id)]);
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [newest] = await listRuns(db(), { limit: 1 });
  await work.untilRunEnds(newest?.id ?? 0);
  expect(pagesAsked()).toHaveLength(2);
});

test('a paused run keeps them until it is resumed; a cancelled one and a busy shop say so', async () => {
  shop.fault = failing('/p/tap-3');
  await work.start([shop.host]);
  const run = await work.untilRunEnds((await start()).id);
  await work.stop();
  const other = await startRun(db(), { shopId: run.shopId, mode: 'full', startedBy: 'a test' });
  await expect(retry(run.id)).rejects.toThrow('has another run going on');
  await cancelRun(db(), other.run.id);
  const { run: second } = await retry(run.id);
  await pauseRun(db(), second.id);
  await expect(retry(second.id)).rejects.toThrow('No page of run');
  await db().query(`update runs set paused_at = null, cancel_requested_at = now() where id = $1`, [
    second.id,
  ]);
  await expect(retry(second.id)).rejects.toThrow('is being cancelled');
  await expect(retry(999_999)).rejects.toThrow('There is no run 999999.');
});

test('photos that failed for one reason are embedded after all', async () => {
  await work.start([shop.host]);
  const run = await work.untilRunEnds((await start()).id);
  await waitUntilEmbedded(db(), model);
  const { rows } = await db().query<{ id: number }>('select id from photos order by id limit 3');
  const embeddings = 'delete from embeddings_starter where photo_id = $1';
  for (const { id } of rows) await db().query(embeddings, [id]);
  for (const [i, { id }] of rows.entries()) await failPhoto(db(), id, i < 2 ? 'http 503' : 'it is torn');
  expect(await photoFailureGroups(db(), run.shopId, { reasons: 9, examples: 1 })).toMatchObject([
    { reason: 'http 503', count: 2, examples: [expect.stringContaining('/photo/tap-')] },
    { reason: 'it is torn', count: 1 },
  ]);
  const failed = { shopId: run.shopId, reason: 'http 503', model };
  expect(await retryFailedPhotos(work.queues, db(), failed)).toBe(2);
  await waitUntilEmbedded(db(), model);
  expect(await photoFailureGroups(db(), run.shopId, { reasons: 9, examples: 1 })).toMatchObject([
    { reason: 'it is torn', count: 1 },
  ]);
  expect(await retryFailedPhotos(work.queues, db(), failed)).toBe(0);
});
