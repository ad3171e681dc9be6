// Finds shops by what an operator calls them: id, address, host or name.
import type { Queryable } from '../database/database.ts';
import { listShops, type Shop } from './shops.ts';

/**
 * The shops that the words name: by id or address at most one, else every shop with this host or this name in any
 * spelling of capitals.
 */
export async function findShops(db: Queryable, words: string): Promise<Shop[]> {
  const shops = await listShops(db);
  const text = words.trim();
  const one = shops.find(({ id, baseUrl }) => String(id) === text || isSameAddress(baseUrl, text));
  if (one) return [one];
  const name = text.toLowerCase();
  return shops.filter((shop) => shop.name.toLowerCase() === name || hostsOf(shop.baseUrl).includes(name));
}

function isSameAddress(baseUrl: string, text: string): boolean {
  return /^https?:/i.test(text) && URL.parse(text)?.href === baseUrl;
}

/** As typed: with or without its port and `www.`. */
function hostsOf(baseUrl: string): string[] {
  const { host, hostname } = new URL(baseUrl);
  return [host, hostname, hostname.replace(/^www\./, '')];
}
