// Tells what may pass from what will not, for answers and for broken connections, and gives each its reason.
import type { Dispatcher } from 'undici';
import { FetchError, GiveUp, RefusedAddress, RetryLater } from './fetch-errors.ts';
import { readHeader } from './response-head.ts';
import { parseRetryAfter } from './retry.ts';

/** For a status that is neither success nor redirect nor 304. */
export function statusError(response: Dispatcher.ResponseData, url: string): FetchError {
  const status = response.statusCode;
  const reason = status === 404 ? 'not found' : `http ${status}`;
  // 430 is how Shopify says 429 to those it takes for robots.
  if (status === 408 || status === 425 || status === 429 || status === 430 || status >= 500) {
    const retryAfterMs = parseRetryAfter(readHeader(response, 'retry-after'), Date.now());
    const message = `${url} answered ${status}; try again later.`;
    return new RetryLater(message, url, { reason, status, retryAfterMs });
  }
  return new GiveUp(`${url} answered ${status}.`, url, { reason, status });
}

/** What the codes of Node, OpenSSL and undici come down to. */
const reasons: [RegExp, string][] = [
  [/^ECONNREFUSED$/, 'connection refused'],
  [/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/, 'unknown host'],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/, 'connection broken'],
  [/^UND_ERR_(RES|REQ)_CONTENT_LENGTH_MISMATCH$/, 'body cut short'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'headers too large'],
  [/^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/, 'bad certificate'],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO)/, 'tls failed'],
  [/^HTTPParserError$/, 'not http'],
  [/^UND_ERR_(DESTROYED|CLOSED|ABORTED)$|^ABORT_ERR$/, 'fetcher closed'],
];

/** What no second attempt mends. */
const permanent = new Set(['bad certificate', 'headers too large']);

/** For whatever the connection or the reading of the body threw. */
export function asFetchError(error: unknown, url: string): FetchError {
  if (error instanceof RefusedAddress && !error.message.includes(url)) {
    // The connector knows the host only; say which address it was for.
    return new RefusedAddress(`Refused to fetch ${url}: ${error.message}`, url, {
      reason: error.reason,
      cause: error,
    });
  }
  if (error instanceof FetchError) return error;
  const code = codeOf(error);
  const reason = reasons.find(([codes]) => codes.test(code))?.[1] ?? 'connection failed';
  const why = error instanceof Error ? error.message || code : String(error);
  if (permanent.has(reason))
    return new GiveUp(`${url} can't be fetched: ${why}.`, url, { reason, cause: error });
  return new RetryLater(`${url} could not be fetched (${why}); try again later.`, url, {
    reason,
    cause: error,
  });
}

/** A host with several addresses fails with one error for each; the first says enough. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // Its codes are the parser's own, and not always there.
  if (error.name === 'HTTPParserError') return error.name;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return '';
}
