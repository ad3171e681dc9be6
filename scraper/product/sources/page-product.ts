// Tells the page's own product from others that its markup describes, and finds the forms it comes in.

import { absoluteUrl } from '../../links/shop-address.ts';
import { plainText } from '../../text/plain-text.ts';
import { lengths } from '../product-facts.ts';
import { type PageIdentity, titleKey, titleLikeness } from './page-identity.ts';
import {
  asList,
  isJsonObject,
  type JsonObject,
  objectsOf,
  type SchemaNodes,
  typesOf,
} from './schema-nodes.ts';

const productTypes = new Set([
  'product',
  'individualproduct',
  'productmodel',
  'productgroup',
  'someproducts',
  'productcollection',
  'vehicle',
  'car',
  'offering',
]);

/** Things that are sold where they have an offer. */
const offeredTypes = new Set([
  'book',
  'movie',
  'musicalbum',
  'musicrelease',
  'videogame',
  'softwareapplication',
  'drug',
]);

/** An aggregate of this many offers without a number or brand of its own is a category's, marked up for its stars. */
const manyOffers = 5;

const mostForms = 250;

export interface PageProduct {
  node: JsonObject;
  /** Its variants: `hasVariant`, or products of the same name beside it. */
  forms: JsonObject[];
}

/** Null when nothing is a product, or several are and none of them is this page's. */
export function choosePageProduct(schema: SchemaNodes, identity: PageIdentity): PageProduct | null {
  const candidates = schema.nodes.map((node) => asProduct(node, schema)).filter((node) => node !== null);
  const rated = candidates.map((node) => ({ node, rating: rate(node, schema, identity) }));
  const best = rated.reduce<(typeof rated)[number] | null>(
    (leader, one) => (leader === null || one.rating > leader.rating ? one : leader),
    null,
  );
  if (best === null) return null;
  if (best.rating >= 2) return withForms(best.node, candidates, schema);
  if (identity.isHome) return null;
  const [first] = candidates;
  if (candidates.length === 1 || candidates.every((node) => nameKey(node) === nameKey(best.node))) {
    // A lone product with the address of another page is advertised here, not sold.
    return first === undefined || isElsewhere(first, identity) ? null : withForms(first, candidates, schema);
  }
  const offered = candidates.filter(hasOffers);
  const [only] = offered;
  if (offered.length !== 1 || only === undefined || isElsewhere(only, identity)) return null;
  return withForms(only, candidates, schema);
}

/** How many products of different names are described. */
export function countProducts(schema: SchemaNodes): number {
  const products = schema.nodes.map((node) => asProduct(node, schema)).filter((node) => node !== null);
  return new Set(products.map(nameKey)).size;
}

/** An offer that names what it offers is that product's. */
function asProduct(node: JsonObject, schema: SchemaNodes): JsonObject | null {
  const types = typesOf(node);
  if (types.some((type) => productTypes.has(type))) return isCategory(node, schema) ? null : node;
  if (types.some((type) => offeredTypes.has(type)) && hasOffers(node)) return node;
  if (!types.includes('offer') && !types.includes('aggregateoffer')) return null;
  const [item] = objectsOf(node.itemOffered, schema, 1);
  return item === undefined ? null : { ...item, offers: node };
}

function isCategory(node: JsonObject, schema: SchemaNodes): boolean {
  const own = [
    'sku',
    'mpn',
    'productID',
    'gtin',
    'gtin13',
    'gtin12',
    'gtin8',
    'gtin14',
    'brand',
    'model',
    'hasVariant',
  ];
  if (own.some((key) => node[key] !== undefined)) return false;
  return objectsOf(node.offers, schema, 1).some((offer) => Number(asList(offer.offerCount)[0]) >= manyOffers);
}

function rate(node: JsonObject, schema: SchemaNodes, identity: PageIdentity): number {
  const hasPageUrl = addressesOf(node, identity.baseUrl).some((url) => identity.urls.includes(url));
  const heading = schema.holdsHeading?.(node) ? 4 : 0;
  const likeness = titleLikeness(nameOf(node), identity);
  const rating = Math.max(hasPageUrl ? 4 : 0, heading) + likeness;
  // Enough to choose between two that are otherwise alike, never enough to be chosen for.
  return rating + (hasOffers(node) ? 0.5 : 0) + (typesOf(node).includes('productgroup') ? 0.25 : 0);
}

function hasOffers(node: JsonObject): boolean {
  return node.offers !== undefined || node.hasVariant !== undefined || node.offerDetails !== undefined;
}

function isElsewhere(node: JsonObject, identity: PageIdentity): boolean {
  const addresses = addressesOf(node, identity.baseUrl).map(pathOf);
  return addresses.length > 0 && !identity.urls.map(pathOf).some((path) => addresses.includes(path));
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? url;
}

function addressesOf(node: JsonObject, baseUrl: string): string[] {
  const ids = asList(node['@id']).filter((id) => typeof id === 'string' && !id.startsWith('#'));
  return [...asList(node.url).slice(0, 5), ...ids]
    .map((url) => absoluteUrl(url, baseUrl))
    .filter((url) => url !== null);
}

function nameOf(node: JsonObject): string | null {
  return plainText(asList(node.name)[0], lengths.title);
}

function nameKey(node: JsonObject): string {
  return titleKey(nameOf(node) ?? '');
}

/** A group's variants are named by it, or name it; without a group, products of one name are forms of one product. */
function withForms(node: JsonObject, candidates: JsonObject[], schema: SchemaNodes): PageProduct {
  const [group] = objectsOf(node.isVariantOf, schema, 1);
  const whole = group === undefined ? node : { ...group, ...node };
  const named = objectsOf(whole.hasVariant, schema, mostForms);
  if (named.length > 0) return { node: whole, forms: named };
  const id = (group ?? node)['@id'];
  const members = candidates.filter((candidate) =>
    asList(candidate.isVariantOf).some(
      (parent) => isJsonObject(parent) && id !== undefined && parent['@id'] === id,
    ),
  );
  if (members.length > 0) return { node: whole, forms: members.slice(0, mostForms) };
  const key = nameKey(node);
  const same = key === '' ? [] : candidates.filter((other) => nameKey(other) === key);
  return { node: whole, forms: same.length > 1 ? same.slice(0, mostForms) : [] };
}
