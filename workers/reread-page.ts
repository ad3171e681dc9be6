// Reads a stored page of a run again, without the network.
import type { FrontierPage } from '../catalog/crawls/frontier.ts';
import { readStoredPage } from '../catalog/crawls/stored-pages.ts';
import { FetchError } from '../scraper/fetch/fetch-errors.ts';
import type { Crawl } from './crawl-state.ts';
import { toResource } from './stored-body.ts';
import type { Visited } from './visit-page.ts';

/** @throws what the database threw */
export async function rereadPage(crawl: Crawl, page: FrontierPage): Promise<Visited> {
  const stored = await readStoredPage(crawl.context.db, page.id);
  if (!stored) return { visit: { page, outcome: 'skipped', reason: 'its body is no longer stored' } };
  const { shop, settings } = crawl;
  try {
    const resource = await toResource(stored);
    const reading = await crawl.context.reader.read(resource, page.kind, {
      baseUrl: shop.baseUrl,
      site: settings.site,
    });
    return { visit: { page, outcome: 'read', products: reading.products, at: stored.fetchedAt } };
  } catch (error) {
    if (crawl.orders.signal.aborted) return { visit: null };
    const reason = error instanceof FetchError ? error.reason : 'the stored body is damaged';
    return { visit: { page, outcome: 'failed', reason } };
  }
}
