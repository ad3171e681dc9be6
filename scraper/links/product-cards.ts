// Which links of a page lead to products, by what stands beside them: a picture and a price, markup, a list in JSON-LD.
import type { PageElement, ParsedPage } from '../page/parsed-page.ts';
import { readJsonLd } from '../product/sources/json-ld.ts';
import { asList, isJsonObject, typesOf } from '../product/sources/schema-nodes.ts';

/** Longer texts are prose, whose amounts are no price tags. */
const longestPriceText = 60;

const money =
  /(?:[$€£¥₹₽₩₺₴₫฿]|\b(?:EUR|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|HUF|RON|BRL|AUD|CAD|AED|Rs\.?|kr\.?|R\$))\s?\d|\d\s?(?:[$€£¥₹₽₩₺₴₫฿円元]|(?:EUR|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|HUF|RON|kr\.?|zł|Kč|Ft|lei|лв|руб|грн)(?![\p{L}\d]))/u;

const addToCart = /add[-_ ]?to[-_ ]?(cart|bag|basket)|in[-_]den[-_]warenkorb|buy-?now|\/cart\/add/i;

/** Title, picture and perhaps the brand lead away from a card; more is a menu or the whole list. */
const mostLinksOfCard = 3;
const mostListed = 5000;

/** What an element holds, itself and below. */
interface Contents {
  /** A list, since there are at most four. */
  links: string[];
  /** The page that the picture's own link leads to. */
  pictured: string | null;
  hasPicture: boolean;
  hasPrice: boolean;
  hasCard: boolean;
}

/**
 * @param resolve a link's page as the crawl knows it; null for what is no page of the shop
 * @returns addresses as `resolve` gives them
 */
export function findProductLinks(page: ParsedPage, resolve: (address: string) => string | null): Set<string> {
  return new Set([
    ...linksOfCards(page, resolve),
    ...linksOfMarkup(page, resolve),
    ...linksOfItemLists(page, resolve),
  ]);
}

/** A card is the smallest element with a picture, a price or a way to buy, and a link; few links in all. */
function linksOfCards({ elements }: ParsedPage, resolve: (address: string) => string | null): string[] {
  const contents = new Map<unknown, Contents>();
  const found: string[] = [];
  // Backwards, children come before the element that holds them.
  for (const element of elements.toReversed()) {
    const below = contents.get(element);
    const own = look(element, below, resolve);
    // Most elements hold nothing of interest; nothing is kept for them.
    if (own === undefined) continue;
    if (below !== undefined) contents.delete(element);
    if (!own.hasCard && own.hasPicture && own.hasPrice && own.links.length > 0) {
      own.hasCard = true;
      const product = own.links.length > mostLinksOfCard ? null : (own.pictured ?? own.links.at(-1));
      if (product) found.push(product);
    }
    if (element.parent === null) continue;
    const beside = contents.get(element.parent);
    if (beside === undefined) contents.set(element.parent, own);
    else include(beside, own);
  }
  return found;
}

/** @returns `below` with what the element itself adds */
function look(
  element: PageElement,
  below: Contents | undefined,
  resolve: (address: string) => string | null,
): Contents | undefined {
  const { name, attribs } = element;
  if (name === 'script' || name === 'style' || name === 'noscript') return below;
  const url = name === 'a' && attribs.href !== undefined ? resolve(attribs.href) : null;
  const hasPicture = isPicture(element);
  const hasPrice = showsPrice(element) || isWayToBuy(element);
  if (url === null && !hasPicture && !hasPrice) return below;
  const own = below ?? { links: [], pictured: null, hasPicture: false, hasPrice: false, hasCard: false };
  own.hasPicture ||= hasPicture;
  own.hasPrice ||= hasPrice;
  if (url === null) return own;
  addLink(own, url);
  if (own.hasPicture) own.pictured = url;
  return own;
}

function isPicture({ name, attribs }: PageElement): boolean {
  if (name === 'img' || name === 'picture') return true;
  return attribs.style !== undefined && /background-image/i.test(attribs.style);
}

function addLink({ links }: Contents, url: string): void {
  if (links.length <= mostLinksOfCard && !links.includes(url)) links.push(url);
}

function showsPrice({ children }: PageElement): boolean {
  return children.some(
    (child) => 'data' in child && child.type === 'text' && isPriceText(String(child.data)),
  );
}

function isPriceText(text: string): boolean {
  if (text.length > 4 * longestPriceText || !/\d/.test(text)) return false;
  return text.trim().length <= longestPriceText && money.test(text);
}

function isWayToBuy({ name, attribs }: PageElement): boolean {
  if (name === 'form') return addToCart.test(attribs.action ?? '');
  if (name !== 'a' && name !== 'button' && name !== 'input') return false;
  return addToCart.test(
    `${attribs.class ?? ''} ${attribs.href ?? ''} ${attribs.name ?? ''} ${attribs.id ?? ''}`,
  );
}

function include(parent: Contents, child: Contents): void {
  for (const url of child.links) addLink(parent, url);
  // Read backwards, the last to come is the first on the page.
  parent.pictured = child.pictured ?? parent.pictured;
  parent.hasPicture ||= child.hasPicture;
  parent.hasPrice ||= child.hasPrice;
  parent.hasCard ||= child.hasCard;
}

/** `itemprop=url` in an `itemtype` of schema.org/Product. */
function linksOfMarkup({ elements }: ParsedPage, resolve: (address: string) => string | null): string[] {
  return elements
    .filter(({ attribs: { itemprop } }) => itemprop !== undefined && /(^|\s)url(\s|$)/i.test(itemprop))
    .filter((element) => /schema\.org\/(Individual)?Product(Group)?$/i.test(scopeOf(element)))
    .map(({ attribs }) => resolve(attribs.href ?? attribs.content ?? ''))
    .filter((url) => url !== null);
}

function scopeOf(element: PageElement): string {
  let scope: PageElement['parent'] = element.parent;
  for (let level = 0; level < 20 && scope !== null; level += 1) {
    if ('attribs' in scope && scope.attribs.itemscope !== undefined)
      return scope.attribs.itemtype?.trim() ?? '';
    scope = scope.parent;
  }
  return '';
}

/** An ItemList names the list's products; lists of articles say so by their items' type. */
function linksOfItemLists(page: ParsedPage, resolve: (address: string) => string | null): string[] {
  const hasList = page
    .byTag('script')
    .some(
      (script) => /ld\+json/i.test(script.attribs.type ?? '') && page.$(script).text().includes('ItemList'),
    );
  if (!hasList) return [];
  return readJsonLd(page)
    .nodes.filter((node) => typesOf(node).includes('itemlist'))
    .flatMap((list) => asList(list.itemListElement).slice(0, mostListed))
    .filter(isJsonObject)
    .filter(({ item }) => !isJsonObject(item) || typesOf(item).every((type) => /product|listitem/.test(type)))
    .flatMap((element) => {
      const { item } = element;
      const address = element.url ?? (isJsonObject(item) ? (item.url ?? item['@id']) : item);
      return typeof address === 'string' ? [resolve(address)] : [];
    })
    .filter((url) => url !== null);
}
