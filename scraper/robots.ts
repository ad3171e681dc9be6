// A shop's robots.txt: what may be fetched, how fast, and where its sitemaps are (RFC 9309).
import * as robotsParserModule from 'robots-parser';
import { GiveUp, RefusedAddress, RetryLater } from './fetch-errors.ts';
import type { Fetcher } from './fetcher.ts';
import { isSameSite } from './shop-address.ts';

export interface RobotsRules {
  isAllowed(url: string): boolean;
  crawlDelayMs: number | null;
  /** Absolute addresses named by robots.txt. */
  sitemaps: string[];
  /** Why everything is disallowed, when robots.txt could not be had; fit for showing. */
  problem?: string;
}

/** What of robots-parser is used. */
interface ParsedRobots {
  isAllowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
  getSitemaps(): string[];
}

// Cast because its types describe an ES module while it is a CommonJS one, whose default is the function itself.
const robotsParser = robotsParserModule.default as unknown as (url: string, text: string) => ParsedRobots;

/** RFC 9309 §2.5: parsers take at least 500 KiB; what follows is ignored. */
const parsedBytes = 500 * 1024;
/** Beyond this it is no robots.txt, and reading on is of no use. */
const fetchedBytes = 5_000_000;
/** A longer Crawl-delay means "go away" more than "slowly"; robots.txt has Disallow for that. */
const longestCrawlDelayMs = 60_000;
const mostSitemaps = 1000;

/**
 * 4xx means that everything is allowed; 5xx and no answer that nothing is (RFC 9309 §2.3.1). A Crawl-delay
 * is passed on to the fetcher as well.
 * @throws RefusedAddress when the shop's own address may not be fetched
 */
export async function loadRobots(
  baseUrl: string,
  fetcher: Pick<Fetcher, 'get'> & Partial<Fetcher>,
): Promise<RobotsRules> {
  const robotsUrl = new URL('/robots.txt', baseUrl).href;
  try {
    const { body } = await fetcher.get(robotsUrl, { accept: 'text/plain,*/*;q=0.5', maxBytes: fetchedBytes });
    const rules = parseRobots(body.toString('utf8', 0, parsedBytes), baseUrl, agentToken(fetcher.userAgent));
    if (rules.crawlDelayMs !== null) fetcher.slowDown?.(baseUrl, rules.crawlDelayMs);
    return rules;
  } catch (error) {
    if (error instanceof RefusedAddress) throw error;
    if (error instanceof GiveUp && isUnavailable(error)) return everything(true);
    if (error instanceof RetryLater || error instanceof GiveUp)
      return { ...everything(false), problem: error.message };
    throw error;
  }
}

/** @param agent the product token that robots.txt would name, such as `Lookalike` */
export function parseRobots(text: string, baseUrl: string, agent: string): RobotsRules {
  const origin = new URL(baseUrl).origin;
  const robots = robotsParser(`${origin}/robots.txt`, text.replace(/^\ufeff/, ''));
  const delaySeconds = robots.getCrawlDelay(agent);

  function isAllowed(url: string): boolean {
    const parsed = URL.parse(url);
    if (parsed === null) return false;
    // These rules are the shop's, www. or not; other hosts have their own.
    if (!isSameSite(url, baseUrl)) return true;
    return robots.isAllowed(origin + parsed.pathname + parsed.search, agent) ?? true;
  }

  return {
    isAllowed,
    crawlDelayMs:
      delaySeconds !== undefined && Number.isFinite(delaySeconds) && delaySeconds >= 0
        ? Math.min(delaySeconds * 1000, longestCrawlDelayMs)
        : null,
    sitemaps: [...new Set(robots.getSitemaps())]
      .filter((url) => URL.canParse(url, baseUrl))
      .slice(0, mostSitemaps),
  };
}

function isUnavailable(error: GiveUp): boolean {
  const { status, reason } = error;
  return (
    (status !== null && status >= 400 && status < 500) ||
    reason === 'too many redirects' ||
    reason === 'redirect loop'
  );
}

function everything(allowed: boolean): RobotsRules {
  return { isAllowed: () => allowed, crawlDelayMs: null, sitemaps: [] };
}

/** `Lookalike/0.1 (+…)` is addressed as `Lookalike`. */
function agentToken(userAgent = 'Lookalike'): string {
  return /^[\w-]+/.exec(userAgent)?.[0] ?? '*';
}
