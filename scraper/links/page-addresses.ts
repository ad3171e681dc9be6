// Every address on a page that a shopper could go to, as written: links, next pages, what "load more" buttons fetch.
import type { PageElement, ParsedPage } from '../page/parsed-page.ts';

/** Where themes keep the address of a list's next page when a script fetches it. */
const nextPageAttributes = [
  'data-next-url',
  'data-next-page-url',
  'data-nexturl',
  'data-next-page',
  'data-load-more-url',
];
/** The same under a common name, told by the element's class. */
const loadMoreClass = /load-?_?more|show-?_?more|infinite|next-?page|pagination|view-?more/i;

/** In page order; the same address may come more than once. */
export function* readAddresses(page: ParsedPage): Generator<string> {
  const otherLanguages = new Set(
    page
      .byTag('link')
      .filter((link) => isInOtherLanguage(link, page))
      .map(({ attribs }) => attribs.href ?? ''),
  );
  for (const element of page.elements) {
    const address = readAddress(element);
    if (address === null || isInOtherLanguage(element, page)) continue;
    if (otherLanguages.has(address) || isSwitch(address, page)) continue;
    yield address;
  }
}

function readAddress({ name, attribs }: PageElement): string | null {
  if ((name === 'a' || name === 'area') && attribs.href !== undefined) return attribs.href;
  if (name === 'link') return /(^|\s)next(\s|$)/i.test(attribs.rel ?? '') ? (attribs.href ?? null) : null;
  for (const attribute of nextPageAttributes) {
    const address = attribs[attribute];
    if (address !== undefined && /[/?]/.test(address)) return address;
  }
  const address = attribs['data-url'] ?? attribs['data-href'];
  if (address === undefined || !/[/?]/.test(address)) return null;
  return loadMoreClass.test(attribs.class ?? '') ? address : null;
}

/** `hreflang` says so; without one, or with the page's own language, it is one of its pages. */
function isInOtherLanguage({ attribs }: PageElement, page: ParsedPage): boolean {
  const { hreflang } = attribs;
  if (hreflang === undefined || hreflang === '' || hreflang === 'x-default') return false;
  const own = page.byTag('html')[0]?.attribs.lang ?? '';
  return own !== '' && primary(hreflang) !== primary(own);
}

function primary(language: string): string {
  return language.trim().split(/[-_]/)[0]?.toLowerCase() ?? '';
}

const switchParameter =
  /^(currency|cur|curr|lang|language|locale|hl|country|set_?country|id_currency|id_lang|sl|shipto)$/i;

/** The page itself in another currency or language. */
function isSwitch(address: string, page: ParsedPage): boolean {
  if (!address.includes('?')) return false;
  const [url, own] = [URL.parse(address, page.baseUrl), URL.parse(page.url)];
  if (url === null || own === null || url.pathname !== own.pathname) return false;
  return [...url.searchParams].some(
    ([name, value]) => switchParameter.test(name) && own.searchParams.get(name) !== value,
  );
}
