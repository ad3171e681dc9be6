// Turns what operators want of a run (pause, cancel) into an order that its crawl obeys.
import type { RunOrders } from '../catalog/crawls/runs.ts';
import type { CrawlOrders } from './crawl-state.ts';

// Pages in flight may finish; one that is waiting for a slow shop is given back instead.
const graceMs = 10_000;

/** @param shutdown aborted when the process ends */
export function createCrawlOrders(
  shutdown: AbortSignal,
): CrawlOrders & { hear(orders: RunOrders): void; close(): void } {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const orders = {
    current: 'go on' as CrawlOrders['current'],
    signal: AbortSignal.any([shutdown, ending.signal]),
    hear(heard: RunOrders) {
      orders.current = orderOf(heard);
      if (orders.current === 'go on') {
        clearTimeout(timer);
        timer = undefined;
      } else {
        timer ??= setTimeout(() => ending.abort(new Error('the run was stopped')), graceMs);
      }
    },
    close: () => clearTimeout(timer),
  };
  return orders;
}

function orderOf({ over, cancelled, paused }: RunOrders): CrawlOrders['current'] {
  if (over) return 'over';
  if (cancelled) return 'cancel';
  return paused ? 'pause' : 'go on';
}
