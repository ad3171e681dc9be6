// `lookalike scrape URL|FILE`: reads a shop, embeds its photos, and says what came of it; or only shows what it would.
import { crawlOf, readShopSource, type ShopSource } from '../../start/shop-source.ts';
import { type CrawlOptions, modeOf, settingsOf } from '../crawl-options.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { runShop } from '../run-shop.ts';
import { dryRun } from './dry-run.ts';

interface ScrapeOptions extends CrawlOptions {
  site?: string;
  dryRun?: boolean;
  products?: number;
}

export async function scrape(context: CommandContext, shop: string, options: ScrapeOptions): Promise<void> {
  // A mistyped address or a mistake in a file should not wait for the database.
  const source = await readShopSource(shop, { cwd: process.cwd(), siteFile: options.site });
  if (source.siteFile !== null) context.progress.say(`Using ${source.siteFile}.`);
  if (options.dryRun) return dryRun(context, source, options);
  if (options.products !== undefined)
    throw new CommandFailed('--products goes with --dry-run; --max-pages limits a run.');
  await runShop(context, async () => crawlRequest(source, options), {
    ...(options.json && { json: true }),
    schedule: source.site?.schedule,
  });
}

function crawlRequest(source: ShopSource, options: ScrapeOptions) {
  const crawl = crawlOf(source);
  return { ...crawl, mode: modeOf(options), settings: { ...crawl.settings, ...settingsOf(options) } };
}
