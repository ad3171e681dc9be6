// `lookalike shops`: the known shops with what they have, their last run and the next one.
import { listShopOverviews } from '../../../catalog/crawls/shop-overviews.ts';
import { nextRuns } from '../../../workers/schedules.ts';
import { timeText } from '../../start/amounts.ts';
import { withQueues } from '../../start/with-queues.ts';
import type { CommandContext } from '../run-command.ts';
import { stateText } from '../run-texts.ts';
import { printTable } from '../table.ts';

export async function shops(
  { config, progress, print }: CommandContext,
  options: { json?: boolean },
): Promise<void> {
  await withQueues(config, async ({ db, queues }) => {
    const [found, next] = await Promise.all([listShopOverviews(db), nextRuns(queues)]);
    const all = found.map((shop) => ({ ...shop, nextRunAt: next.get(shop.id) ?? null }));
    if (options.json) return print(JSON.stringify(all));
    if (all.length === 0) return progress.say('No shop yet: `lookalike scrape URL` adds one.');
    const right = (title: string) => ({ title, align: 'right' as const });
    printTable(
      print,
      [
        right('id'),
        { title: 'shop' },
        { title: 'address' },
        right('products'),
        right('gone'),
        { title: 'last run' },
        { title: 'next run' },
      ],
      all.map(({ id, name, baseUrl, products, gone, lastRun, nextRunAt }) => [
        String(id),
        name,
        baseUrl,
        String(products),
        String(gone),
        lastRun ? `${timeText(lastRun.startedAt)} ${stateText(lastRun)}` : 'never',
        nextRunAt ? timeText(nextRunAt) : '–',
      ]),
    );
  });
}
