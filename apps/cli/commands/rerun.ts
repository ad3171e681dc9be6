// `lookalike rerun SHOP`: another run of a shop that is known, with the settings it has.

import { type CrawlOptions, modeOf, settingsOf } from '../crawl-options.ts';
import { findShop } from '../find-shop.ts';
import type { CommandContext } from '../run-command.ts';
import { runShop } from '../run-shop.ts';

export async function rerun(context: CommandContext, shop: string, options: CrawlOptions): Promise<void> {
  await runShop(
    context,
    async ({ database }) => {
      const { baseUrl } = await findShop(database.pool, shop);
      return { baseUrl, mode: modeOf(options), settings: settingsOf(options) };
    },
    options.json ? { json: true } : {},
  );
}
