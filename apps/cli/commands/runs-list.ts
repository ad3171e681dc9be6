// `lookalike runs`: the latest runs, newest first.
import { listRuns } from '../../../catalog/crawls/runs.ts';
import { listShops } from '../../../catalog/crawls/shops.ts';
import { timeText } from '../../start/amounts.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { findShop } from '../find-shop.ts';
import type { CommandContext } from '../run-command.ts';
import { countsText, lengthText, stateText } from '../run-texts.ts';
import { printTable } from '../table.ts';

export async function runsList(
  { config, progress, print }: CommandContext,
  options: { limit: number; shop?: string; json?: boolean },
): Promise<void> {
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    const shop = options.shop === undefined ? null : await findShop(db, options.shop);
    const [runs, shops] = await Promise.all([
      listRuns(db, { limit: options.limit, shopId: shop?.id }),
      listShops(db),
    ]);
    const nameOf = new Map(shops.map(({ id, name }) => [id, name]));
    const named = runs.map((run) => ({ ...run, shop: nameOf.get(run.shopId) ?? '' }));
    if (options.json) return print(JSON.stringify(named));
    if (runs.length === 0) return progress.say('No run yet: `lookalike scrape URL` starts one.');
    const titles = ['shop', 'mode', 'started by', 'when', 'took', 'outcome', 'found'];
    printTable(
      print,
      [{ title: 'id', align: 'right' }, ...titles.map((title) => ({ title }))],
      named.map((run) => [
        String(run.id),
        run.shop,
        run.mode,
        run.startedBy,
        timeText(run.startedAt),
        lengthText(run),
        stateText(run),
        countsText(run),
      ]),
    );
  } finally {
    await database.close();
  }
}
