// Schedules: runs that start by themselves, once for every time that was missed, and never beside another run.
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listRuns, startRun } from '../../../catalog/crawls/runs.ts';
import { storeSchedule } from '../../../catalog/crawls/shop-schedules.ts';
import { getShop, type Shop, upsertShop } from '../../../catalog/crawls/shops.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { nextRuns, reconcileSchedules, setSchedule, startScheduledRun } from '../../../workers/schedules.ts';
import { testQueueUrl } from '../test-database.ts';
import { openWork, until, type Work } from './open-work.ts';
import { startTinyShop, type TinyShop } from './tiny-shop.ts';

const hourMs = 3_600_000;
const weekMs = 168 * hourMs;
let work: Work;
let site: TinyShop;
let shop: Shop;
let count = 0;

beforeAll(async () => {
  [work, site] = await Promise.all([openWork(), startTinyShop(1)]);
});
afterAll(async () => {
  await work.close();
  await site.close();
});
// Each test has a shop of its own, at a path of the same site.
beforeEach(async () => {
  count += 1;
  shop = await upsertShop(work.database.pool, {
    baseUrl: `${site.url}?shop=${count}`,
    name: `Shop ${count}`,
    settings: {},
  });
});

const schedule = (every: string, timeZone = 'UTC') =>
  setSchedule(work.queues, work.database.pool, shop.id, { every, mode: 'incremental', timeZone });
const next = async () => (await nextRuns(work.queues)).get(shop.id)?.getTime();
const runs = () => listRuns(work.database.pool, { shopId: shop.id, limit: 10 });
const reconcile = () => reconcileSchedules(work.queues, work.database.pool, silentLogger);

/** As if the shop had been read so long ago. */
async function lastRead(agoMs: number): Promise<void> {
  const { run } = await startRun(work.database.pool, { shopId: shop.id, mode: 'full', startedBy: 'test' });
  await work.database.pool.query(
    "update runs set started_at = $2, finished_at = $2, outcome = 'done' where id = $1",
    [run.id, new Date(Date.now() - agoMs)],
  );
}

/** As if the schedule had been set so long ago. */
async function setAgo(agoMs: number): Promise<void> {
  const known = (await getShop(work.database.pool, shop.id))?.settings.schedule;
  if (!known) throw new Error('the shop has no schedule');
  const since = new Date(Date.now() - agoMs).toISOString();
  await storeSchedule(work.database.pool, shop.id, { ...known, since });
}

test('a shop that was never read is read at once, and again after the interval', async () => {
  await schedule('every week');
  await work.start([site.host]);
  const [run] = await until(async () => (await runs()).length > 0 && runs());
  expect(run).toMatchObject({ startedBy: 'schedule', mode: 'incremental' });
  await work.untilRunEnds(run?.id ?? 0);
  const after = await until(next);
  expect(after - Date.now()).toBeGreaterThan(weekMs - hourMs);
  expect(after - Date.now()).toBeLessThanOrEqual(weekMs);
  await work.stop();
});

test('the interval counts from the last run', async () => {
  await lastRead(weekMs - hourMs);
  await schedule('every week');
  expect(((await next()) ?? 0) - Date.now()).toBeGreaterThan(0);
  expect(((await next()) ?? 0) - Date.now()).toBeLessThanOrEqual(hourMs);
});

test('times that were missed while no worker ran start one run at the next start', async () => {
  await lastRead(5 * weekMs);
  await schedule('every week');
  expect(await runs()).toHaveLength(1);
  // A second start before the first took the job must not lose it.
  await reconcile();
  await reconcile();
  await work.start([site.host]);
  const all = await until(async () => (await runs()).length > 1 && runs());
  await work.untilRunEnds(all[0]?.id ?? 0);
  expect(await runs()).toHaveLength(2);
  await work.stop();
});

test('a queue that was emptied gets its schedules back, with the run that was missed', async () => {
  await lastRead(3 * hourMs);
  await schedule('every 12 hours');
  const before = await next();
  await work.queues.crawl.removeJobScheduler(`shop-${shop.id}`);
  expect(await next()).toBeUndefined();
  await reconcile();
  expect(await next()).toBe(before);

  await schedule('every day at 04:00');
  await setAgo(48 * hourMs);
  await work.queues.crawl.removeJobScheduler(`shop-${shop.id}`);
  await work.database.pool.query('update runs set started_at = $2 where shop_id = $1', [
    shop.id,
    new Date(Date.now() - 30 * hourMs),
  ]);
  await work.start([site.host]);
  await until(async () => (await runs()).length > 1);
  await work.stop();
});

test('a scheduler that lost the job of its next time is planned again', async () => {
  await schedule('every week');
  const id = async () => `repeat:shop-${shop.id}:${await next()}`;
  const queueUrl = testQueueUrl();
  if (queueUrl) {
    const redis = new Redis(queueUrl);
    await redis.del(`lookalike:crawl:${await id()}`);
    redis.disconnect();
  } else await work.database.pool.query('delete from bullmq.job where id = $1', [await id()]);
  expect(await work.queues.crawl.getJob(await id())).toBeUndefined();
  await reconcile();
  expect(await work.queues.crawl.getJob(await id())).toBeDefined();
});

test('a time of day is that of its time zone, and one before the schedule was set was not missed', async () => {
  await lastRead(3 * weekMs);
  await schedule('every day at 04:30', 'Asia/Tokyo');
  const time = new Date((await next()) ?? 0);
  expect(time.toISOString()).toMatch(/T19:30:00\.000Z$/);
  expect(time.getTime()).toBeGreaterThan(Date.now());
});

test('a shop whose run is going on, or paused, gets no second one', async () => {
  await schedule('every week');
  const payload = { shopId: shop.id, mode: 'incremental' as const };
  const { run } = await startRun(work.database.pool, { ...payload, startedBy: 'test' });
  expect(await startScheduledRun(work.queues, work.database.pool, payload)).toBe('busy');
  await work.database.pool.query('update runs set paused_at = now() where id = $1', [run.id]);
  expect(await startScheduledRun(work.queues, work.database.pool, payload)).toBe('busy');
  expect(await runs()).toHaveLength(1);
});

test('a schedule that was taken away starts nothing, nor does one of a shop that is gone', async () => {
  await schedule('every week');
  await setSchedule(work.queues, work.database.pool, shop.id, null);
  expect(await next()).toBeUndefined();
  expect((await getShop(work.database.pool, shop.id))?.settings).toEqual({});
  const payload = { shopId: shop.id, mode: 'incremental' as const };
  expect(await startScheduledRun(work.queues, work.database.pool, payload)).toBe('gone');

  await schedule('every week');
  await work.database.pool.query('delete from shops where id = $1', [shop.id]);
  await reconcile();
  expect(await next()).toBeUndefined();
});

test('settings that are not understood keep nobody from starting', async () => {
  await storeSchedule(work.database.pool, shop.id, { every: 'now and then', mode: 'full' });
  const said: object[] = [];
  await reconcileSchedules(work.queues, work.database.pool, {
    ...silentLogger,
    error: (fields: object) => void said.push(fields),
  });
  expect(said).toMatchObject([{ shop: shop.baseUrl }]);
  await expect(schedule('now and then')).rejects.toThrow(/understood are every week/);
});
