// Tells what may pass from what will not, for answers and for broken connections.
import type { Dispatcher } from 'undici';
import { FetchError, GiveUp, RefusedAddress, RetryLater } from './fetch-errors.ts';
import { parseRetryAfter } from './retry.ts';

/** For a status that is neither success nor redirect nor 304. */
export function statusError(response: Dispatcher.ResponseData, url: string): FetchError {
  const status = response.statusCode;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const retryAfterMs = parseRetryAfter(readHeader(response, 'retry-after'), Date.now());
    return new RetryLater(`${url} answered ${status}; try again later.`, url, { retryAfterMs });
  }
  return new GiveUp(`${url} answered ${status}.`, url, { reason: `status ${status}`, status });
}

/** What no second attempt mends: certificates that don't hold, and answers that are not HTTP we accept. */
const permanentCode = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|UND_ERR_HEADERS_OVERFLOW)/;

/** For whatever the connection or the reading of the body threw. */
export function asFetchError(error: unknown, url: string): FetchError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof RefusedAddress) {
    // The connector knows the host only; say which address it was for.
    return new RefusedAddress(`Refused to fetch ${url}: ${error.message}`, url, {
      reason: error.reason,
      cause: error,
    });
  }
  if (error instanceof FetchError) return error;
  const why = error instanceof Error ? error.message || code : String(error);
  if (permanentCode.test(code)) {
    return new GiveUp(`${url} can't be fetched: ${why}.`, url, { reason: code, cause: error });
  }
  return new RetryLater(`${url} could not be fetched (${why}); try again later.`, url, { cause: error });
}

/** The first value of a header; null when it was not sent. */
export function readHeader(response: Dispatcher.ResponseData, name: string): string | null {
  const value = response.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
