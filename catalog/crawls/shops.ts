// Shops: the sites that are scraped, each known by its base URL.
import type { Queryable } from '../database/database.ts';
import type { StartableMode } from './run-rows.ts';

/** How a shop is crawled; what is absent has the crawler's default. */
export interface ShopSettings {
  /** Between two requests to the shop. */
  delayMs?: number;
  /** Requests to the shop at once. */
  concurrency?: number;
  /** A run stops after this many pages. */
  maxPages?: number;
  /** A run stops after it was sent this many bytes. */
  maxBytes?: number;
  /** A run stops after it was worked at for so long. */
  maxMinutes?: number;
  /** What the operator's site file says, as the scraper's `SiteDefinition`; kept as it is. */
  site?: Readonly<Record<string, unknown>>;
  /** When runs start by themselves. */
  schedule?: {
    /** In words, such as `every week`; what is understood is in workers/schedule-words.ts. */
    every: string;
    mode: StartableMode;
    /** IANA name of the time zone in which a time of day is meant. */
    timeZone?: string;
    /** When it was set, ISO 8601: an earlier time was not missed. */
    since?: string;
  };
}

export interface Shop {
  id: number;
  baseUrl: string;
  name: string;
  settings: ShopSettings;
}

const shopColumns = 'id, base_url as "baseUrl", name, settings';

/** Adds the shop, or gives the one with this base URL the new name and settings. */
export async function upsertShop(
  db: Queryable,
  shop: { baseUrl: string; name: string; settings: ShopSettings },
): Promise<Shop> {
  const { rows } = await db.query<Shop>(
    `
    insert into shops (base_url, name, settings)
    values ($1, $2, $3)
    on conflict (base_url) do update
      set name = excluded.name, settings = excluded.settings
    returning ${shopColumns}`,
    [shop.baseUrl, shop.name, JSON.stringify(shop.settings)],
  );
  const [row] = rows;
  if (!row) throw new Error(`The shop ${shop.baseUrl} was not stored.`);
  return row;
}

export async function listShops(db: Queryable): Promise<Shop[]> {
  const { rows } = await db.query<Shop>(`select ${shopColumns} from shops order by id`);
  return rows;
}

export async function findShopByUrl(db: Queryable, baseUrl: string): Promise<Shop | null> {
  const { rows } = await db.query<Shop>(`select ${shopColumns} from shops where base_url = $1`, [baseUrl]);
  return rows[0] ?? null;
}

export async function getShop(db: Queryable, id: number): Promise<Shop | null> {
  const { rows } = await db.query<Shop>(`select ${shopColumns} from shops where id = $1`, [id]);
  return rows[0] ?? null;
}
