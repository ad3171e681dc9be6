// The first products that a run of a shop would find, and how the search for them ended; stores nothing.
import { FetchError } from '../../scraper/fetch/fetch-errors.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../scraper/fetch/fetcher.ts';
import { type PreviewedProduct, type PreviewSummary, previewShop } from '../../scraper/preview-shop.ts';
import type { SiteDefinition } from '../../scraper/site/site-definition.ts';

export interface DryRunOptions {
  baseUrl: string;
  site: SiteDefinition | null;
  /** Products to show. */
  wanted: number;
  maxPages?: number | undefined;
  /** Own settings come before the site file's limits. */
  delayMs?: number | undefined;
  concurrency?: number | undefined;
  fetching: Pick<FetcherOptions, 'allowHosts' | 'contact'>;
  signal: AbortSignal;
  onPage?(url: string): void;
  /** Handed the fetcher, which is closed at the end, with each product. */
  onProduct(found: PreviewedProduct, fetcher: Fetcher): void | Promise<void>;
}

/**
 * `none`: pages were read and none is a product's. `forbidden`: robots.txt allows no page to begin with. `closed`:
 * the shop can't be read at all, `detail` says why.
 */
export interface DryRunEnd extends PreviewSummary {
  outcome: 'found' | 'none' | 'forbidden' | 'closed';
  detail: string | null;
}

/** @throws the signal's reason when it was aborted */
export async function dryRun(options: DryRunOptions): Promise<DryRunEnd> {
  const { site, fetching, onPage, onProduct, maxPages } = options;
  const delayMs = options.delayMs ?? site?.limits?.delayMs;
  const concurrency = options.concurrency ?? site?.limits?.concurrency;
  const fetcher = createFetcher({
    ...fetching,
    ...(delayMs !== undefined && { delayMs }),
    ...(concurrency !== undefined && { concurrencyPerHost: concurrency }),
  });
  // It ends robots.txt too, which is asked for without the signal.
  options.signal.addEventListener('abort', () => void fetcher.close(), { once: true });
  const shown: Promise<void>[] = [];
  try {
    const preview = previewShop({
      baseUrl: options.baseUrl,
      site,
      fetcher,
      wanted: options.wanted,
      signal: options.signal,
      ...(maxPages !== undefined && { maxPages }),
      ...(onPage && { onPage }),
    });
    const summary = await collect(preview, (found) => {
      const one = Promise.resolve(onProduct(found, fetcher));
      one.catch(() => {}); // thrown below, unless the search itself fails first
      shown.push(one);
    });
    await Promise.all(shown);
    return { ...summary, outcome: outcomeOf(summary), detail: null };
  } catch (error) {
    await Promise.allSettled(shown);
    options.signal.throwIfAborted();
    if (!(error instanceof FetchError)) throw error;
    return { outcome: 'closed', detail: error.message, pages: 0, products: 0, failures: {} };
  } finally {
    await fetcher.close();
  }
}

function outcomeOf({ pages, products }: PreviewSummary): DryRunEnd['outcome'] {
  if (products > 0) return 'found';
  return pages === 0 ? 'forbidden' : 'none';
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
