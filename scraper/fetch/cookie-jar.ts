// The cookies of one redirect chain: enough to pass a simple cookie wall, forgotten with the fetch.
import { type Dispatcher, parseCookie } from 'undici';

export interface CookieJar {
  /** Keeps what this answer sets. */
  take(response: Dispatcher.ResponseData, url: URL): void;
  /** The Cookie header for a request, or null. */
  headerFor(url: URL): string | null;
}

interface Kept {
  name: string;
  value: string;
  /** The host that set it, or the parent of it that it was set for. */
  domain: string;
  withSubdomains: boolean;
  secure: boolean;
}

/** Browsers keep some 50 of 4 KB for a host; a chain of six answers needs few. */
const mostCookies = 30;
const longestCookie = 4096;
const longestHeader = 8192;

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Kept>();

  function take(response: Dispatcher.ResponseData, url: URL): void {
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const cookie = line.length <= longestCookie ? readCookie(line, url) : null;
      if (cookie === null) continue;
      const key = `${cookie.domain} ${cookie.name}`;
      if (cookie.gone) cookies.delete(key);
      else if (cookies.size < mostCookies || cookies.has(key)) cookies.set(key, cookie);
    }
  }

  function headerFor(url: URL): string | null {
    const header = [...cookies.values()]
      .filter((cookie) => isFor(cookie, url))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    return header === '' || header.length > longestHeader ? null : header;
  }

  return { take, headerFor };
}

function readCookie(line: string, url: URL): (Kept & { gone: boolean }) | null {
  const parsed = parseCookie(line);
  // Only what can be sent back as it is.
  if (parsed === null || !/^[\x21-\x7e]+$/.test(parsed.name) || !/^[\x20-\x7e]*$/.test(parsed.value))
    return null;
  const domain = parsed.domain?.replace(/^\./, '').toLowerCase() ?? '';
  const withSubdomains = domain.includes('.') && isWithin(url.hostname, domain);
  if (domain !== '' && !withSubdomains && domain !== url.hostname) return null;
  const { name, value, maxAge, expires, secure = false } = parsed;
  const gone = maxAge !== undefined ? maxAge <= 0 : expires !== undefined && Number(expires) <= Date.now();
  return { name, value, domain: withSubdomains ? domain : url.hostname, withSubdomains, secure, gone };
}

function isFor({ domain, withSubdomains, secure }: Kept, url: URL): boolean {
  if (secure && url.protocol !== 'https:') return false;
  return url.hostname === domain || (withSubdomains && isWithin(url.hostname, domain));
}

function isWithin(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
