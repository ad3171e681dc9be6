// Pages that failed one after the other for reasons that may pass: held back until it is clear that the shop is there.
import { releasePages } from '../catalog/frontier.ts';
import type { Visit } from '../catalog/visits.ts';
import type { Crawl } from './crawl-state.ts';
import { lookForShop } from './shop-health.ts';

export interface FailureStreak {
  readonly length: number;
  /** So many that the shop should be looked at before any more of its pages. */
  readonly isLong: boolean;
  add(visit: Visit): void;
  /** Another page was answered: those before it failed by themselves. @returns them, to be written */
  end(): Visit[];
  /**
   * Waits for a shop that is down, and gives the pages back that failed meanwhile; writes those that fail by
   * themselves.
   * @returns why the crawl has to end, or null
   */
  lookAfterShop(): Promise<string | null>;
}

const long = 10;
// A front page that answers proves little when nothing behind it has for so long.
const longest = 100;

export function createFailureStreak(crawl: Crawl): FailureStreak {
  const { context, run, shop, orders, writer, fetcher } = crawl;
  let held: Visit[] = [];
  let inARow = 0;

  const mayGoOn = () => orders.current === 'go on' && !orders.signal.aborted;

  async function giveBack(): Promise<void> {
    const ids = held.map(({ page }) => page.id);
    held = [];
    inARow = 0;
    await writer.inTurn(() => releasePages(context.db, run.id, ids));
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
    async lookAfterShop() {
      const { patienceMs: waitsMs } = context;
      const health = await lookForShop({
        fetcher,
        baseUrl: shop.baseUrl,
        signal: orders.signal,
        mayGoOn,
        waitsMs,
      });
      if (!mayGoOn() || health === 'is back') {
        await giveBack();
        return null;
      }
      const last = held.at(-1)?.reason;
      await Promise.all(held.splice(0).map((visit) => writer.write(visit)));
      if (health === 'was up' && inARow < longest) return null;
      return `the shop stopped answering: ${inARow} pages failed in a row, the last with: ${last}`;
    },
  };
}
