// One attempt at one address: every hop guarded and allowed by the caller, redirects followed by hand.
import type { AddressGuard } from './address-guard.ts';
import { createCookieJar } from './cookie-jar.ts';
import { GiveUp, RefusedRedirect } from './fetch-errors.ts';
import type { FetchRequest } from './fetched-resource.ts';
import { type HopContext, type OpenAnswer, requestHop } from './request-hop.ts';

export interface FetchContext extends Omit<HopContext, 'cookies'> {
  guard: AddressGuard;
}

/** RFC 9309 §2.3.1.2 asks for five. */
const mostRedirects = 5;

/** @throws RetryLater, GiveUp, RefusedAddress, RefusedRedirect; the reason of the clock's signal when it is aborted */
export async function followRedirects(
  startUrl: string,
  request: FetchRequest,
  context: FetchContext,
): Promise<OpenAnswer> {
  const cookies = createCookieJar();
  const seen = new Set<string>();
  let url = parseUrl(startUrl, startUrl);
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    context.guard.checkUrl(url);
    // To the same address with other cookies is how cookie walls are passed.
    const step = `${url.href}\n${cookies.headerFor(url) ?? ''}`;
    if (seen.has(step)) throw redirectLoop(startUrl, url);
    seen.add(step);
    const answer = await requestHop(url, request, { ...context, cookies });
    if (typeof answer !== 'string') return answer;
    url = await nextUrl(answer, url, request);
  }
  throw new GiveUp(`${startUrl} redirects more than ${mostRedirects} times.`, startUrl, {
    reason: 'too many redirects',
  });
}

async function nextUrl(location: string, from: URL, request: FetchRequest): Promise<URL> {
  const target = parseUrl(location, from.href);
  if (request.mayFollow && !(await request.mayFollow(target.href))) {
    throw new RefusedRedirect(from.href, target.href);
  }
  return target;
}

function redirectLoop(startUrl: string, url: URL): GiveUp {
  return new GiveUp(`${startUrl} redirects in a circle through ${url.href}.`, startUrl, {
    reason: 'redirect loop',
  });
}

function parseUrl(address: string, base: string): URL {
  const url = URL.parse(address, base === address ? undefined : base);
  if (url === null) {
    throw new GiveUp(`${address} is not an address that can be fetched.`, base, { reason: 'bad address' });
  }
  url.hash = '';
  return url;
}
