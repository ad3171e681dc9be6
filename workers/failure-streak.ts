// Pages that failed one after the other for reasons that may pass: held back until it is clear that the shop is there.
import { releasePages } from '../catalog/crawls/frontier.ts';
import type { Visit } from '../catalog/crawls/visits.ts';
import type { Crawl } from './crawl-state.ts';
import { waitForShop } from './wait-for-shop.ts';

export interface FailureStreak {
  readonly length: number;
  /** So many that the shop should be looked at before any more of its pages. */
  readonly isLong: boolean;
  add(visit: Visit): void;
  /** Another page was answered. @returns those that failed before it, for `settle` */
  end(): Visit[];
  /**
   * Writes pages that failed by themselves. Those that nobody answered are asked for once more: a shop that is
   * restarted is down for less than it takes to be noticed, and its pages fail for that all the same.
   */
  settle(visits: readonly Visit[]): Promise<void>;
  /**
   * Waits for a shop that is down, and gives the pages back that failed meanwhile; writes those that fail by
   * themselves.
   * @returns why the crawl has to end, or null
   */
  lookAfterShop(): Promise<string | null>;
}

// From the third failure in a row on the fetcher doubles the time between two requests: looking early saves minutes.
const long = 4;
// A front page that answers proves little when nothing behind it has for so long.
const longest = 100;
const mostTriedAgain = 10_000;
// What a machine says whose shop is being restarted; a page that breaks connections by itself costs one visit more.
const unanswered = new Set(['connection refused', 'connection broken', 'unreachable']);

export function createFailureStreak(crawl: Crawl): FailureStreak {
  const { context, run, orders, writer } = crawl;
  const held: Visit[] = [];
  let inARow = 0;
  const triedAgain = new Set<number>();

  const mayGoOn = () => orders.current === 'go on' && !orders.signal.aborted;

  async function giveBack(visits: readonly Visit[]): Promise<void> {
    const ids = visits.map(({ page }) => page.id);
    await writer.inTurn(() => releasePages(context.db, run.id, ids));
  }

  /** The shop is there by now: pages that it answered badly in a weak moment are asked for once more, not twice. */
  async function tryOnceMore(visits: readonly Visit[]): Promise<void> {
    const { again = [], failed = [] } = Object.groupBy(visits, ({ page }) =>
      triedAgain.has(page.id) || triedAgain.size >= mostTriedAgain ? 'failed' : 'again',
    );
    for (const { page } of again) triedAgain.add(page.id);
    await giveBack(again);
    await Promise.all(failed.map((visit) => writer.write(visit)));
  }

  return {
    get length() {
      return held.length;
    },
    get isLong() {
      return held.length >= long;
    },
    add(visit) {
      held.push(visit);
      inARow += 1;
    },
    end() {
      inARow = 0;
      return held.splice(0);
    },
    async settle(visits) {
      const { shop: ofShop = [], page: ofPage = [] } = Object.groupBy(visits, ({ reason }) =>
        unanswered.has(reason ?? '') ? 'shop' : 'page',
      );
      await Promise.all([
        ofShop.length > 0 ? tryOnceMore(ofShop) : null,
        ...ofPage.map((visit) => writer.write(visit)),
      ]);
    },
    async lookAfterShop() {
      const health = await waitForShop(crawl);
      const visits = held.splice(0);
      if (!mayGoOn() || health === 'is back') {
        inARow = 0;
        await giveBack(visits);
        return null;
      }
      if (health === 'was up' && inARow < longest) {
        await tryOnceMore(visits);
        return null;
      }
      const last = visits.at(-1)?.reason;
      await Promise.all(visits.map((visit) => writer.write(visit)));
      return `the shop stopped answering: ${inARow} pages failed in a row, the last with: ${last}`;
    },
  };
}
