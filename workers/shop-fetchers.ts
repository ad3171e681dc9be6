// One fetcher per shop, shared by its crawl and its photos, so that together they keep the shop's pace.
import type { Shop } from '../catalog/crawls/shops.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../scraper/fetch/fetcher.ts';
import { createHostPacing } from '../scraper/fetch/host-pacing.ts';
import { createRobotsCache, type RobotsCache } from '../scraper/robots/robots-cache.ts';
import { crawlSettings } from './crawl-settings.ts';

type FetchedShop = Pick<Shop, 'id' | 'settings'>;

export interface ShopFetchers {
  /** `delayMs` and `concurrency` of the shop's settings, else its site file's, over the general options; made on first use. */
  of(shop: FetchedShop): Fetcher;
  /** The robots.txt of its photos' hosts. A run has a cache of its own, which begins with what is true now. */
  robotsOf(shop: FetchedShop): RobotsCache;
  /** Ends what is in flight (as `RetryLater`). */
  close(): Promise<void>;
}

export function createShopFetchers(options: FetcherOptions): ShopFetchers {
  const open = new Map<string, { fetcher: Fetcher; robots: RobotsCache }>();
  // One for all: shops have photos on the same hosts, and what a host asked for outlives a change of settings.
  const pacing = options.pacing ?? createHostPacing();

  function partsOf(shop: FetchedShop): { fetcher: Fetcher; robots: RobotsCache } {
    const limits = crawlSettings(shop).site?.limits ?? {};
    const { delayMs = limits.delayMs, concurrency = limits.concurrency } = shop.settings;
    const key = `${shop.id} ${delayMs} ${concurrency}`;
    const known = open.get(key);
    if (known) return known;
    const fetcher = createFetcher({
      ...options,
      pacing,
      ...(delayMs === undefined ? {} : { delayMs }),
      ...(concurrency === undefined ? {} : { concurrencyPerHost: concurrency }),
    });
    const parts = { fetcher, robots: createRobotsCache(fetcher) };
    open.set(key, parts);
    return parts;
  }

  return {
    of: (shop) => partsOf(shop).fetcher,
    robotsOf: (shop) => partsOf(shop).robots,
    async close() {
      await Promise.all([...open.values()].map(({ fetcher }) => fetcher.close()));
      open.clear();
    },
  };
}
