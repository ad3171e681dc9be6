// The demo shop's place in a start: its address stays the same from one start to the next.

import { listShops } from '../../catalog/crawls/shops.ts';
import type { Queryable } from '../../catalog/database/database.ts';
import type { Config } from '../config.ts';
import { startDemoShop } from '../demo-shop/server.ts';

export const demoShopName = 'Demo shop';
const highestPort = 65_535;

/**
 * Starts the demo shop on the port after PORT, or on the one it had before: its products are known by their
 * addresses, so another port would make a second shop of it.
 *
 * @throws {Error} when that port is taken, naming it
 */
export async function openDemoShop(options: {
  config: Config;
  db: Queryable;
  cacheDir: string;
  products?: number;
}): Promise<{ url: string; host: string; close(): Promise<void> }> {
  const { config, db } = options;
  const known = (await listShops(db)).find(({ name }) => name === demoShopName);
  const port = known ? Number(new URL(known.baseUrl).port) : portAfter(config.port);
  try {
    const shop = await startDemoShop({
      port,
      cacheDir: options.cacheDir,
      ...(options.products === undefined ? {} : { products: options.products }),
    });
    return { url: shop.url, host: new URL(shop.url).host, close: () => shop.close() };
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new Error(
      `The demo shop's port ${port} is taken by another program, perhaps by Lookalike itself: stop that one, ` +
        `or start with ${known ? '' : 'another PORT (the shop takes the one after it) or '}SHOP=none.`,
      { cause },
    );
  }
}

// Port 0 lets the system choose, for the demo shop too.
const portAfter = (port: number) => (port === 0 ? 0 : port === highestPort ? highestPort - 1 : port + 1);
