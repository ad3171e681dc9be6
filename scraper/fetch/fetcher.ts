// Gets one address politely and safely: guarded, paced per host, capped, retried where it may help.
import { setMaxListeners } from 'node:events';
import { Agent } from 'undici';
import { createAddressGuard } from './address-guard.ts';
import { collectBody } from './capped-body.ts';
import type { FetchedResource, FetchedStream, FetchRequest } from './fetched-resource.ts';
import { startStream } from './fetched-stream.ts';
import { followRedirects } from './follow-redirects.ts';
import { createGuardedConnector, type ResolveHost } from './guarded-connector.ts';
import { createHostPacing, type HostPace, type HostPacing } from './host-pacing.ts';
import { createNetworkClock, type NetworkClock } from './network-clock.ts';
import type { OpenAnswer } from './request-hop.ts';
import { asFetchError } from './response-errors.ts';
import { retryWhatMayPass } from './retry.ts';
import type { Traffic } from './wire-body.ts';

export type { FetchedResource, FetchedStream, FetchRequest };

export interface FetcherOptions {
  /** As sent, instead of `Lookalike/0.1 (+contact)`. */
  userAgent?: string;
  /** An email address or a page where whoever runs this can be reached; part of the User-Agent. */
  contact?: string;
  /** `host` (any port) or `host:port` that may be private and may use any port. */
  allowHosts?: string[];
  /** Least time between the starts of two requests to one host, in milliseconds; default 500. */
  delayMs?: number;
  /** Most requests in flight to one host; default 2. */
  concurrencyPerHost?: number;
  /** Waiting for the server in one attempt, from its first byte sent to its last byte read, redirects included; default 15000. */
  timeoutMs?: number;
  /** Instead of `timeoutMs` for the body of a stream; default 300000. */
  streamTimeoutMs?: number;
  /** Longest silence within a body; default 10000. */
  idleTimeoutMs?: number;
  /** A body slower than this after `speedGraceMs` (default 10000) is given up for now; default 500. */
  minBytesPerSecond?: number;
  speedGraceMs?: number;
  /** Largest body, counted both as sent and as decompressed; default 10 MB. */
  maxBytes?: number;
  /** Further attempts after the first, only for what may pass; default 2. */
  retries?: number;
  /** Answers for DNS; the system's resolver when left out. What it answers is still checked. */
  resolveHost?: ResolveHost;
  /** What is known of the hosts' paces; share one between fetchers that may meet at a host. */
  pacing?: HostPacing;
}

export interface Fetcher {
  /** As sent; robots.txt addresses it by its first word. */
  readonly userAgent: string;
  /** @throws RetryLater, GiveUp and their kin (fetch-errors.ts); the signal's reason when `request.signal` is aborted. */
  get(url: string, request?: FetchRequest): Promise<FetchedResource>;
  /** As `get` for bodies too large to hold: retried before the first byte only. */
  stream(url: string, request?: FetchRequest): Promise<FetchedStream>;
  /** From now on at least `delayMs` lie between requests to this address's host (robots' Crawl-delay); 0 takes it back. */
  slowDown(url: string, delayMs: number): void;
  /** How this address's host is treated at the moment. */
  paceOf(url: string): HostPace;
  /** Ends what is in flight (as `RetryLater`) and closes every connection. */
  close(): Promise<void>;
}

const defaults = {
  delayMs: 500,
  concurrencyPerHost: 2,
  timeoutMs: 15_000,
  streamTimeoutMs: 300_000,
  idleTimeoutMs: 10_000,
  minBytesPerSecond: 500,
  speedGraceMs: 10_000,
  maxBytes: 10_000_000,
  retries: 2,
};

/** Every request and every redirect passes the address guard; the address that was checked is the one connected to. */
export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const settings = { ...defaults, ...withoutUndefined(options) };
  const userAgent = settings.userAgent ?? ownUserAgent(settings.contact);
  const guard = createAddressGuard(settings.allowHosts ?? []);
  const pacing = settings.pacing ?? createHostPacing();
  const limits = { delayMs: settings.delayMs, concurrency: settings.concurrencyPerHost };
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

  /** Opens the address as often as may help and hands it to `read`, which has to end the answer and stop the clock. */
  async function fetchBy<T>(
    url: string,
    request: FetchRequest,
    traffic: Traffic,
    read: (answer: OpenAnswer, clock: NetworkClock) => Promise<T>,
  ): Promise<T> {
    const signals = [closing.signal, ...(request.signal ? [request.signal] : [])];
    async function attempt(): Promise<T> {
      const clock = createNetworkClock(settings, signals);
      try {
        const maxBytes = request.maxBytes ?? settings.maxBytes;
        const context = { agent, guard, pacing, limits, userAgent, maxBytes, clock, traffic };
        return await read(await followRedirects(url, request, context), clock);
      } catch (error) {
        clock.stop();
        throw error;
      }
    }
    try {
      return await retryWhatMayPass(attempt, settings.retries, ...signals);
    } catch (error) {
      throw asThrown(error, url, request, traffic);
    }
  }

  async function get(url: string, request: FetchRequest = {}): Promise<FetchedResource> {
    const traffic: Traffic = { bytes: 0 };
    return await fetchBy(url, request, traffic, async (answer, clock) => {
      try {
        const body = await collectBody(answer.body);
        answer.check(body);
        answer.end();
        clock.stop();
        return { ...answer.head, transferredBytes: traffic.bytes, body };
      } catch (error) {
        throw answer.fail(error);
      }
    });
  }

  async function stream(url: string, request: FetchRequest = {}): Promise<FetchedStream> {
    const traffic: Traffic = { bytes: 0 };
    const asStreamError = (error: unknown) => asThrown(error, url, request, traffic);
    return await fetchBy(url, request, traffic, (answer, clock) => {
      clock.allow(settings.streamTimeoutMs);
      return startStream(answer, clock, traffic, asStreamError);
    });
  }

  async function close(): Promise<void> {
    closing.abort(Object.assign(new Error('the fetcher was closed'), { code: 'UND_ERR_CLOSED' }));
    await agent.destroy();
  }

  return {
    userAgent,
    get,
    stream,
    slowDown(url, delayMs) {
      const parsed = URL.parse(url);
      if (parsed !== null) pacing.slowDown(parsed, delayMs);
    },
    paceOf: (url) => pacing.paceOf(new URL(url), limits),
    close,
  };
}

/** `Lookalike/0.1 (+you@shop.example)`: what a shop's operator sees in the log. */
function ownUserAgent(contact: string | undefined): string {
  return `Lookalike/0.1 (${contact === undefined ? 'product-image search' : `+${contact}`})`;
}

/** What the caller gets to see: the caller's own reason for leaving, or a FetchError that knows what it cost. */
function asThrown(error: unknown, url: string, request: FetchRequest, traffic: Traffic): unknown {
  if (request.signal?.aborted) return request.signal.reason;
  const failure = asFetchError(error, url);
  failure.transferredBytes = traffic.bytes;
  return failure;
}

function withoutUndefined<T extends object>(options: T): T {
  // Cast because fromEntries forgets the keys; what is left out was undefined and thus optional.
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
