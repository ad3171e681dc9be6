// The category path from a page's breadcrumbs, without the home page and the product itself.

import { absoluteUrl } from '../../links/shop-address.ts';
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';
import { plainText } from '../../text/plain-text.ts';
import { lengths } from '../product-facts.ts';
import { elementText } from './element-text.ts';
import { type PageIdentity, titleKey } from './page-identity.ts';
import {
  asList,
  isJsonObject,
  type JsonObject,
  objectsOf,
  type SchemaNodes,
  typesOf,
} from './schema-nodes.ts';

const mostCrumbs = 30;
/** Wrappers and parts of one trail call themselves breadcrumbs too. */
const mostTrails = 12;

/** For crumbs without an address of their own. */
const homeWords =
  /^(home|home ?page|main( page)?|start(seite)?|shop|hem|hjem|forside|forsiden|etusivu|accueil|inicio|inici|início|página inicial|strona główna|domů|domov|úvod|főoldal|kezdőlap|acasă|naslovnica|naslovna|početna|domača stran|domov|avaleht|sākums|sākumlapa|pagrindinis|titulinis|главная|головна|начало|αρχική|anasayfa|ana sayfa|ホーム|首页|首頁|トップ|홈|trang chủ|beranda|דף הבית|עמוד הבית|الرئيسية|หน้าแรก)$/iu;

interface Crumb {
  name: string;
  url: string | null;
  position: number;
}

/** Of several lists the longest path; empty when there is none. */
export function readSchemaBreadcrumbs(schema: SchemaNodes, identity: PageIdentity): string[] {
  const lists = schema.nodes
    .filter((node) => typesOf(node).includes('breadcrumblist'))
    .slice(0, mostCrumbs)
    .map((list) => readCrumbs(objectsOf(list.itemListElement, schema, mostCrumbs), schema, identity));
  // data-vocabulary.org has crumbs without a list around them.
  const loose = schema.nodes.filter((node) => typesOf(node).includes('breadcrumb')).slice(0, mostCrumbs);
  const paths = [...lists, readCrumbs(loose, schema, identity)].map((crumbs) =>
    withoutEnds(crumbs, identity),
  );
  return paths.reduce((longest, path) => (path.length > longest.length ? path : longest), []);
}

/** The links of the first element that calls itself breadcrumbs. */
export function readVisibleBreadcrumbs(page: ParsedPage, identity: PageIdentity): string[] {
  let looked = 0;
  for (const element of page.elements) {
    if (!isTrail(element)) continue;
    looked += 1;
    if (looked > mostTrails) break;
    const crumbs = page
      .$(element)
      .find('a')
      .toArray()
      .slice(0, mostCrumbs)
      .map((link, position) => ({
        name: plainText(elementText(link, lengths.categoryName), lengths.categoryName) ?? '',
        url: absoluteUrl(link.attribs.href, identity.baseUrl),
        position,
      }))
      .filter(({ name }) => /[\p{L}\p{N}]/u.test(name));
    // More are a menu that only has the name of one.
    if (crumbs.length > 0 && crumbs.length <= 12) return withoutEnds(crumbs, identity);
  }
  return [];
}

const neverTrails = new Set(['a', 'body', 'html', 'script', 'link', 'style', 'svg', 'img']);

function isTrail({ name, attribs }: PageElement): boolean {
  if (neverTrails.has(name)) return false;
  return (
    namesTrail(attribs.class) ||
    namesTrail(attribs.id) ||
    namesTrail(attribs['aria-label']) ||
    namesTrail(attribs['data-testid'])
  );
}

function namesTrail(value: string | undefined): boolean {
  if (value === undefined || value.length > 300 || !/crumb/i.test(value)) return false;
  return /bread-?_?crumb|(^|[\s_-])crumbs?([\s_-]|$)/i.test(value);
}

function readCrumbs(elements: JsonObject[], schema: SchemaNodes, identity: PageIdentity): Crumb[] {
  return elements
    .map((element, index) => readCrumb(element, index, schema, identity.baseUrl))
    .filter((crumb) => crumb !== null)
    .sort((one, other) => one.position - other.position);
}

function readCrumb(element: JsonObject, index: number, schema: SchemaNodes, base: string): Crumb | null {
  const item = schema.resolve(asList(element.item)[0]);
  const details: JsonObject = isJsonObject(item) ? item : { '@id': item };
  const name = plainText(asList(element.name ?? details.name ?? element.title)[0], lengths.categoryName);
  if (name === null) return null;
  const url = [details['@id'], details.url, element.url].map((address) =>
    absoluteUrl(asList(address)[0], base),
  );
  return {
    name,
    url: url.find((address) => address !== null) ?? null,
    position: parsePosition(element.position) ?? index,
  };
}

function parsePosition(value: unknown): number | null {
  const [first] = asList(value);
  const position = typeof first === 'string' ? Number.parseFloat(first) : first;
  return typeof position === 'number' && Number.isFinite(position) ? position : null;
}

function withoutEnds(crumbs: Crumb[], identity: PageIdentity): string[] {
  const [first] = crumbs;
  const withoutHome = first !== undefined && isHome(first, identity) ? crumbs.slice(1) : crumbs;
  const last = withoutHome.at(-1);
  const isPage =
    last !== undefined &&
    ((last.url !== null && identity.urls.includes(last.url)) || isTitle(last.name, identity));
  return (isPage ? withoutHome.slice(0, -1) : withoutHome).map((crumb) => crumb.name);
}

function isHome(crumb: Crumb, identity: PageIdentity): boolean {
  if (homeWords.test(crumb.name)) return true;
  const home = URL.parse('/', identity.baseUrl);
  return crumb.url !== null && home !== null && URL.parse(crumb.url)?.pathname === '/';
}

function isTitle(name: string, { titleKeys }: PageIdentity): boolean {
  const key = titleKey(name);
  return titleKeys.some((title) => title === key || (key.length > 10 && title.startsWith(key)));
}
