// A shop that breaks off in the middle of a run, for a while or for good, and pages that fail by themselves.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { getRun, type Run } from '../../../catalog/crawls/runs.ts';
import { createHostPacing } from '../../../scraper/fetch/host-pacing.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { openWork, type Work } from './open-work.ts';
import { startTinyShop, type TinyShop } from './tiny-shop.ts';

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

async function crawl(settings = {}): Promise<Run> {
  const request = { baseUrl: shop.url, settings, startedBy: 'a test' };
  const { run } = await startCrawl(work.queues, work.database.pool, request);
  return work.untilRunEnds(run.id);
}

const pagesRead = () => shop.requests.filter((path) => path.startsWith('/p/'));

/** Answers 500 to these paths. */
function failing(...paths: string[]): TinyShop['fault'] {
  return ({ url }, response) => {
    if (!paths.includes(url ?? '')) return false;
    response.writeHead(500).end();
    return true;
  };
}

/** After trouble the fetcher's pace is soon what it was. */
const impatient = () => ({ pacing: createHostPacing({ firstPenaltyMs: 1 }) });

/** Breaks every connection once `after` product pages were answered, until it has been asked `times` more. */
function dying(after: number, times = Number.POSITIVE_INFINITY): { asked: () => number } {
  let asked = 0;
  let isDead = false;
  shop.fault = (_request, response) => {
    isDead ||= pagesRead().length > after;
    if (!isDead || asked >= times) return false;
    asked += 1;
    shop.requests.pop(); // what was not answered was not read
    response.destroy();
    return true;
  };
  return { asked: () => asked };
}

test('a shop that dies in the middle is waited for, and nothing that was read is asked for again', async () => {
  await work.start([shop.host], impatient(), { patienceMs: [100, 100, 100, 100, 100] });
  const shopDeath = dying(3, 6);
  const run = await crawl({ concurrency: 1 });
  expect(run).toMatchObject({ outcome: 'done', counts: { products: 10, failed: 0 } });
  expect(shopDeath.asked()).toBe(6);
  const read = pagesRead();
  expect(new Set(read).size).toBe(read.length);
});

test('a run says that it waits for its shop, and nothing of it in the end', async () => {
  await work.start([shop.host], impatient(), { patienceMs: Array.from({ length: 40 }, () => 500) });
  dying(3);
  const request = { baseUrl: shop.url, settings: { concurrency: 1 }, startedBy: 'a test' };
  const { run } = await startCrawl(work.queues, work.database.pool, request);
  await expect
    .poll(async () => (await getRun(work.database.pool, run.id))?.reason, { timeout: 30_000 })
    .toMatch(/^127\.0\.0\.1:\d+ does not answer; it is asked again for up to 1 min$/);
  shop.fault = () => false;
  expect(await work.untilRunEnds(run.id)).toMatchObject({ outcome: 'done', reason: null });
});

test('a shop that stays dead ends the run with what it had, and the next one reads only the rest', async () => {
  await work.start([shop.host], impatient(), { patienceMs: [100] });
  dying(5);
  const run = await crawl({ concurrency: 1 });
  expect(run).toMatchObject({ outcome: 'failed', counts: { products: 5, gone: 0 } });
  expect(run.reason).toMatch(/the shop stopped answering: \d+ pages failed in a row/);
  const before = pagesRead();
  shop.fault = () => false;
  shop.requests.length = 0;
  await work.stop();
  await work.start([shop.host]);
  expect(await crawl()).toMatchObject({ outcome: 'done', counts: { products: 10, gone: 0 } });
  expect(pagesRead().filter((path) => before.includes(path))).toEqual([]);
});

test('pages that fail at a shop that is there are failures, not its end', async () => {
  await work.start([shop.host], impatient(), { patienceMs: [100] });
  shop.fault = failing('/p/tap-7', '/p/tap-8', '/p/tap-9');
  const run = await crawl();
  expect(run).toMatchObject({ outcome: 'done', counts: { products: 7, failed: 3 } });
  expect(Object.values(run.failures)).toEqual([3]);
});

test('pages that failed while a shop was restarted, too shortly to be noticed, are asked for again', async () => {
  await work.start([shop.host], impatient(), { patienceMs: [100] });
  // One page uses its attempts up; the next is answered.
  const restart = dying(3, 3);
  const run = await crawl({ concurrency: 1 });
  expect(run).toMatchObject({ outcome: 'done', counts: { products: 10, failed: 0 } });
  expect(restart.asked()).toBe(3);
});

test('a page that breaks its connection every time is asked for once more, and is a failure', async () => {
  await work.start([shop.host], impatient(), { patienceMs: [100] });
  shop.fault = ({ url }, response) => {
    if (url !== '/p/tap-2') return false;
    response.destroy();
    return true;
  };
  const run = await crawl();
  expect(run).toMatchObject({ outcome: 'done', counts: { products: 9, failed: 1 } });
});
