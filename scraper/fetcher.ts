// Gets one address politely and safely: guarded, paced per host, capped, retried where it may help.

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
}

export interface FetchRequest {
  etag?: string | null;
  lastModified?: string | null;
  maxBytes?: number;
  accept?: string;
  signal?: AbortSignal;
}

export interface FetchedResource {
  /** The address that answered, after redirects. */
  url: string;
  status: number;
  /** True for 304; `body` is then empty. */
  notModified: boolean;
  /** MIME type in lower case without parameters. */
  contentType: string | null;
  /** The charset parameter of Content-Type, in lower case. */
  charset: string | null;
  etag: string | null;
  lastModified: string | null;
  /** Whole, with any content encoding undone. */
  body: Buffer;
}

export interface Fetcher {
  /** @throws RetryLater, GiveUp or RefusedAddress; the signal's reason when `request.signal` is aborted. */
  get(url: string, request?: FetchRequest): Promise<FetchedResource>;
  /** Ends what is in flight (as `RetryLater`) and closes every connection. */
  close(): Promise<void>;
  /** Keeps at least `delayMs` between requests to this address's host from now on (robots' Crawl-delay). */
  slowDown?(url: string, delayMs: number): void;
}

export function createFetcher(_options: FetcherOptions): Fetcher {
  throw new Error('being written');
}
