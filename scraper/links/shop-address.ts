// Addresses within one shop: made absolute, brought into one form per page, and told apart from other sites.
import { withoutSession, withoutUselessParameters } from './address-parameters.ts';

/** Longer ones are traps or carry session state; no shop needs them. */
const longestUrl = 2000;

/**
 * An absolute http(s) address without fragment, credentials or tracking parameters; null when it can't be one.
 * The order and escaping of its parameters stay: photo servers sign them.
 */
export function absoluteUrl(address: unknown, base: string): string | null {
  const url = parseAddress(address, base);
  if (url === null) return null;
  setSearch(url, withoutUselessParameters(url.search));
  return url.href.length > longestUrl ? null : url.href;
}

/**
 * The one form of a page's address, so that a page met under several spellings is read once: as `absoluteUrl`,
 * and without session ids, empty or doubled parameters, trailing dots of the host and doubled slashes, with one
 * spelling of escapes and with the parameters in order. Bringing it into form again changes nothing.
 */
export function pageAddress(address: unknown, base: string): string | null {
  return readPageAddress(address, base)?.url.href ?? null;
}

export interface PageAddress {
  /** In the form of `pageAddress`. */
  url: URL;
  /** The address before its parameters were put in order, where that changed something: robots.txt is about it too. */
  writtenAs: string | null;
}

export function readPageAddress(address: unknown, base: string): PageAddress | null {
  const url = parseAddress(address, base);
  if (url === null) return null;
  if (url.hostname.endsWith('.')) {
    const hostname = url.hostname.replace(/\.+$/, '');
    if (hostname === '') return null;
    url.hostname = hostname;
  }
  // A shop read over https answers there too; its old templates still write http.
  if (url.protocol === 'http:' && base.startsWith('https:') && url.host === URL.parse(base)?.host) {
    url.protocol = 'https:';
  }
  const path = withoutSession(oneSpelling(url.pathname)).replace(/\/{2,}/g, '/');
  const search = withoutUselessParameters(withoutSession(oneSpelling(url.search)));
  const ordered = inOrder(search);
  // Only at the root: elsewhere a server may know the file but not its folder.
  setPath(url, ordered === '' && /^\/index\.(html?|php)$/i.test(path) ? '/' : path);
  setSearch(url, search);
  const writtenAs = ordered === search ? null : url.href;
  setSearch(url, ordered);
  return url.href.length > longestUrl ? null : { url, writtenAs };
}

/** True when both are the same host and port, `www.` aside; the scheme may differ. */
export function isSameSite(url: string | URL, base: string): boolean {
  const site = typeof url === 'string' ? siteOf(url) : siteName(url);
  if (base !== lastBase.url) lastBase = { url: base, site: siteOf(base) };
  return site !== null && site === lastBase.site;
}

/** Every link of a page is compared with the same shop. */
let lastBase: { url: string; site: string | null } = { url: '', site: null };

// Each assignment to a URL's part parses it anew; most links need none.
function setPath(url: URL, path: string): void {
  if (url.pathname !== path) url.pathname = path;
}

function setSearch(url: URL, search: string): void {
  if (url.search !== search || url.href.endsWith('?')) url.search = search;
}

function parseAddress(address: unknown, base: string): URL | null {
  if (typeof address !== 'string') return null;
  const trimmed = address.trim();
  if (trimmed === '' || trimmed.length > longestUrl) return null;
  const url = URL.parse(trimmed, base);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  if (url.hostname === '' || url.username !== '' || url.password !== '') return null;
  if (url.href.includes('#')) url.hash = '';
  return url;
}

function siteOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed === null ? null : siteName(parsed);
}

function siteName({ host }: URL): string {
  return host.replace(/^www\./, '').replace(/\.+(?=:|$)/, '');
}

/** Escapes that need not be are undone (RFC 3986 §6.2.2), the others get capitals; a lone `%` becomes one. */
function oneSpelling(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9a-f]{2})?/gi, (escaped, hex: string | undefined) => {
    if (hex === undefined) return '%25';
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(character) ? character : escaped.toUpperCase();
  });
}

function inOrder(search: string): string {
  if (!search.includes('&')) return search;
  // By code unit, not by locale: the same everywhere.
  return `?${[...new Set(search.slice(1).split('&'))].sort().join('&')}`;
}
