// `lookalike schedule`: when shops are read by themselves; sets, shows or ends it.

import type { StartableMode } from '../../../catalog/crawls/runs.ts';
import { getShop, listShops, type Shop } from '../../../catalog/crawls/shops.ts';
import type { Queryable } from '../../../catalog/database/database.ts';
import { parseSchedule } from '../../../workers/schedule-words.ts';
import { nextRuns, setSchedule } from '../../../workers/schedules.ts';
import { timeText } from '../../start/amounts.ts';
import { withQueues } from '../../start/with-queues.ts';
import { findShop } from '../find-shop.ts';
import type { CommandContext } from '../run-command.ts';
import { printTable } from '../table.ts';

interface ScheduleOptions {
  mode?: StartableMode;
  json?: boolean;
}

export async function schedule(
  context: CommandContext,
  shop: string | undefined,
  words: string[],
  options: ScheduleOptions,
): Promise<void> {
  const every = words.join(' ').trim();
  if (every !== '' && every !== 'off') parseSchedule(every); // a mistake should not wait for the database
  await withQueues(context.config, async ({ db, queues }) => {
    if (shop === undefined) return list(context, await listShops(db), await nextRuns(queues), options);
    const { id } = await findShop(db, shop);
    if (every === 'off') await setSchedule(queues, db, id, null);
    else if (every !== '') await setSchedule(queues, db, id, { every, mode: options.mode ?? 'incremental' });
    await sayOne(context, { db, id, next: (await nextRuns(queues)).get(id), options });
  });
}

function list(
  { print, progress }: CommandContext,
  shops: readonly Shop[],
  next: ReadonlyMap<number, Date>,
  { json }: ScheduleOptions,
): void {
  const scheduled = shops.flatMap(({ settings, ...shop }) =>
    settings.schedule ? [{ ...shop, ...settings.schedule, nextRunAt: next.get(shop.id) ?? null }] : [],
  );
  if (json) print(JSON.stringify(scheduled));
  else if (scheduled.length === 0)
    progress.say('No shop has a schedule: `lookalike schedule SHOP every week` gives it one.');
  else
    printTable(
      print,
      [{ title: 'id', align: 'right' }, ...['shop', 'every', 'mode', 'next run'].map((title) => ({ title }))],
      scheduled.map(({ id, name, every, mode, nextRunAt }) => [
        String(id),
        name,
        every,
        mode,
        whenText(nextRunAt),
      ]),
    );
}

async function sayOne(
  { print }: CommandContext,
  shown: { db: Queryable; id: number; next: Date | undefined; options: ScheduleOptions },
): Promise<void> {
  const shop = await getShop(shown.db, shown.id);
  const set = shop?.settings.schedule ?? null;
  if (shown.options.json)
    return print(JSON.stringify({ id: shown.id, schedule: set, nextRunAt: shown.next ?? null }));
  if (!set) return print(`${shop?.name} is read only when somebody asks for it.`);
  print(`${shop?.name} is read ${set.every} (${set.mode}), next ${whenText(shown.next ?? null)}.`);
}

/** A time that has come waits for a worker. */
function whenText(next: Date | null): string {
  if (!next) return 'when a worker starts';
  return next.getTime() <= Date.now() ? 'as soon as a worker is free' : timeText(next);
}
