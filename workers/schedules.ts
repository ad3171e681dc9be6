// When shops' runs start by themselves: the catalog says when, BullMQ's job schedulers do it.

import { listRuns, type StartableMode, startRun } from '../catalog/crawls/runs.ts';
import { type ShopSchedule, storeSchedule } from '../catalog/crawls/shop-schedules.ts';
import { getShop, listShops, type Shop } from '../catalog/crawls/shops.ts';
import type { Queryable } from '../catalog/database/database.ts';
import { crawlJobOptions, type ScheduledPayload } from './job-payloads.ts';
import type { Logger } from './logger.ts';
import type { Queues } from './queues.ts';
import { BadSchedule, nextTime, parseSchedule, type Times } from './schedule-words.ts';
import { enqueueRun } from './start-run.ts';

type CrawlQueue = Pick<Queues, 'crawl'>;

/**
 * Stores the shop's schedule and queues its next run, or takes both away.
 * An interval counts from the shop's last run, so a shop that is overdue is read at once.
 *
 * @param wanted.every see `parseSchedule`
 * @param wanted.timeZone in which a time of day is meant; default that of this process
 * @throws BadSchedule
 */
export async function setSchedule(
  queues: CrawlQueue,
  db: Queryable,
  shopId: number,
  wanted: { every: string; mode: StartableMode; timeZone?: string } | null,
): Promise<void> {
  if (!wanted) {
    await storeSchedule(db, shopId, null);
    await queues.crawl.removeJobScheduler(schedulerId(shopId));
    return;
  }
  const { text } = parseSchedule(wanted.every);
  const schedule: ShopSchedule = {
    every: text,
    mode: wanted.mode,
    timeZone: wanted.timeZone ?? localTimeZone(),
    since: new Date().toISOString(),
  };
  if (!(await storeSchedule(db, shopId, schedule))) throw new Error(`There is no shop ${shopId}.`);
  await plan(queues, db, shopId, schedule);
}

/** The next scheduled run of each shop that has one; a shop whose queue entry was lost is missing until the next start. */
export async function nextRuns(queues: CrawlQueue): Promise<Map<number, Date>> {
  const known = await queues.crawl.getJobSchedulers();
  return new Map(
    known.flatMap(({ key, next }) => {
      const shopId = shopOf(key);
      return shopId === null || !next ? [] : [[shopId, new Date(next)] as const];
    }),
  );
}

/**
 * Makes the queue's schedulers what the shops' settings say: a queue that was emptied gets them back, with a run
 * at once where one was missed meanwhile. Those that are right stay as they are, and with them a run that is due.
 */
export async function reconcileSchedules(queues: CrawlQueue, db: Queryable, logger: Logger): Promise<void> {
  const wanted = new Map((await listShops(db)).map((shop) => [shop.id, shop]));
  const right = new Set<number>();
  for (const known of await queues.crawl.getJobSchedulers()) {
    const shopId = shopOf(known.key);
    if (shopId === null) continue;
    const schedule = wanted.get(shopId)?.settings.schedule;
    if (!schedule) await queues.crawl.removeJobScheduler(known.key);
    else if (await isAsWanted(queues, known, schedule)) right.add(shopId);
  }
  for (const { id, baseUrl, settings } of wanted.values()) {
    if (!settings.schedule || right.has(id)) continue;
    await plan(queues, db, id, settings.schedule).catch((error: unknown) => {
      // One shop's settings, edited by hand, must not keep the workers from starting.
      if (!(error instanceof BadSchedule)) throw error;
      logger.error({ err: error, shop: baseUrl }, 'a schedule is not understood');
    });
  }
}

/** What a scheduled job does: starts a run, unless one is going on (paused ones too) or the shop is gone. */
export async function startScheduledRun(
  queues: CrawlQueue,
  db: Queryable,
  { shopId, mode }: ScheduledPayload,
): Promise<'started' | 'busy' | 'gone'> {
  const shop: Shop | null = await getShop(db, shopId);
  if (!shop?.settings.schedule) {
    await queues.crawl.removeJobScheduler(schedulerId(shopId));
    return 'gone';
  }
  const { run, isNew } = await startRun(db, { shopId, mode, startedBy: 'schedule' });
  if (!isNew) return 'busy';
  await enqueueRun(queues, run.id);
  return 'started';
}

type KnownScheduler = Awaited<ReturnType<Queues['crawl']['getJobSchedulers']>>[number];

async function isAsWanted(
  queues: CrawlQueue,
  known: KnownScheduler,
  schedule: ShopSchedule,
): Promise<boolean> {
  const times = timesOf(schedule);
  const data = known.template?.data;
  const isSame =
    times !== null &&
    ('everyMs' in times
      ? known.every === times.everyMs
      : known.pattern === times.pattern && known.tz === timeZoneOf(schedule));
  if (!isSame || !data || !('mode' in data) || data.mode !== schedule.mode) return false;
  // The job of the next time makes the one after it: without it the scheduler would stand still.
  return (await queues.crawl.getJob(`repeat:${known.key}:${known.next}`)) !== undefined;
}

async function plan(
  queues: CrawlQueue,
  db: Queryable,
  shopId: number,
  schedule: ShopSchedule,
): Promise<void> {
  const { times } = parseSchedule(schedule.every);
  const [last] = await listRuns(db, { limit: 1, shopId });
  const now = new Date();
  const due = dueAt(times, schedule, { last: last?.startedAt ?? null, now });
  const isDue = due <= now;
  // The queue keeps the old time of a scheduler whose interval stays the same.
  await queues.crawl.removeJobScheduler(schedulerId(shopId));
  await queues.crawl.upsertJobScheduler(
    schedulerId(shopId),
    'everyMs' in times
      ? { every: times.everyMs, startDate: isDue ? now : due }
      : { pattern: times.pattern, tz: timeZoneOf(schedule), ...(isDue ? { immediately: true } : {}) },
    { name: 'scheduled', data: { shopId, mode: schedule.mode }, opts: crawlJobOptions },
  );
}

/** An interval counts from the last run; a time of day from when the schedule was set or from the last run. */
function dueAt(times: Times, schedule: ShopSchedule, { last, now }: { last: Date | null; now: Date }): Date {
  const since = schedule.since ? new Date(schedule.since) : now;
  if ('everyMs' in times) return last ? nextTime(times, last, 'UTC') : since;
  return nextTime(times, last && last > since ? last : since, timeZoneOf(schedule));
}

function timesOf(schedule: ShopSchedule): Times | null {
  try {
    return parseSchedule(schedule.every).times;
  } catch {
    return null; // said when it is planned
  }
}

const localTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const timeZoneOf = (schedule: ShopSchedule) => schedule.timeZone ?? localTimeZone();

const schedulerId = (shopId: number) => `shop-${shopId}`;

function shopOf(key: string): number | null {
  const [, id] = /^shop-(\d+)$/.exec(key) ?? [];
  return id === undefined ? null : Number(id);
}
