// A shop's robots.txt: what may be fetched, how fast, and where its sitemaps are (RFC 9309).
import { type FetchError, GiveUp, RefusedAddress, RetryLater } from '../fetch/fetch-errors.ts';
import type { FetchedStream, Fetcher } from '../fetch/fetcher.ts';
import { isSameSite } from '../links/shop-address.ts';
import { parseRobotsFile } from './robots-file.ts';

export interface RobotsRules {
  isAllowed(url: string): boolean;
  crawlDelayMs: number | null;
  /** Absolute addresses named by robots.txt. */
  sitemaps: string[];
  /** Why everything is disallowed, when robots.txt could not be had; fit for showing. */
  problem?: string;
}

/** Rules with what is needed to ask for them again. */
export interface LoadedRobots {
  rules: RobotsRules;
  etag: string | null;
  lastModified: string | null;
  /** What kept the server from answering; null when the rules are its word. */
  failure: FetchError | null;
}

/** What of a fetcher robots.txt needs. */
export type RobotsFetcher = Pick<Fetcher, 'stream'> & Partial<Pick<Fetcher, 'userAgent' | 'slowDown'>>;

/** RFC 9309 §2.5: parsers take at least 500 KiB; what follows is ignored. */
const parsedBytes = 500 * 1024;
/** A longer Crawl-delay means "go away" more than "slowly"; robots.txt has Disallow for that. */
const longestCrawlDelayMs = 60_000;

/**
 * Reads robots.txt once. A run that takes longer than an hour uses `createRobotsCache` instead, which reads it again.
 * 4xx means that everything is allowed; 5xx and no answer that nothing is (RFC 9309 §2.3.1). A Crawl-delay
 * is passed on to the fetcher as well.
 * @throws RefusedAddress when the shop's own address may not be fetched
 */
export async function loadRobots(baseUrl: string, fetcher: RobotsFetcher): Promise<RobotsRules> {
  const { rules, failure } = await readRobots(baseUrl, fetcher, null);
  if (failure instanceof RefusedAddress) throw failure;
  return rules;
}

/** @param known what was read before: its validators are sent along, and it stays when nothing changed */
export async function readRobots(
  baseUrl: string,
  fetcher: RobotsFetcher,
  known: LoadedRobots | null,
): Promise<LoadedRobots> {
  const robotsUrl = new URL('/robots.txt', baseUrl).href;
  try {
    const stream = await fetcher.stream(robotsUrl, {
      accept: 'text/plain,*/*;q=0.5',
      // Of an endless one the beginning is read as well.
      maxBytes: Number.POSITIVE_INFINITY,
      ...(known === null ? {} : { etag: known.etag, lastModified: known.lastModified }),
    });
    const { etag, lastModified } = stream;
    if (stream.notModified && known !== null) {
      stream.cancel();
      return known;
    }
    const rules = parseRobots(await readBeginning(stream), baseUrl, agentToken(fetcher.userAgent));
    fetcher.slowDown?.(baseUrl, rules.crawlDelayMs ?? 0);
    return { rules, etag, lastModified, failure: null };
  } catch (error) {
    if (error instanceof GiveUp && isUnavailable(error)) return withoutValidators(everything(true), null);
    if (error instanceof RetryLater || error instanceof GiveUp)
      return withoutValidators({ ...everything(false), problem: error.message }, error);
    throw error;
  }
}

/** @param agent the product token that robots.txt would name, such as `Lookalike` */
export function parseRobots(text: string, baseUrl: string, agent: string): RobotsRules {
  const file = parseRobotsFile(text, agent);
  const { crawlDelaySeconds } = file;

  function isAllowed(url: string): boolean {
    const parsed = URL.parse(url);
    if (parsed === null) return false;
    // These rules are the shop's, www. or not; other hosts have their own.
    if (!isSameSite(url, baseUrl)) return true;
    return file.isAllowed(parsed.pathname + parsed.search);
  }

  return {
    isAllowed,
    crawlDelayMs: crawlDelaySeconds === null ? null : Math.min(crawlDelaySeconds * 1000, longestCrawlDelayMs),
    sitemaps: [...new Set(file.sitemaps)].filter((url) => URL.canParse(url, baseUrl)),
  };
}

async function readBeginning({ body }: FetchedStream): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > parsedBytes) break;
  }
  const text = Buffer.concat(chunks).toString('utf8', 0, parsedBytes);
  // A line that was cut off says something else than it meant: "Allow: /" for "Allow: /taps".
  return bytes > parsedBytes ? text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))) : text;
}

function isUnavailable({ status, reason }: GiveUp): boolean {
  return (
    (status !== null && status >= 400 && status < 500) ||
    reason === 'too many redirects' ||
    reason === 'redirect loop'
  );
}

function everything(allowed: boolean): RobotsRules {
  return { isAllowed: () => allowed, crawlDelayMs: null, sitemaps: [] };
}

function withoutValidators(rules: RobotsRules, failure: FetchError | null): LoadedRobots {
  return { rules, etag: null, lastModified: null, failure };
}

/** `Lookalike/0.1 (+…)` is addressed as `Lookalike`. */
function agentToken(userAgent = 'Lookalike'): string {
  return /^[\w-]+/.exec(userAgent)?.[0] ?? '*';
}
