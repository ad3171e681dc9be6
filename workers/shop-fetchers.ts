// One fetcher per shop, shared by its crawl and its photos, so that together they keep the shop's pace.
import type { Shop } from '../catalog/shops.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../scraper/fetcher.ts';

export interface ShopFetchers {
  /** The shop's settings (`delayMs`, `concurrency`) over the general options; made on first use. */
  of(shop: Pick<Shop, 'id' | 'settings'>): Fetcher;
  /** Ends what is in flight (as `RetryLater`). */
  close(): Promise<void>;
}

export function createShopFetchers(options: FetcherOptions): ShopFetchers {
  const fetchers = new Map<string, Fetcher>();
  return {
    of(shop) {
      const { delayMs, concurrency } = shop.settings;
      const key = `${shop.id} ${delayMs} ${concurrency}`;
      const known = fetchers.get(key);
      if (known) return known;
      const fetcher = createFetcher({
        ...options,
        ...(delayMs === undefined ? {} : { delayMs }),
        ...(concurrency === undefined ? {} : { concurrencyPerHost: concurrency }),
      });
      fetchers.set(key, fetcher);
      return fetcher;
    },
    async close() {
      await Promise.all([...fetchers.values()].map((fetcher) => fetcher.close()));
      fetchers.clear();
    },
  };
}
