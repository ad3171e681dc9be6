// The schedule that a site file states becomes the shop's, from its next run on.

import { getShop } from '../../catalog/crawls/shops.ts';
import type { Queryable } from '../../catalog/database/database.ts';
import type { Queues } from '../../workers/queues.ts';
import { parseSchedule } from '../../workers/schedule-words.ts';
import { setSchedule } from '../../workers/schedules.ts';

/** @param words undefined leaves the shop's schedule as it is */
export async function applySiteSchedule(
  { db, queues }: { db: Queryable; queues: Pick<Queues, 'crawl'> },
  shopId: number,
  words: string | undefined,
): Promise<void> {
  if (words === undefined) return;
  const shop = await getShop(db, shopId);
  // Set anew it would count from now.
  if (shop?.settings.schedule?.every === parseSchedule(words).text) return;
  await setSchedule(queues, db, shopId, { every: words, mode: 'incremental' });
}
