// A shop's robots.txt: what may be fetched, how fast, and where its sitemaps are.
import type { Fetcher } from './fetcher.ts';

export interface RobotsRules {
  isAllowed(url: string): boolean;
  crawlDelayMs: number | null;
  /** Absolute addresses named by robots.txt. */
  sitemaps: string[];
}

export async function loadRobots(_baseUrl: string, _fetcher: Fetcher): Promise<RobotsRules> {
  throw new Error('being written');
}
