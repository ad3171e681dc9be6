// Looks after a run's shop that no longer answers, and says on the run that it is being waited for.
import { noteOnRun } from '../catalog/crawls/runs.ts';
import type { Crawl } from './crawl-state.ts';
import { type Health, lookForShop } from './shop-health.ts';

/** @throws what the database threw */
export async function waitForShop({ context, run, shop, orders, fetcher }: Crawl): Promise<Health> {
  let isNoted = false;
  try {
    return await lookForShop({
      fetcher,
      baseUrl: shop.baseUrl,
      signal: orders.signal,
      mayGoOn: () => orders.current === 'go on' && !orders.signal.aborted,
      waitsMs: context.patienceMs,
      async onDown(patienceMs) {
        isNoted = true;
        const minutes = Math.max(1, Math.round(patienceMs / 60_000));
        const note = `${new URL(shop.baseUrl).host} does not answer; it is asked again for up to ${minutes} min`;
        await noteOnRun(context.db, run.id, note);
      },
    });
  } finally {
    if (isNoted) await noteOnRun(context.db, run.id, null);
  }
}
