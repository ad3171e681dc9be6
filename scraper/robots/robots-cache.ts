// The robots.txt of every host a run meets: read when first needed, again as it ages, and obeyed when it changed.
import { type LoadedRobots, type RobotsFetcher, type RobotsRules, readRobots } from './robots.ts';

/**
 * How a run uses it: `const robots = await cache.rulesFor(page.url)` before each page, which costs nothing while
 * the rules are fresh, then `robots.isAllowed(page.url)`, and `mayFollow: cache.isAllowed` in the fetch, so that
 * the target of a redirect is asked for on its own host before anything is sent there.
 */
export interface RobotsCache {
  /**
   * The rules of this address's host. `problem` says why they allow nothing when robots.txt can't be had; rules
   * that were read before outlive a server's trouble for a day.
   */
  rulesFor(url: string): Promise<RobotsRules>;
  /** May this address be fetched, by the robots.txt of its own host? False for what is no http(s) address. */
  isAllowed(url: string): Promise<boolean>;
}

export interface RobotsCacheOptions {
  /** Rules older than this are asked for again, with their validators; default one hour. */
  recheckMs?: number;
  /** How long rules are used that can't be read again; default a day, as RFC 9309 §2.4 has it. */
  maxAgeMs?: number;
  /** After a failure the next attempt waits as long; default a minute. */
  retryMs?: number;
}

interface Entry {
  loaded: LoadedRobots;
  /** When the server last said that these are its rules. */
  confirmedAt: number;
  nextCheckAt: number;
}

/** A shop, its photos' hosts, and what it redirects to; more come from a shop that makes hosts up. */
const mostHosts = 200;

export function createRobotsCache(fetcher: RobotsFetcher, options: RobotsCacheOptions = {}): RobotsCache {
  const { recheckMs = 3_600_000, maxAgeMs = 86_400_000, retryMs = 60_000 } = options;
  const entries = new Map<string, Entry>();
  const checks = new Map<string, Promise<Entry>>();

  async function check(host: string, url: string): Promise<Entry> {
    const known = entries.get(host) ?? null;
    const loaded = await readRobots(url, fetcher, known?.loaded.failure ? null : (known?.loaded ?? null));
    const now = performance.now();
    const entry = decide(known, loaded, now);
    entries.delete(host);
    entries.set(host, entry);
    if (entries.size > mostHosts) entries.delete(entries.keys().next().value ?? host);
    return entry;
  }

  function decide(known: Entry | null, loaded: LoadedRobots, now: number): Entry {
    if (loaded.failure === null) return { loaded, confirmedAt: now, nextCheckAt: now + recheckMs };
    const stillGood = known !== null && known.loaded.failure === null && now - known.confirmedAt < maxAgeMs;
    if (stillGood) return { ...known, nextCheckAt: now + retryMs };
    return { loaded, confirmedAt: now, nextCheckAt: now + retryMs };
  }

  async function rulesFor(url: string): Promise<RobotsRules> {
    const host = hostOf(url);
    const known = entries.get(host);
    if (known && performance.now() < known.nextCheckAt) return known.loaded.rules;
    const running = checks.get(host) ?? check(host, url).finally(() => checks.delete(host));
    checks.set(host, running);
    return (await running).loaded.rules;
  }

  async function isAllowed(url: string): Promise<boolean> {
    const parsed = URL.parse(url);
    if (parsed === null || !/^https?:$/.test(parsed.protocol)) return false;
    return (await rulesFor(url)).isAllowed(url);
  }

  return { rulesFor, isAllowed };
}

/** `www.` or not, http or https: rules are read for one and hold for all, as `RobotsRules` has it. */
function hostOf(url: string): string {
  return URL.parse(url)?.host.replace(/^www\./, '') ?? url;
}
