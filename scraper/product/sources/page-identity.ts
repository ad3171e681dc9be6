// What a page calls itself: how its own product is told from others that it lists.

import { absoluteUrl, isSameSite } from '../../links/shop-address.ts';
import type { ParsedPage } from '../../page/parsed-page.ts';
import { plainText } from '../../text/plain-text.ts';
import { lengths } from '../product-facts.ts';
import { elementText } from './element-text.ts';
import type { PageMeta } from './meta-product.ts';

export interface PageIdentity {
  /** Absolute: the canonical address and the page's own. */
  urls: readonly [canonical: string, own: string];
  /** What relative addresses are relative to. */
  baseUrl: string;
  /** The page's h1; null when it has none. */
  heading: string | null;
  /** h1s, og:title and <title>, most telling first. */
  titles: readonly string[];
  /** The same, ready to be compared. */
  titleKeys: readonly string[];
  /** og:site_name. */
  siteName: string | null;
  isHome: boolean;
}

/** A page with more headings of the first order than this uses them for everything. */
const mostHeadings = 5;

export function identifyPage(page: ParsedPage, meta: PageMeta): PageIdentity {
  const headings = page
    .byTag('h1')
    .slice(0, mostHeadings)
    .map((heading) => plainText(elementText(heading, lengths.title), lengths.title));
  const others = [meta.first('og:title'), meta.first('twitter:title'), titleElement(page)].map((title) =>
    plainText(title, lengths.title),
  );
  const heading = chooseHeading(headings, others, page.url);
  const titles = [heading, ...others, ...headings].filter((title) => title !== null);
  return {
    urls: [canonicalUrl(page), page.url],
    baseUrl: page.baseUrl,
    heading,
    titles: [...new Set(titles)],
    titleKeys: [...new Set(titles.map(titleKey))].filter((key) => key !== ''),
    siteName: plainText(meta.first('og:site_name', 'application-name'), lengths.brand),
    isHome: isHomeAddress(page.url),
  };
}

/**
 * Of several h1s (the shop's name and menus are h1s here and there) the one that the document's titles name whole,
 * else the one that shares the most of its words with them and the page's address.
 */
function chooseHeading(headings: (string | null)[], others: (string | null)[], url: string): string | null {
  const known = headings.filter((heading) => heading !== null);
  if (known.length < 2) return known[0] ?? null;
  const keys = others.filter((title) => title !== null).map(titleKey);
  const isNamed = (heading: string) => {
    const key = titleKey(heading);
    return key !== '' && keys.some((title) => title.includes(key) || (title !== '' && key.includes(title)));
  };
  const named = known.find(isNamed);
  if (named !== undefined) return named;
  const words = new Set(others.concat(decodedPath(url)).flatMap((text) => wordsOf(text ?? '')));
  const shared = (heading: string) => {
    const own = wordsOf(heading);
    return own.filter((word) => words.has(word)).length / Math.max(1, own.length);
  };
  return known.reduce((best, heading) => (shared(heading) > shared(best) ? heading : best));
}

/** Without accents: addresses are written without them. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
}

function decodedPath(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    // Escapes of another charset than UTF-8.
    return pathname;
  }
}

/** Letters and digits only, in one case: `Tap "Gold"` and `tap – gold` are the same name. */
export function titleKey(title: string): string {
  return title
    .slice(0, lengths.title)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
}

/** Shorter names turn up in anything. */
const shortestTelling = 5;

/**
 * How surely `name` is what this page is about: 3 the same as one of its titles, 2 at least half of one or the
 * other way round, 1 at least a third (a title may end in the shop's name and slogan), 0 not.
 */
export function titleLikeness(name: string | null, identity: PageIdentity): 0 | 1 | 2 | 3 {
  const key = name === null ? '' : titleKey(name);
  if (key === '') return 0;
  let best: 0 | 1 | 2 | 3 = 0;
  for (const title of identity.titleKeys) {
    if (title === key) return 3;
    const [short, long] = title.length < key.length ? [title, key] : [key, title];
    if (short.length < shortestTelling || short.length * 3 < long.length || !long.includes(short)) continue;
    if (short.length * 2 >= long.length) best = 2;
    else if (best === 0) best = 1;
  }
  return best;
}

/** A title outside the page's head is a drawing's. */
function titleElement(page: ParsedPage): string | null {
  const element = page
    .byTag('title')
    .find(({ parent }) => !(parent && 'name' in parent && parent.name === 'svg'));
  return element === undefined ? null : elementText(element, lengths.title);
}

/** `link rel=canonical` when it stays on the shop; a canonical home page on another page is a mistake shops make. */
function canonicalUrl(page: ParsedPage): string {
  const link = page.byTag('link').find(({ attribs }) => /\bcanonical\b/i.test(attribs.rel ?? ''));
  const canonical = absoluteUrl(link?.attribs.href, page.url);
  if (canonical === null || !isSameSite(canonical, page.url)) return page.url;
  if (isHomeAddress(canonical) && !isHomeAddress(page.url)) return page.url;
  return isFolderOf(canonical, page.url) ? page.url : canonical;
}

/** `/taps` for `/taps/aurora`: all of a list's products would become one. `/item/4711` for `/item/4711/aurora` is meant. */
function isFolderOf(canonical: string, own: string): boolean {
  const [outer, inner] = [new URL(canonical), new URL(own)];
  const folder = outer.pathname.replace(/\/$/, '');
  return (
    inner.pathname.startsWith(`${folder}/`) &&
    outer.search === '' &&
    !/\d[^/]*$/.test(folder) &&
    folder !== inner.pathname.replace(/\/$/, '')
  );
}

/** The front page, perhaps of one language: `/`, `/index.html`, `/de/`, `/en-gb`. */
function isHomeAddress(url: string): boolean {
  const { pathname, search } = new URL(url);
  return search === '' && /^\/(index\.\w{1,5}|[a-z]{2}([-_][a-z]{2})?\/?)?$/i.test(pathname);
}
