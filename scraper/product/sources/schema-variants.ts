// The forms a schema.org product comes in, with the price, number and photo of each.

import { absoluteUrl } from '../../links/shop-address.ts';
import { plainText } from '../../text/plain-text.ts';
import { lengths, mostVariants } from '../product-facts.ts';
import type { ScrapedVariant } from '../scraped-product.ts';
import { gtinOf } from './gtin.ts';
import { readImages } from './schema-images.ts';
import { asList, isJsonObject, type JsonObject, objectsOf, type SchemaNodes } from './schema-nodes.ts';
import { type OfferFacts, readOffers, summarizeOffers } from './schema-offer.ts';

const optionKeys = [
  'color',
  'colour',
  'size',
  'material',
  'pattern',
  'flavor',
  'scent',
  'width',
  'height',
  'length',
];

/** Of its own forms, or else of its offers when those have names, numbers or addresses of their own; empty for one. */
export function readVariants(
  node: JsonObject,
  forms: JsonObject[],
  schema: SchemaNodes,
  baseUrl: string,
): ScrapedVariant[] {
  const variants =
    forms.length > 0
      ? forms.map((form) => variantOfForm(form, schema, baseUrl))
      : readOffers(node.offers, schema, baseUrl)
          .filter((offer) => offer.node.offers === undefined)
          .map((offer) => variantOfOffer(offer, node, schema, baseUrl));
  return distinctVariants(variants);
}

/** Those that differ in what tells one from another; a product described twice has no variants. */
export function distinctVariants(variants: ScrapedVariant[]): ScrapedVariant[] {
  const known = new Map<string, ScrapedVariant>();
  for (const variant of variants.slice(0, mostVariants * 4)) {
    const options = Object.entries(variant.options);
    const key =
      variant.sku ?? (options.length > 0 ? JSON.stringify(options) : (variant.url ?? variant.name ?? ''));
    if (key !== '' && !known.has(key)) known.set(key, variant);
  }
  return known.size < 2 ? [] : [...known.values()].slice(0, mostVariants);
}

function variantOfForm(form: JsonObject, schema: SchemaNodes, baseUrl: string): ScrapedVariant {
  const offer = summarizeOffers(readOffers(form.offers, schema, baseUrl), []);
  return {
    name: text(form.name, lengths.title),
    options: readOptions(form, schema),
    sku: text(form.sku, lengths.sku) ?? text(offer?.sku, lengths.sku) ?? text(form.productID, lengths.sku),
    gtin: gtinOf(form),
    price: offer?.price ?? null,
    regularPrice: offer?.regularPrice ?? null,
    availability: offer?.availability ?? null,
    photoUrl: readImages(form.image, schema, baseUrl)[0] ?? null,
    url: absoluteUrl(asList(form.url)[0], baseUrl) ?? offer?.url ?? null,
  };
}

function variantOfOffer(
  offer: OfferFacts,
  product: JsonObject,
  schema: SchemaNodes,
  baseUrl: string,
): ScrapedVariant {
  const name = text(offer.name, lengths.title);
  return {
    name: name === text(product.name, lengths.title) ? null : name,
    options: readOptions(offer.node, schema),
    sku: text(offer.sku, lengths.sku),
    gtin: gtinOf(offer.node),
    price: offer.price,
    regularPrice: offer.regularPrice,
    availability: offer.availability,
    photoUrl: readImages(offer.node.image, schema, baseUrl)[0] ?? null,
    url: offer.url,
  };
}

function readOptions(form: JsonObject, schema: SchemaNodes): Record<string, string> {
  const named = optionKeys.map((key) => [key, text(form[key], lengths.optionName)] as const);
  const added = objectsOf(form.additionalProperty, schema, 20).map(
    (property) =>
      [text(property.name, lengths.optionName) ?? '', text(property.value, lengths.optionName)] as const,
  );
  const options: Record<string, string> = {};
  for (const [name, value] of named.some(([, value]) => value !== null) ? named : added) {
    if (name !== '' && name !== '__proto__' && value !== null) options[name] = value;
  }
  return options;
}

function text(value: unknown, maxLength: number): string | null {
  const [first] = asList(value);
  return plainText(isJsonObject(first) ? (first.name ?? first.value) : first, maxLength);
}
