// The one shop that an operator names on the command line.

import { findShops } from '../../catalog/crawls/find-shops.ts';
import type { Shop } from '../../catalog/crawls/shops.ts';
import type { Queryable } from '../../catalog/database/database.ts';
import { CommandFailed } from './run-command.ts';

/** @throws CommandFailed for none and for several */
export async function findShop(db: Queryable, words: string): Promise<Shop> {
  const [shop, ...others] = await findShops(db, words);
  if (!shop)
    throw new CommandFailed(
      `There is no shop "${words}": \`lookalike shops\` lists them, \`lookalike scrape URL\` adds one.`,
    );
  if (others.length === 0) return shop;
  const list = [shop, ...others].map(({ id, baseUrl }) => `${id} (${baseUrl})`).join(', ');
  throw new CommandFailed(`"${words}" is the name of several shops, so name one by its id: ${list}.`);
}
