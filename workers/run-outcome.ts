// Judges a run that came to its end: what it is called, why, and whether what it did not find is gone.
import { remaining } from '../catalog/crawls/frontier.ts';
import type { RunOutcome } from '../catalog/crawls/runs.ts';
import { countUnseen } from '../catalog/products/gone.ts';
import type { CrawlEnd } from './crawl-frontier.ts';
import type { Crawl } from './crawl-state.ts';

export interface Verdict {
  outcome: RunOutcome;
  reason: string | null;
  /** Products that the run did not meet are gone. */
  dropsUnseen?: boolean;
}

// A shop drops a season's products, not a third of everything; a login page in place of each product does.
const highestShareGone = 0.3;

/** @param ended not `stopped` */
export async function judgeRun(crawl: Crawl, ended: CrawlEnd): Promise<Verdict> {
  const { run, context } = crawl;
  if (ended.why === 'down') return { outcome: 'failed', reason: ended.reason };
  const nothing = nothingRead(crawl);
  if (nothing) return { outcome: 'failed', reason: nothing };
  if (ended.why === 'limit') {
    const left = await remaining(context.db, run.id);
    return {
      outcome: 'partial',
      reason: `stopped at ${ended.reason}; ${left} known pages are left`,
    };
  }
  // Stored pages say nothing about what the shop sells today, and a few pages not what it no longer sells.
  if (run.mode === 'reparse' || run.mode === 'retry') return { outcome: 'done', reason: null };
  return judgeComplete(crawl);
}

async function judgeComplete({ context, run }: Crawl): Promise<Verdict> {
  const { unseen, known } = await countUnseen(context.db, run);
  if (unseen > highestShareGone * known) {
    return {
      outcome: 'suspicious',
      reason:
        `${unseen} of ${known} products were not found, too many to believe: they are kept. ` +
        `If they are gone indeed, confirm it with \`lookalike runs confirm ${run.id}\``,
    };
  }
  return { outcome: 'done', reason: null, dropsUnseen: unseen > 0 };
}

/** A sitemap alone doesn't make a shop that answers. */
function nothingRead({ progress, firstFailure, run }: Crawl): string | null {
  const { products, skipped, pages, failed } = progress.counts;
  if (run.mode === 'reparse') {
    return pages + skipped === 0
      ? 'no page of this shop is stored; read it first, for example with --mode full'
      : null;
  }
  if (products > 0 || progress.pagesRead > 0) return null;
  if (failed > 0 && firstFailure) return firstFailure;
  return skipped > 0 ? "the shop's robots.txt or its site file allows none of its pages" : null;
}
