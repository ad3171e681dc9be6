// What went wrong with a fetch, named by what the caller should do next.

/** Any failed fetch; catch `RetryLater` and `GiveUp` to tell what may pass from what will not. */
export class FetchError extends Error {
  /** The address that was being fetched when it failed (after redirects). */
  readonly url: string;

  constructor(message: string, url: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.url = url;
  }
}

/** May pass: 429, 5xx, a timeout, a broken connection. Try again, not before `retryAfterMs` when it is known. */
export class RetryLater extends FetchError {
  /** What the server asked for in Retry-After, in milliseconds, uncapped; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, url: string, options: ErrorOptions & { retryAfterMs?: number | null } = {}) {
    super(message, url, options);
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Will not pass by itself: 404, too large, a redirect loop. `reason` is short and stable, fit for counting. */
export class GiveUp extends FetchError {
  readonly reason: string;
  /** The HTTP status, when the server gave one. */
  readonly status: number | null;

  constructor(
    message: string,
    url: string,
    options: ErrorOptions & { reason: string; status?: number | null },
  ) {
    super(message, url, options);
    this.reason = options.reason;
    this.status = options.status ?? null;
  }
}

/** The address guard said no (private address, scheme, port or credentials): nothing was sent there. */
export class RefusedAddress extends GiveUp {}
