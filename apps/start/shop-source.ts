// Which shop an operator means: an address, or a site file, whose settings then apply.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ShopSettings } from '../../catalog/crawls/shops.ts';
import { isSameSite } from '../../scraper/links/shop-address.ts';
import { parseSiteDefinition, type SiteDefinition } from '../../scraper/site/site-definition.ts';
import { parseSchedule } from '../../workers/schedule-words.ts';
import { normaliseShopUrl } from '../../workers/start-run.ts';

export interface ShopSource {
  /** http(s) address of its home page. */
  baseUrl: string;
  site: SiteDefinition | null;
  /** Where the site definition was read, as the operator would write it; null without one. */
  siteFile: string | null;
}

export const isSiteFile = (text: string) => /\.ya?ml$/i.test(text);

/**
 * @param shop an address, or the path of a site file
 * @param options.siteFile a site file for an address; without one, `sites/<host>.yaml` in `cwd` is taken if it is there
 * @throws TypeError for what is no address, BadSiteDefinition, or an Error in one sentence
 */
export async function readShopSource(
  shop: string,
  options: { cwd: string; siteFile?: string | undefined },
): Promise<ShopSource> {
  const { cwd, siteFile } = options;
  if (isSiteFile(shop) && !/^https?:/i.test(shop)) {
    if (siteFile !== undefined && siteFile !== shop)
      throw new Error(`${shop} is a site file already, so --site ${siteFile} can't be another.`);
    const site = await readSite(cwd, shop);
    return { baseUrl: normaliseShopUrl(site.url), site, siteFile: shop };
  }
  const baseUrl = normaliseShopUrl(shop);
  if (siteFile !== undefined) {
    const site = await readSite(cwd, siteFile);
    if (!isSameSite(site.url, baseUrl))
      throw new Error(`${siteFile} is about ${site.url}, not about ${baseUrl}: name the file of this shop.`);
    return { baseUrl, site, siteFile };
  }
  for (const candidate of usualFiles(baseUrl)) {
    const site = await readSite(cwd, candidate).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (site && isSameSite(site.url, baseUrl)) return { baseUrl, site, siteFile: candidate };
  }
  return { baseUrl, site: null, siteFile: null };
}

/** What a run of it is started with. */
export function crawlOf({ baseUrl, site }: ShopSource): {
  baseUrl: string;
  name?: string;
  settings: ShopSettings;
} {
  return {
    baseUrl,
    ...(site?.name === undefined ? {} : { name: site.name }),
    // A plain object, checked by its schema; the catalog keeps it as it is.
    settings: site ? { site: { ...site } } : {},
  };
}

function usualFiles(baseUrl: string): string[] {
  const { host, hostname } = new URL(baseUrl);
  const names = new Set([host, hostname, hostname.replace(/^www\./, '')]);
  return [...names].map((name) => `sites/${name}.yaml`);
}

/** @throws BadSiteDefinition, or the file system's error as the cause of one sentence */
async function readSite(cwd: string, file: string): Promise<SiteDefinition> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new Error(`The site file ${file} can't be read: ${why}.`, { cause });
  });
  const site = parseSiteDefinition(text, file);
  if (site.schedule !== undefined) checkSchedule(file, site.schedule);
  return site;
}

function checkSchedule(file: string, words: string): void {
  try {
    parseSchedule(words);
  } catch (cause) {
    throw new Error(`${file}: schedule: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

const isMissing = (error: unknown) =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'ENOENT';
