// What a shop's settings and its site file allow a run: pace, and budgets of pages, bytes and minutes.
import type { Shop, ShopSettings } from '../catalog/crawls/shops.ts';
import type { SiteDefinition } from '../scraper/site/site-definition.ts';

export interface CrawlSettings {
  site: SiteDefinition | null;
  delayMs: number | undefined;
  concurrency: number;
  maxPages: number;
  maxBytes: number;
  maxMinutes: number;
}

/** What one run may visit when nobody says otherwise. */
export const defaultMaxPages = 20_000;
const defaultConcurrency = 2;
// 20,000 pages of 200 KB are 4 GB; a shop beyond this serves something else than pages.
const defaultMaxBytes = 20e9;
// 20,000 pages, one every two seconds, take 11 hours.
const defaultMaxMinutes = 24 * 60;

/** The shop's own settings come before its site file's limits. */
export function crawlSettings(shop: Pick<Shop, 'settings'>): CrawlSettings {
  const { settings } = shop;
  const site = siteOf(settings);
  const limits = site?.limits ?? {};
  return {
    site,
    delayMs: settings.delayMs ?? limits.delayMs,
    concurrency: settings.concurrency ?? limits.concurrency ?? defaultConcurrency,
    maxPages: settings.maxPages ?? limits.pages ?? defaultMaxPages,
    maxBytes: settings.maxBytes ?? limits.bytes ?? defaultMaxBytes,
    maxMinutes: settings.maxMinutes ?? limits.minutes ?? defaultMaxMinutes,
  };
}

function siteOf({ site }: ShopSettings): SiteDefinition | null {
  // Cast because the catalog keeps it as it is; only `parseSiteDefinition`, which checks it, puts it there.
  return (site as SiteDefinition | undefined) ?? null;
}
