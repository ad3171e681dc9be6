// Visits a sitemap of a run: its entries go into the frontier as they arrive, so that its size costs no memory.
import { addListedPages, addPages, type FrontierPage, forgetUnlisted } from '../catalog/crawls/frontier.ts';
import { linksOfSitemap } from '../scraper/links/page-links.ts';
import { readSitemap } from '../scraper/links/sitemap.ts';
import type { Crawl } from './crawl-state.ts';
import { failed, isAnswer, usefulLinks, type Visited } from './visit-page.ts';

// The sitemap protocol's own limit for one file, uncompressed.
const maxSitemapBytes = 52_428_800;

/**
 * What was added stays when the process dies half-way: the sitemap is then read again, and adds only the rest.
 *
 * @throws what the database threw
 */
export async function visitSitemap(
  crawl: Crawl,
  page: FrontierPage,
  onFetched: (wasAnswered: boolean) => void,
): Promise<Visited> {
  const { robots, orders, run, writer, frontier } = crawl;
  const { db } = crawl.context;
  if (!(await robots.isAllowed(page.url))) {
    return { visit: { page, outcome: 'skipped', reason: 'robots.txt disallows it' } };
  }
  const canBeRemembered = run.mode === 'incremental' && page.isRemembered;
  try {
    const stream = await crawl.fetcher.stream(page.url, {
      ...(canBeRemembered ? { etag: page.etag, lastModified: page.lastModified } : {}),
      maxBytes: maxSitemapBytes,
      mayFollow: (target) => robots.isAllowed(target),
      signal: orders.signal,
    });
    onFetched(true);
    const { etag, lastModified } = stream;
    if (stream.notModified) {
      stream.cancel();
      await writer.inTurn(() => addListedPages(db, frontier, page.id));
      return { visit: { page, outcome: 'unchanged', etag, lastModified, bytes: stream.transferredBytes() } };
    }
    for await (const entries of readSitemap(stream.body)) {
      const links = await usefulLinks(
        crawl,
        linksOfSitemap(entries, {
          sitemapUrl: stream.url,
          baseUrl: crawl.shop.baseUrl,
          site: crawl.settings.site,
        }),
      );
      await writer.inTurn(() =>
        addPages(
          db,
          frontier,
          links.map((link) => ({ ...link, listedIn: page.id })),
        ),
      );
    }
    const bytes = stream.transferredBytes();
    // A retry takes only what is new of a sitemap: the next run has to see the whole.
    if (run.mode === 'retry') return { visit: { page, outcome: 'read', bytes } };
    await writer.inTurn(() => forgetUnlisted(db, run.id, page.id));
    return { visit: { page, outcome: 'read', etag, lastModified, bytes } };
  } catch (error) {
    if (isAnswer(error)) onFetched(true);
    return failed(crawl, page, error);
  }
}
