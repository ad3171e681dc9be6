// `lookalike scrape --dry-run`: the first products a run would find, without a database or an encoder.
import type { PreviewedProduct } from '../../../scraper/preview-shop.ts';
import { type DryRunEnd, dryRun as findFirst } from '../../dry-run/dry-run.ts';
import { fetcherOptionsOf } from '../../start/fetcher-options.ts';
import type { ShopSource } from '../../start/shop-source.ts';
import type { CrawlOptions } from '../crawl-options.ts';
import { previewLines } from '../preview-table.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

const defaultProducts = 12;
const widthOfPipes = 120;

export async function dryRun(
  context: CommandContext,
  { baseUrl, site }: ShopSource,
  options: CrawlOptions & { products?: number },
): Promise<void> {
  const { config, progress, signal, print } = context;
  const { products: wanted = defaultProducts, maxPages } = options;
  const bar = progress.start('Looking for products', 'products');
  const found: PreviewedProduct[] = [];
  try {
    const end = await findFirst({
      baseUrl,
      site,
      wanted,
      maxPages,
      delayMs: options.delay,
      concurrency: options.concurrency,
      fetching: fetcherOptionsOf(config),
      signal,
      onProduct(one) {
        found.push(one);
        bar.update(found.length, wanted);
        if (options.json) print(JSON.stringify({ ...one.product, via: one.via }));
      },
    });
    bar.finish();
    if (found.length === 0) throw new CommandFailed(whyNone(baseUrl, end));
    const { isTTY, columns } = process.stdout;
    if (!options.json)
      for (const line of previewLines(found, { width: isTTY ? columns : widthOfPipes, strike: isTTY }))
        print(line);
    progress.say(summaryText(found, end));
  } catch (error) {
    if (signal.aborted) throw new CommandFailed('Stopped; a dry run stores nothing.');
    throw error;
  }
}

function whyNone(baseUrl: string, { outcome, detail, pages, failures }: DryRunEnd): string {
  if (outcome === 'closed') return `No product was found: ${detail}`;
  if (outcome === 'forbidden')
    return `No product was found: robots.txt of ${baseUrl} allows none of the pages to begin with.`;
  const reasons = failureTexts(failures);
  const failed = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
  return (
    `No product was found on ${pages} ${pages === 1 ? 'page' : 'pages'} of ${baseUrl}${failed}: ` +
    'name pages to start at, or selectors, in a site file (see sites/README.md).'
  );
}

function summaryText(found: readonly PreviewedProduct[], { pages, failures }: DryRunEnd): string {
  const ways = new Map<string, number>();
  for (const { via } of found) ways.set(via, (ways.get(via) ?? 0) + 1);
  const by = [...ways].sort(([, a], [, b]) => b - a).map(([via, count]) => `${via} (${count})`);
  const most = by.length > 5 ? [...by.slice(0, 5), `${by.length - 5} more`] : by;
  const failed = failureTexts(failures);
  return [
    `${found.length} products on ${pages} pages, found by ${most.join(', ')}.`,
    ...(failed.length > 0 ? [`Could not be read: ${failed.join(', ')}.`] : []),
    'Nothing was stored; the same command without --dry-run reads the shop.',
  ].join(' ');
}

const failureTexts = (failures: Record<string, number>) =>
  Object.entries(failures).map(([reason, count]) => `${count}× ${reason}`);
