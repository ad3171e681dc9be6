// Gets one address politely and safely: guarded, paced per host, capped, retried where it may help.
import { setMaxListeners } from 'node:events';
import { Agent } from 'undici';
import { createAddressGuard } from './address-guard.ts';
import type { FetchedResource, FetchRequest } from './fetched-resource.ts';
import { followRedirects } from './follow-redirects.ts';
import { createGuardedConnector, type ResolveHost } from './guarded-connector.ts';
import { createHostPacing } from './host-pacing.ts';
import { retryWhatMayPass } from './retry.ts';

export type { FetchedResource };

export interface FetcherOptions {
  userAgent?: string;
  /** `host` (any port) or `host:port` that may be private and may use any port. */
  allowHosts?: string[];
  /** Least time between the starts of two requests to one host, in milliseconds; default 500. */
  delayMs?: number;
  /** Requests in flight to one host; default 2. */
  concurrencyPerHost?: number;
  /** For one attempt from its first byte sent to its last byte read, redirects included; default 15000. */
  timeoutMs?: number;
  /** Largest body, counted both as sent and as decompressed; default 10 MB. */
  maxBytes?: number;
  /** Further attempts after the first, only for what may pass; default 2. */
  retries?: number;
  /** Answers for DNS; the system's resolver when left out. What it answers is still checked. */
  resolveHost?: ResolveHost;
}

export interface Fetcher {
  /** As sent; robots.txt addresses it by its first word. */
  readonly userAgent?: string;
  /** @throws RetryLater, GiveUp or RefusedAddress; the signal's reason when `request.signal` is aborted. */
  get(url: string, request?: FetchRequest): Promise<FetchedResource>;
  /** Ends what is in flight (as `RetryLater`) and closes every connection. */
  close(): Promise<void>;
  /** Keeps at least `delayMs` between requests to this address's host from now on (robots' Crawl-delay). */
  slowDown?(url: string, delayMs: number): void;
}

const defaults = {
  userAgent: 'Lookalike/0.1 (+product-image search; contact the operator)',
  delayMs: 500,
  concurrencyPerHost: 2,
  timeoutMs: 15_000,
  maxBytes: 10_000_000,
  retries: 2,
};

/** Every request and every redirect passes the address guard; the address that was checked is the one connected to. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const settings = { ...defaults, ...withoutUndefined(options) };
  const guard = createAddressGuard(settings.allowHosts ?? []);
  const pacing = createHostPacing({ delayMs: settings.delayMs, concurrency: settings.concurrencyPerHost });
  const agent = new Agent({
    connect: createGuardedConnector(guard, settings.timeoutMs, settings.resolveHost),
    connections: settings.concurrencyPerHost,
    allowH2: false,
    // Longer than the usual delay between two requests to one host, so that polite crawling reuses its connection.
    keepAliveTimeout: 10_000,
    // Node's 16 KB is too little for shops with long cookies and content security policies.
    maxHeaderSize: 64 * 1024,
  });
  const closing = new AbortController();
  // One listener per request in flight; more than Node's warning threshold of ten is no leak here.
  setMaxListeners(0, closing.signal);

  async function get(url: string, request: FetchRequest = {}): Promise<FetchedResource> {
    const attempt = () =>
      followRedirects(url, request, {
        agent,
        guard,
        pacing,
        userAgent: settings.userAgent,
        timeoutMs: settings.timeoutMs,
        maxBytes: request.maxBytes ?? settings.maxBytes,
        closing: closing.signal,
      });
    const signals = [closing.signal, ...(request.signal ? [request.signal] : [])];
    return await retryWhatMayPass(attempt, settings.retries, AbortSignal.any(signals));
  }

  async function close(): Promise<void> {
    closing.abort(new Error('the fetcher was closed'));
    await agent.destroy();
  }

  function slowDown(url: string, delayMs: number): void {
    const parsed = URL.parse(url);
    if (parsed !== null) pacing.slowDown(parsed.host, delayMs);
  }

  return { userAgent: settings.userAgent, get, close, slowDown };
}

function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
