// The category path from a page's BreadcrumbList, without the home page and the product itself.

import { plainText } from '../plain-text.ts';
import { lengths } from '../product-facts.ts';
import { absoluteUrl } from '../shop-address.ts';
import { asList, isJsonObject, type JsonLd, type JsonObject, typesOf } from './json-ld.ts';

const mostCrumbs = 30;

/** For crumbs without an address of their own. */
const homeWords =
  /^(home|home ?page|start(seite)?|hem|hjem|forside|etusivu|accueil|inicio|início|strona główna|domů|főoldal|главная|ホーム|首页|トップ)$/iu;

interface Crumb {
  name: string;
  url: string | null;
  position: number;
}

/** Of several lists the longest path; empty when there is none. */
export function readBreadcrumbs(jsonLd: JsonLd, page: { urls: string[]; title: string | null }): string[] {
  const paths = jsonLd.nodes
    .filter((node) => typesOf(node).includes('breadcrumblist'))
    .slice(0, mostCrumbs)
    .map((list) => withoutEnds(readCrumbs(list, jsonLd, page.urls[0] ?? ''), page));
  return paths.reduce((longest, path) => (path.length > longest.length ? path : longest), []);
}

function readCrumbs(list: JsonObject, jsonLd: JsonLd, base: string): Crumb[] {
  return asList(list.itemListElement)
    .slice(0, mostCrumbs)
    .filter(isJsonObject)
    .map((element, index) => readCrumb(element, index, jsonLd, base))
    .filter((crumb) => crumb !== null)
    .sort((one, other) => one.position - other.position);
}

function readCrumb(element: JsonObject, index: number, jsonLd: JsonLd, base: string): Crumb | null {
  const item = jsonLd.resolve(element.item);
  const details: JsonObject = isJsonObject(item) ? item : { '@id': item };
  const name = plainText(element.name ?? details.name, lengths.categoryName);
  if (name === null) return null;
  const position = parsePosition(element.position);
  return {
    name,
    url: absoluteUrl(details['@id'] ?? details.url, base),
    position: position ?? index,
  };
}

function parsePosition(value: unknown): number | null {
  const position = typeof value === 'string' ? Number.parseFloat(value) : value;
  return typeof position === 'number' && Number.isFinite(position) ? position : null;
}

function withoutEnds(crumbs: Crumb[], page: { urls: string[]; title: string | null }): string[] {
  const [first] = crumbs;
  const withoutHome = first !== undefined && isHome(first) ? crumbs.slice(1) : crumbs;
  const last = withoutHome.at(-1);
  const isPage =
    last !== undefined &&
    ((last.url !== null && page.urls.includes(last.url)) || isTitle(last.name, page.title));
  return (isPage ? withoutHome.slice(0, -1) : withoutHome).map((crumb) => crumb.name);
}

function isHome(crumb: Crumb): boolean {
  if (homeWords.test(crumb.name)) return true;
  return crumb.url !== null && URL.parse(crumb.url)?.pathname === '/';
}

function isTitle(name: string, title: string | null): boolean {
  if (title === null) return false;
  const [one, other] = [name.toLowerCase(), title.toLowerCase()];
  return one === other || (one.length > 10 && other.startsWith(one));
}
