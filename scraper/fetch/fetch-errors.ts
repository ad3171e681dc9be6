// What went wrong with a fetch, named by what the caller should do next.

interface FetchErrorOptions extends ErrorOptions {
  reason: string;
  /** The HTTP status, when the server gave one. */
  status?: number | null;
}

/** Any failed fetch; catch `RetryLater` and `GiveUp` to tell what may pass from what will not. */
export class FetchError extends Error {
  /** The address that was being fetched when it failed (after redirects). */
  readonly url: string;
  /** Short and stable, fit for counting: `not found`, `http 503`, `timeout`, `too large`. */
  readonly reason: string;
  /** The HTTP status, when the server gave one. */
  readonly status: number | null;
  /** What the failure cost on the wire in bytes, all attempts and redirects together; 0 when thrown elsewhere. */
  transferredBytes = 0;

  constructor(message: string, url: string, options: FetchErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.url = url;
    this.reason = options.reason;
    this.status = options.status ?? null;
  }
}

/** May pass: 429, 5xx, a timeout, a broken connection. Try again, not before `retryAfterMs` when it is known. */
export class RetryLater extends FetchError {
  /** What the server asked for in Retry-After, in milliseconds, uncapped; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    url: string,
    options: Partial<FetchErrorOptions> & { retryAfterMs?: number | null } = {},
  ) {
    super(message, url, { reason: 'temporary failure', ...options });
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/**
 * The whole host asked for a pause that is longer than a request should wait for: nothing was sent. Give the work
 * back and come again after `retryAfterMs`; it says nothing about this one address.
 */
export class HostPaused extends RetryLater {}

/** Will not pass by itself: 404, too large, a redirect loop, a bot wall. */
export class GiveUp extends FetchError {}

/** The address guard said no (private address, scheme, port or credentials): nothing was sent there. */
export class RefusedAddress extends GiveUp {}

/** It redirects to an address that the caller's `mayFollow` refused: nothing was sent there. */
export class RefusedRedirect extends GiveUp {
  readonly target: string;

  constructor(url: string, target: string) {
    super(`${url} redirects to ${target}, which may not be fetched.`, url, { reason: 'refused redirect' });
    this.target = target;
  }
}
