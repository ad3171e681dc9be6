// Hands out a run's pages one by one, claimed from the frontier several at a time, in the order that serves it best.
import { claimPages, type FrontierPage, releasePages } from '../catalog/crawls/frontier.ts';
import type { Crawl } from './crawl-state.ts';

export interface FrontierClaims {
  /**
   * What leads to pages (doors, sitemaps) comes first, and is waited for: the page that the frontier meets first is
   * the one that it keeps. What may be a trap comes when nothing else is in flight.
   */
  next(inFlight: { all: number; leads: number }): Promise<FrontierPage | null>;
  /** New leads may stand in the frontier. */
  leadsFound(): void;
}

// One statement for so many pages. A trap is noticed that much later.
const claimedAtOnce = 32;

export function createFrontierClaims({ context, run, settings, writer }: Crawl): FrontierClaims {
  const { db } = context;
  const atOnce = Math.max(claimedAtOnce, 2 * settings.concurrency);
  let claimed: FrontierPage[] = [];
  let mayHaveLeads = true;

  async function claim(lowest: 'leads' | 'pages' | 'deferred'): Promise<FrontierPage | null> {
    claimed = await claimPages(db, run.id, atOnce, lowest);
    return claimed.shift() ?? null;
  }

  async function claimLead(): Promise<FrontierPage | null> {
    mayHaveLeads = false;
    const ids = claimed.map(({ id }) => id);
    claimed = [];
    await writer.inTurn(() => releasePages(db, run.id, ids));
    return claim('leads');
  }

  return {
    async next({ all, leads }) {
      const lead = mayHaveLeads ? await claimLead() : null;
      const page = lead ?? claimed.shift();
      if (page) return page;
      if (leads > 0) return null;
      return (await claim('pages')) ?? (all === 0 ? claim('deferred') : null);
    },
    leadsFound() {
      mayHaveLeads = true;
    },
  };
}
