// `lookalike scrape --dry-run`: the first products a run would find, without a database or an encoder.
import { FetchError } from '../../../scraper/fetch/fetch-errors.ts';
import { createFetcher } from '../../../scraper/fetch/fetcher.ts';
import { type PreviewedProduct, type PreviewSummary, previewShop } from '../../../scraper/preview-shop.ts';
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
  const delayMs = options.delay ?? site?.limits?.delayMs;
  const concurrency = options.concurrency ?? site?.limits?.concurrency;
  const fetcher = createFetcher({
    ...fetcherOptionsOf(config),
    ...(delayMs !== undefined && { delayMs }),
    ...(concurrency !== undefined && { concurrencyPerHost: concurrency }),
  });
  const bar = progress.start('Looking for products', 'products');
  const found: PreviewedProduct[] = [];
  try {
    const preview = previewShop({
      baseUrl,
      site,
      fetcher,
      wanted,
      signal,
      ...(maxPages !== undefined && { maxPages }),
    });
    const summary = await collect(preview, (one) => {
      found.push(one);
      bar.update(found.length, wanted);
      if (options.json) print(JSON.stringify({ ...one.product, via: one.via }));
    });
    bar.finish();
    if (found.length === 0) throw new CommandFailed(whyNone(baseUrl, summary));
    const { isTTY, columns } = process.stdout;
    if (!options.json)
      for (const line of previewLines(found, { width: isTTY ? columns : widthOfPipes, strike: isTTY }))
        print(line);
    progress.say(summaryText(found, summary));
  } catch (error) {
    if (signal.aborted) throw new CommandFailed('Stopped; a dry run stores nothing.');
    if (error instanceof FetchError) throw new CommandFailed(`No product was found: ${error.message}`);
    throw error;
  } finally {
    await fetcher.close();
  }
}

async function collect(
  preview: AsyncGenerator<PreviewedProduct, PreviewSummary>,
  take: (one: PreviewedProduct) => void,
): Promise<PreviewSummary> {
  for (;;) {
    const next = await preview.next();
    if (next.done) return next.value;
    take(next.value);
  }
}

function whyNone(baseUrl: string, { pages, failures }: PreviewSummary): string {
  const reasons = failureTexts(failures);
  if (pages === 0)
    return `No product was found: robots.txt of ${baseUrl} allows none of the pages to begin with.`;
  const failed = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
  return (
    `No product was found on ${pages} ${pages === 1 ? 'page' : 'pages'} of ${baseUrl}${failed}: ` +
    'name pages to start at, or selectors, in a site file (see sites/README.md).'
  );
}

function summaryText(found: readonly PreviewedProduct[], { pages, failures }: PreviewSummary): string {
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
