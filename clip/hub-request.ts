// One request to the model hub: ranges, redirects, the token, time limits, and statuses turned into errors.
import { BadDownload, DownloadCut, HubUnreachable } from './download-errors.ts';

export interface HubRequest {
  url: URL;
  /** First byte wanted. */
  offset: number;
  /** Strong validator of what we have so far, so that a changed file is sent whole. */
  etag: string | null;
  token: string | undefined;
  /** How long to wait for the answer's headers, each redirect anew. */
  timeoutMs: number;
  signal: AbortSignal | undefined;
}

const maxRedirects = 5;

/**
 * Asks for a file from `offset` on and returns the open answer (200 or 206). The token goes to the hub's own origin
 * only: model files are served by redirects to storage hosts that must not see it.
 * Throws `DownloadCut` for what may pass, `HubUnreachable` for refusals of a network, `BadDownload` for the rest.
 */
export async function requestFile(request: HubRequest): Promise<Response> {
  const { url: first } = request;
  let url = first;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const response = await ask(url, request);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return accept(response, first);
    await response.body?.cancel();
    const next = new URL(location, url);
    if (next.protocol !== 'https:' && next.protocol !== first.protocol) {
      throw new BadDownload(`${first} redirects to ${next.protocol}//${next.host}, which is not safe.`);
    }
    url = next;
  }
  throw new BadDownload(`${first} redirects more than ${maxRedirects} times.`);
}

async function ask(
  url: URL,
  { url: first, offset, etag, token, timeoutMs, signal }: HubRequest,
): Promise<Response> {
  // Compressed answers have no usable ranges.
  const headers = new Headers({ 'accept-encoding': 'identity', 'user-agent': 'lookalike' });
  if (offset > 0) headers.set('range', `bytes=${offset}-`);
  if (offset > 0 && etag !== null) headers.set('if-range', etag);
  if (token && url.origin === first.origin) headers.set('authorization', `Bearer ${token}`);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  const giveUp = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
  try {
    return await fetch(url, { headers, redirect: 'manual', signal: giveUp });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new DownloadCut(`${url.host} can't be reached (${innermostMessage(cause)})`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

async function accept(response: Response, url: URL): Promise<Response> {
  const { status } = response;
  if (status === 200 || status === 206) return response;
  await response.body?.cancel();
  if (status === 416) throw new DownloadCut(`${url.host} can't go on from there`);
  if (status === 408 || status === 429 || status >= 500) {
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
    throw new DownloadCut(`${url.host} answers ${status}`, { retryAfterMs });
  }
  // Filtering proxies of closed networks answer these in the hub's place.
  if (status === 403 || status === 407 || status === 451 || status === 511) {
    throw new HubUnreachable(`${url.host} answers ${status} for ${url.pathname}: access is refused.`);
  }
  const hint = status === 401 ? 'set HF_TOKEN if the hub asks for one' : 'check HF_ENDPOINT';
  throw new BadDownload(`${url} answers ${status}; ${hint}.`);
}

function readRetryAfter(value: string | null): number | null {
  if (value === null) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** fetch hides the reason ("fetch failed") one or two causes deep. */
function innermostMessage(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  if (!(at instanceof Error)) return String(at);
  return at.message || ('code' in at ? String(at.code) : at.name);
}
