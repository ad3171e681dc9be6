// One request within a fetch: the host's turn, the request, and what its answer means.
import type { Agent, Dispatcher } from 'undici';
import { isBotWall, mayBeWall } from './bot-wall.ts';
import { collectBody, decodeBody } from './capped-body.ts';
import type { CookieJar } from './cookie-jar.ts';
import { FetchError, GiveUp, RetryLater } from './fetch-errors.ts';
import type { FetchRequest, ResponseHead } from './fetched-resource.ts';
import type { HostLimits, HostPacing, Turn } from './host-pacing.ts';
import type { NetworkClock } from './network-clock.ts';
import { asFetchError, statusError } from './response-errors.ts';
import { isConditional, readHead, readHeader, requestHeaders } from './response-head.ts';
import { discardBody, headBytes, readWire, type Traffic } from './wire-body.ts';

export interface HopContext {
  agent: Agent;
  pacing: HostPacing;
  limits: HostLimits;
  userAgent: string;
  maxBytes: number;
  clock: NetworkClock;
  traffic: Traffic;
  cookies: CookieJar;
}

/** An answer whose body is still to be read; the host's turn lasts until `end`. */
export interface OpenAnswer {
  head: ResponseHead;
  body: AsyncGenerator<Buffer>;
  /** Looks at a whole body. @throws GiveUp when it is a challenge for robots instead of the page */
  check(body: Buffer): void;
  /** The body is read, or will not be. */
  end(): void;
  /** Reading the body failed. Answers what to throw. */
  fail(error: unknown): unknown;
}

/** More than any challenge has. */
const refusalBytes = 64 * 1024;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Answers the open resource, or the Location it redirects to. @throws FetchError */
export async function requestHop(
  url: URL,
  request: FetchRequest,
  context: HopContext,
): Promise<OpenAnswer | string> {
  const turn = await context.pacing.takeTurn(url, context.limits, context.clock.signal);
  try {
    const answer = await send(url, request, turn, context);
    if (typeof answer === 'string') turn.finish();
    return answer;
  } catch (error) {
    throw failTurn(turn, error, url, context.clock);
  }
}

/** Ends the turn, and tells the pacing what the failure means for the whole host unless it is none of the host's. */
function failTurn(turn: Turn, error: unknown, url: URL, clock: NetworkClock): FetchError {
  const failure = asFetchError(error, url.href);
  const isOurs = clock.signal.aborted && !(clock.signal.reason instanceof FetchError);
  if (!isOurs) reportFailure(turn, failure);
  turn.finish();
  return failure;
}

function reportFailure(turn: Turn, error: FetchError): void {
  const { status } = error;
  if (status === 429 || status === 430 || status === 503 || error.reason === 'bot wall') {
    turn.report({
      kind: 'refused',
      retryAfterMs: error instanceof RetryLater ? error.retryAfterMs : null,
    });
  } else if (error instanceof RetryLater) turn.report({ kind: 'failed' });
  else if (status !== null) turn.report({ kind: 'answered', latencyMs: null });
}

async function send(
  url: URL,
  request: FetchRequest,
  turn: Turn,
  context: HopContext,
): Promise<OpenAnswer | string> {
  const { clock, traffic } = context;
  const startedAt = performance.now();
  const response = await clock.wait(
    url.href,
    context.agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: requestHeaders(request, context.userAgent, context.cookies.headerFor(url)),
      signal: clock.signal,
    }),
  );
  const latencyMs = performance.now() - startedAt;
  // A body left unread when something below throws must not hold its connection; its own error is then of no interest.
  response.body.on('error', () => {});
  traffic.bytes += headBytes(response);
  context.cookies.take(response, url);
  const { statusCode: status } = response;
  const location = readHeader(response, 'location');
  if (redirectStatuses.has(status) && location !== null) {
    await discardBody(response, { url: url.href, clock, traffic });
    turn.report({ kind: 'answered', latencyMs: null });
    return location;
  }
  if (status !== 304 && (status < 200 || status > 299)) {
    await readRefusal(response, url, context);
    throw statusError(response, url.href);
  }
  if (status === 304 && !isConditional(request)) throw unaskedNotModified(url);
  checkForWall(response, url, Buffer.alloc(0));
  turn.report({ kind: 'answered', latencyMs });
  return {
    head: readHead(response, url),
    body: openBody(response, url, context),
    check: (body) => checkForWall(response, url, body),
    end: turn.finish,
    fail: (error) => failTurn(turn, error, url, clock),
  };
}

function openBody(response: Dispatcher.ResponseData, url: URL, context: HopContext): AsyncGenerator<Buffer> {
  const { maxBytes, clock, traffic } = context;
  const wire = readWire(response, { url: url.href, maxBytes, clock, traffic });
  const encoding = readHeader(response, 'content-encoding');
  return decodeBody(wire, encoding, { url: url.href, maxBytes, signal: clock.signal });
}

/** What a refusal says: a challenge is another reason than a mere 403, and waiting does not help. */
async function readRefusal(response: Dispatcher.ResponseData, url: URL, context: HopContext): Promise<void> {
  const { clock, traffic } = context;
  if (!mayBeWall(response.statusCode)) return await discardBody(response, { url: url.href, clock, traffic });
  const opened = openBody(response, url, { ...context, maxBytes: refusalBytes });
  const body = await collectBody(opened).catch((error) => {
    // Too long or broken it is still the refusal that its status says, unless time is up.
    if (clock.signal.aborted) throw error;
    return Buffer.alloc(0);
  });
  checkForWall(response, url, body);
}

function checkForWall(response: Dispatcher.ResponseData, { href }: URL, body: Buffer): void {
  const { statusCode: status, headers } = response;
  const contentType = readHeader(response, 'content-type');
  if (!isBotWall({ status, headers, contentType, body })) return;
  throw new GiveUp(`${href} answers with a challenge for robots instead of the page.`, href, {
    reason: 'bot wall',
    status,
  });
}

function unaskedNotModified(url: URL): GiveUp {
  return new GiveUp(`${url.href} answered 304 to a request without validators.`, url.href, {
    reason: 'http 304',
    status: 304,
  });
}
