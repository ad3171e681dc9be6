// One attempt at one address: guard, turn, request, redirects by hand, body, all within one time limit.
import type { Agent, Dispatcher } from 'undici';
import type { AddressGuard } from './address-guard.ts';
import { acceptedEncodings, readCappedBody, tooLarge } from './capped-body.ts';
import { GiveUp, RetryLater } from './fetch-errors.ts';
import type { FetchedResource, FetchRequest } from './fetched-resource.ts';
import type { HostPacing } from './host-pacing.ts';
import { asFetchError, readHeader, statusError } from './response-errors.ts';

export interface FetchContext {
  agent: Agent;
  guard: AddressGuard;
  pacing: HostPacing;
  userAgent: string;
  /** For the time on the network; waiting for the host's turn is not counted. */
  timeoutMs: number;
  maxBytes: number;
  /** Aborted when the fetcher is closed. */
  closing: AbortSignal;
}

const mostRedirects = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
/** Enough to finish the body of an ordinary error page and keep its connection. */
const dumpBytes = 64 * 1024;

/** @throws RetryLater, GiveUp, RefusedAddress; the signal's reason when the request's own signal is aborted */
export async function followRedirects(
  startUrl: string,
  request: FetchRequest,
  context: FetchContext,
): Promise<FetchedResource> {
  let url = parseUrl(startUrl, startUrl);
  let remainingMs = context.timeoutMs;
  const seen = new Set<string>();
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    context.guard.checkUrl(url);
    if (seen.has(url.href)) {
      throw new GiveUp(`${startUrl} redirects in a circle through ${url.href}.`, startUrl, {
        reason: 'redirect loop',
      });
    }
    seen.add(url.href);
    const { answer, tookMs } = await takeOneHop(url, request, remainingMs, context);
    if (!(answer instanceof URL)) return answer;
    url = answer;
    remainingMs -= tookMs;
  }
  throw new GiveUp(`${startUrl} redirects more than ${mostRedirects} times.`, startUrl, {
    reason: 'too many redirects',
  });
}

/** Answers the resource, or the address it redirects to. */
async function takeOneHop(
  url: URL,
  request: FetchRequest,
  timeoutMs: number,
  context: FetchContext,
): Promise<{ answer: FetchedResource | URL; tookMs: number }> {
  const stopping = AbortSignal.any([context.closing, ...(request.signal ? [request.signal] : [])]);
  const finish = await takeTurn(url, stopping, request, context);
  const startedAt = performance.now();
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
  const signal = AbortSignal.any([stopping, timeout]);
  try {
    const answer = await send(url, request, signal, context);
    return { answer, tookMs: performance.now() - startedAt };
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason;
    if (timeout.aborted && !(error instanceof GiveUp)) {
      const message = `${url.href} took longer than ${context.timeoutMs} ms; try again later.`;
      throw new RetryLater(message, url.href, { cause: error });
    }
    throw asFetchError(error, url.href);
  } finally {
    finish();
  }
}

async function takeTurn(url: URL, stopping: AbortSignal, request: FetchRequest, context: FetchContext) {
  try {
    return await context.pacing.takeTurn(url.host, stopping);
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason;
    throw asFetchError(error, url.href);
  }
}

async function send(
  url: URL,
  request: FetchRequest,
  signal: AbortSignal,
  context: FetchContext,
): Promise<FetchedResource | URL> {
  const response = await context.agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers: requestHeaders(request, context.userAgent),
    signal,
  });
  // A body left unread when something below throws must not hold its connection; its own error is then of no interest.
  response.body.on('error', () => {});
  const { statusCode: status } = response;
  const location = readHeader(response, 'location');
  if (redirectStatuses.has(status) && location !== null) {
    await response.body.dump({ limit: dumpBytes, signal });
    return parseUrl(location, url.href);
  }
  if (status === 304 || status < 200 || status > 299) {
    await response.body.dump({ limit: dumpBytes, signal });
    if (status !== 304) throw statusError(response, url.href);
    return describe(response, url, Buffer.alloc(0));
  }
  return describe(response, url, await readBody(response, url, signal, context.maxBytes));
}

async function readBody(
  response: Dispatcher.ResponseData,
  url: URL,
  signal: AbortSignal,
  maxBytes: number,
): Promise<Buffer> {
  try {
    if (Number(readHeader(response, 'content-length')) > maxBytes)
      throw tooLarge({ url: url.href, maxBytes });
    const encoding = readHeader(response, 'content-encoding');
    return await readCappedBody(response.body, encoding, { url: url.href, maxBytes, signal });
  } catch (error) {
    response.body.destroy();
    throw error;
  }
}

function requestHeaders(request: FetchRequest, userAgent: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: request.accept ?? 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5',
    'accept-encoding': acceptedEncodings,
    ...validator('if-none-match', request.etag),
    ...validator('if-modified-since', request.lastModified),
  };
}

/** Left out when it can't be sent as a header: the answer is then merely not a 304. */
function validator(name: string, value: string | null | undefined): Record<string, string> {
  return value && /^[\x20-\x7e]+$/.test(value) ? { [name]: value } : {};
}

function describe(response: Dispatcher.ResponseData, url: URL, body: Buffer): FetchedResource {
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
    body,
  };
}

function parseUrl(address: string, base: string): URL {
  const url = URL.parse(address, base === address ? undefined : base);
  if (url === null) {
    throw new GiveUp(`${address} is not an address that can be fetched.`, base, { reason: 'bad address' });
  }
  url.hash = '';
  return url;
}
