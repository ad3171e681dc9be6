// Reads the page's product from its JSON-LD.

import { plainText } from '../plain-text.ts';
import { lengths, noFacts, type ProductFacts } from '../product-facts.ts';
import { absoluteUrl } from '../shop-address.ts';
import { asList, isJsonObject, type JsonLd, type JsonObject, typesOf } from './json-ld.ts';
import { type OfferFacts, readOffers } from './json-ld-offer.ts';

const productTypes = new Set([
  'product',
  'individualproduct',
  'productmodel',
  'productgroup',
  'someproducts',
  'vehicle',
  'car',
]);

/** Enough for every photo of anything; a bound on what a hostile page can cost. */
const mostItems = 200;

/** How to tell the page's product from others that it lists. */
export interface PageIdentity {
  /** Absolute: the page's own and its canonical address. */
  urls: string[];
  /** og:title, h1 and the like. */
  titles: string[];
}

/** Null when the JSON-LD has no product, or several and none of them is this page's. */
export function readJsonLdProduct(jsonLd: JsonLd, identity: PageIdentity): ProductFacts | null {
  const base = identity.urls[0] ?? '';
  const candidates = jsonLd.nodes.filter(isProduct);
  const node = choosePageProduct(candidates, identity, base);
  if (node === null) return null;
  const variants = readVariants(node, jsonLd);
  const offer = readOfferWithVariants(node, variants, jsonLd);
  const all = [node, ...variants];
  return {
    ...noFacts,
    sku: firstText(
      [node.sku, offer.sku, ...variants.map((variant) => variant.sku), node.productID, node.mpn],
      lengths.sku,
    ),
    title: plainText(node.name, lengths.title),
    brand: readName(node.brand, jsonLd) ?? readName(node.manufacturer, jsonLd),
    description: firstText(
      [node.description, ...variants.map((variant) => variant.description)],
      lengths.description,
    ),
    price: offer.price,
    currency: offer.currency,
    availability: offer.availability,
    category: readCategory(node.category, jsonLd),
    photoUrls: all.flatMap((product) => readImages(product.image, jsonLd, base)),
  };
}

function isProduct(node: JsonObject): boolean {
  return typesOf(node).some((type) => productTypes.has(type));
}

/** One product is the page's; of several, the one with the page's address or title, or failing that the only one with offers. */
function choosePageProduct(
  candidates: JsonObject[],
  identity: PageIdentity,
  base: string,
): JsonObject | null {
  if (candidates.length <= 1) return candidates[0] ?? null;
  const hasPageUrl = (node: JsonObject) =>
    [node.url, node['@id']].some((url) => identity.urls.includes(absoluteUrl(url, base) ?? ''));
  const titles = identity.titles.map((title) => title.toLowerCase());
  const hasPageTitle = (node: JsonObject) => {
    const name = plainText(node.name, lengths.title)?.toLowerCase();
    return name !== undefined && titles.includes(name);
  };
  const hasOffers = (node: JsonObject) => node.offers !== undefined || node.hasVariant !== undefined;
  const own = candidates.filter((node) => hasPageUrl(node) || hasPageTitle(node));
  const named = own.find(hasOffers) ?? own[0];
  if (named !== undefined) return named;
  const offered = candidates.filter(hasOffers);
  // Two are often one product described by two plug-ins; more are a list of other pages' products.
  return offered.length === 1 || candidates.length === 2 ? (offered[0] ?? candidates[0] ?? null) : null;
}

function readVariants(node: JsonObject, jsonLd: JsonLd): JsonObject[] {
  return asList(node.hasVariant)
    .slice(0, mostItems)
    .map((variant) => jsonLd.resolve(variant))
    .filter(isJsonObject);
}

/** The product's own offers decide; what they leave open, its variants' do. */
function readOfferWithVariants(node: JsonObject, variants: JsonObject[], jsonLd: JsonLd): OfferFacts {
  const own = readOffers(node.offers, jsonLd);
  if (own.price !== null || variants.length === 0) return own;
  const theirs = readOffers(
    variants.flatMap((variant) => asList(variant.offers)),
    jsonLd,
  );
  return { ...theirs, availability: own.availability ?? theirs.availability, sku: own.sku ?? null };
}

function firstText(values: unknown[], maxLength: number): string | null {
  for (const value of values) {
    const text = plainText(asList(value)[0], maxLength);
    if (text !== null) return text;
  }
  return null;
}

function readName(value: unknown, jsonLd: JsonLd): string | null {
  for (const item of asList(value).slice(0, mostItems)) {
    const resolved = jsonLd.resolve(item);
    const name = isJsonObject(resolved) ? asList(resolved.name)[0] : resolved;
    const text = plainText(name, lengths.brand);
    // Some shops put a link to the brand's page here.
    if (text !== null && !/^https?:\/\//i.test(text)) return text;
  }
  return null;
}

/** `A > B > C`, a list of names, or objects with names; bare ids and addresses of taxonomies say nothing. */
function readCategory(value: unknown, jsonLd: JsonLd): string[] {
  return asList(value)
    .slice(0, mostItems)
    .map((item) => jsonLd.resolve(item))
    .map((item) => plainText(isJsonObject(item) ? item.name : item, lengths.description))
    .filter((text) => text !== null)
    .filter((text) => !/^(\d+|https?:\/\/\S+)$/i.test(text))
    .flatMap(splitCategory);
}

/** A path written as one string. */
export function splitCategory(path: string): string[] {
  return path.split(/\s*[>›»]\s*|\s+[/|]\s+/).filter((part) => part !== '');
}

function readImages(value: unknown, jsonLd: JsonLd, base: string): string[] {
  return asList(value)
    .slice(0, mostItems)
    .map((item) => jsonLd.resolve(item))
    .flatMap((item) =>
      isJsonObject(item) ? asList(item.contentUrl ?? item.url ?? item['@id'] ?? item['@list']) : [item],
    )
    .slice(0, mostItems)
    .map((url) => absoluteUrl(url, base))
    .filter((url) => url !== null);
}
