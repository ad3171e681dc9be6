// What is asked in a request's head, and what an answer's head says.
import type { Dispatcher } from 'undici';
import { acceptedEncodings } from './capped-body.ts';
import type { FetchRequest, ResponseHead } from './fetched-resource.ts';

export function requestHeaders(
  request: FetchRequest,
  userAgent: string,
  cookie: string | null,
): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: request.accept ?? 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5',
    'accept-encoding': acceptedEncodings,
    ...validator('if-none-match', request.etag),
    ...validator('if-modified-since', request.lastModified),
    ...(cookie === null ? {} : { cookie }),
  };
}

/** True when the request carries a validator, so that a 304 can be an answer to it. */
export function isConditional(request: FetchRequest): boolean {
  return isSendable(request.etag) || isSendable(request.lastModified);
}

export function readHead(response: Dispatcher.ResponseData, url: URL): ResponseHead {
  const [mime = '', ...parameters] = (readHeader(response, 'content-type') ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*["']?([^"'\s]+)/.exec(parameter)?.[1])
    .find(Boolean);
  return {
    url: url.href,
    status: response.statusCode,
    notModified: response.statusCode === 304,
    contentType: mime.trim() || null,
    charset: charset ?? null,
    etag: readHeader(response, 'etag'),
    lastModified: readHeader(response, 'last-modified'),
    fetchedAt: new Date(),
  };
}

/** The first value of a header; null when it was not sent. */
export function readHeader(response: Dispatcher.ResponseData, name: string): string | null {
  const value = response.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Left out when it can't be sent as a header: the answer is then merely not a 304. */
function validator(name: string, value: string | null | undefined): Record<string, string> {
  return isSendable(value) ? { [name]: value } : {};
}

function isSendable(value: string | null | undefined): value is string {
  return value != null && /^[\x20-\x7e]+$/.test(value);
}
