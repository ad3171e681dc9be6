// Gathers the items that attributes scattered over a page describe: microdata and RDFa differ only in their names.
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';
import { lengths } from '../product-facts.ts';
import { elementText } from './element-text.ts';
import { largestImage } from './image-address.ts';
import { type JsonObject, mostNodes, type SchemaNodes, wrapperKeys } from './schema-nodes.ts';

export interface ItemSyntax {
  /** False for elements that the syntax says nothing about: nearly all of a page's. */
  concerns(element: PageElement): boolean;
  /** The types of the item that starts at this element, null when none does. */
  typesOf(element: PageElement): string[] | null;
  /** Names of the properties of which this element is the value. */
  propertiesOf(element: PageElement): string[];
  idOf(element: PageElement): string | undefined;
  /** Ids of elements elsewhere that hold more of an item's properties (`itemref`). */
  referencesOf(element: PageElement): string[];
}

/** Properties whose value is an address; of others an `href` is only where the text leads. */
const addressProperties =
  /^(url|image|photo|logo|item|sameas|availability|itemcondition|contenturl|thumbnailurl|mainentityofpage|additionaltype)$/i;

/** Never throws. Items that are no property of another, or its main one, are the nodes. */
export function readScopedItems(page: ParsedPage, syntax: ItemSyntax): SchemaNodes {
  const items = new Map<PageElement, JsonObject>();
  const owners = new Map<string, PageElement[]>();
  const concerned = page.elements.filter(syntax.concerns);
  for (const element of concerned) {
    const types = syntax.typesOf(element);
    if (types === null || items.size >= mostNodes) continue;
    const id = syntax.idOf(element);
    items.set(element, { '@type': types, ...(id === undefined ? {} : { '@id': id }) });
    for (const reference of syntax.referencesOf(element)) {
      owners.set(reference, [...(owners.get(reference) ?? []).slice(0, 20), element]);
    }
  }
  const owned = new Set<PageElement>();
  if (items.size > 0) {
    for (const element of concerned) {
      const names = syntax.propertiesOf(element);
      if (names.length === 0) continue;
      const holders = holdersOf(element, items, owners);
      for (const holder of holders) addValue(holder, element, names);
      if (holders.length > 0 && !names.some((name) => wrapperKeys.has(name))) owned.add(element);
    }
  }

  function addValue(holder: JsonObject, element: PageElement, names: string[]): void {
    for (const name of names) {
      const value = items.get(element) ?? valueAt(element, name);
      if (value === holder || name === '__proto__' || name.startsWith('@')) continue;
      const known = Object.hasOwn(holder, name) ? holder[name] : undefined;
      if (Array.isArray(known)) known.push(value);
      else holder[name] = known === undefined ? value : [known, value];
    }
  }

  const roots = [...items].filter(([element]) => !owned.has(element)).map(([, item]) => item);
  const around = surroundingItems(page, items);
  return { nodes: roots, resolve: (value) => value, holdsHeading: (node) => around.has(node) };
}

/** The item around an element, and those that refer to something around it. */
function holdersOf(
  element: PageElement,
  items: Map<PageElement, JsonObject>,
  owners: Map<string, PageElement[]>,
): JsonObject[] {
  const holders: JsonObject[] = [];
  const addOwners = (id: string | undefined) => {
    for (const owner of (id === undefined ? undefined : owners.get(id)) ?? []) {
      const item = items.get(owner);
      if (item !== undefined && owner !== element) holders.push(item);
    }
  };
  if (owners.size > 0) addOwners(element.attribs.id);
  for (let ancestor = element.parent; ancestor !== null; ancestor = ancestor.parent) {
    if (!('attribs' in ancestor)) break;
    const item = items.get(ancestor);
    if (item !== undefined) return [...holders, item];
    if (owners.size > 0) addOwners(ancestor.attribs.id);
  }
  return holders;
}

function valueAt(element: PageElement, name: string): unknown {
  const { content, value, datetime, src, href } = element.attribs;
  if (content !== undefined && content.trim() !== '') return content;
  if (element.name === 'meta') return '';
  if (/^(img|source|video|embed|iframe|amp-img)$/.test(element.name))
    return largestImage(element) ?? src ?? '';
  if (addressProperties.test(name)) {
    const address = href ?? element.attribs.resource ?? src;
    if (address !== undefined) return address;
    const image = /^(image|photo)$/i.test(name) ? firstImage(element) : null;
    if (image !== null) return image;
  }
  if (element.name === 'data' || element.name === 'meter' || element.name === 'input') return value ?? '';
  if (element.name === 'time' && datetime !== undefined) return datetime;
  if (element.name === 'link') return href ?? '';
  const text = elementText(element, lengths.description * 2);
  return text.trim() === '' ? (href ?? '') : text;
}

function firstImage(element: PageElement): string | null {
  for (const child of element.childNodes) {
    if (!('attribs' in child)) continue;
    const image = child.name === 'img' ? largestImage(child) : (child.attribs.href ?? firstImage(child));
    if (image !== null) return image;
  }
  return null;
}

function surroundingItems(page: ParsedPage, items: Map<PageElement, JsonObject>): Set<JsonObject> {
  const around = new Set<JsonObject>();
  for (let element = page.byTag('h1')[0]?.parent ?? null; element !== null; element = element.parent) {
    const item = 'attribs' in element ? items.get(element) : undefined;
    if (item !== undefined) around.add(item);
  }
  return around;
}
