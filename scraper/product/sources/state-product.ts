// Finds the page's product in the data of its scripts by its shape: a name that the page bears, with a price or a number.

import { absoluteUrl } from '../../links/shop-address.ts';
import { lengths, type ProductFacts } from '../product-facts.ts';
import { isIdInAddress } from './id-in-address.ts';
import { type NamedValues, nameValues, textAt } from './named-values.ts';
import { type PageIdentity, titleLikeness } from './page-identity.ts';
import { isJsonObject, type JsonObject } from './schema-nodes.ts';
import type { ScriptValue } from './script-values.ts';
import { fillFacts, readStateFields, titleNames } from './state-fields.ts';
import { readStateCurrency, readStatePrice } from './state-price.ts';

/** What these hold are other pages' products. */
const elsewhere =
  /related|recommend|similar|upsell|cross-?sell|recently|viewed|accessor|alternativ|suggest|alsobought|also_|wishlist|\bcart\b|basket|minicart|menu|navigation|facets|bestsell/i;

/** Bounds on what a hostile page can cost; the largest state seen has 60,000 objects. */
const mostObjects = 100_000;
const deepest = 40;
const mostMatches = 40;

interface Match {
  values: NamedValues;
  score: number;
  /** Of the objects around it, for products that have none of their own. */
  currency: string | null;
}

/** Null when nothing in the data is a product with this page's name. */
export function readStateProduct(data: readonly ScriptValue[], identity: PageIdentity): ProductFacts | null {
  const matches = findMatches(data, identity).sort((one, other) => other.score - one.score);
  const [best] = matches;
  if (best === undefined) return null;
  const facts = readStateFields(best.values, best.currency, identity.baseUrl);
  // The same product told twice: once for the page, once for its analytics. What the best leaves open the next may know.
  for (const other of matches.slice(1, 6))
    fillFacts(facts, readStateFields(other.values, other.currency, identity.baseUrl));
  return facts;
}

function findMatches(data: readonly ScriptValue[], identity: PageIdentity): Match[] {
  const matches: Match[] = [];
  let objects = 0;
  const visit = (value: unknown, depth: number, currency: string | null): void => {
    if (depth > deepest || objects >= mostObjects || matches.length >= mostMatches) return;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object') visit(item, depth + 1, currency);
      return;
    }
    if (!isJsonObject(value)) return;
    // Its prices are in cents; platform-state.ts reads it.
    if (isShopifyMeta(value)) return;
    objects += 1;
    const local = currencyIn(value) ?? currency;
    const match = matchProduct(value, identity, local);
    if (match !== null) matches.push(match);
    for (const key of Object.keys(value)) {
      const inner = value[key];
      if (typeof inner === 'object' && inner !== null && !elsewhere.test(key)) visit(inner, depth + 1, local);
    }
  };
  for (const { value } of data) visit(value, 0, null);
  return matches;
}

function isShopifyMeta(value: JsonObject): boolean {
  return (
    typeof value.gid === 'string' && value.gid.startsWith('gid://shopify/') && Array.isArray(value.variants)
  );
}

function currencyIn(object: JsonObject): string | null {
  return 'currency' in object || 'currencyCode' in object || 'currency_code' in object
    ? readStateCurrency(nameValues(object))
    : null;
}

/** The name is looked at first: it is cheap, and rarely there. */
function matchProduct(object: JsonObject, identity: PageIdentity, currency: string | null): Match | null {
  const keys = Object.keys(object);
  if (keys.length < 2 || !keys.some((key) => /name|title/i.test(key))) return null;
  const values = nameValues(object);
  const name = textAt(values, titleNames, lengths.title);
  const likeness = titleLikeness(name, identity);
  if (likeness === 0) return null;
  const { price } = readStatePrice(values, false);
  const isAddressed = hasPageAddress(values, identity);
  const described = [
    'sku',
    'gtin',
    'ean',
    'brand',
    'vendor',
    'variants',
    'images',
    'image',
    'productid',
    'manufacturer',
    'availability',
  ].filter((key) => values.has(key)).length;
  // A category or a page has a name too, and an article an image.
  if (price === null && described < 3 && !values.has('variants')) return null;
  // A part of the title only is the name of something else unless the address agrees.
  if (likeness < 2 && !isAddressed) return null;
  const score = likeness + (price === null ? 0 : 2) + (isAddressed ? 2 : 0) + Math.min(described, 5) / 2;
  return { values, score, currency };
}

/** An address, a slug or a long number that stands in the page's own address too. */
function hasPageAddress(values: NamedValues, identity: PageIdentity): boolean {
  const paths = identity.urls.map((url) => URL.parse(url)?.pathname ?? '');
  for (const key of ['url', 'link', 'producturl', 'canonicalurl', 'permalink', 'href', 'seourl']) {
    const path = URL.parse(absoluteUrl(values.get(key), identity.baseUrl) ?? '')?.pathname;
    if (path !== undefined && path !== '/' && paths.includes(path)) return true;
  }
  const slugs = paths.flatMap((path) => path.replace(/\.\w{1,5}$/, '').split('/'));
  if (['handle', 'slug', 'urlkey'].some((key) => slugs.includes(String(values.get(key) ?? '-')))) return true;
  return ['id', 'productid', 'sku', 'itemid'].some((key) => isIdInAddress(values.get(key), identity));
}
