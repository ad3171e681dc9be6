// The forms a product comes in, from the data of a page's scripts.

import { absoluteUrl } from '../../links/shop-address.ts';
import { plainText } from '../../text/plain-text.ts';
import { lengths, mostVariants } from '../product-facts.ts';
import type { ScrapedVariant } from '../scraped-product.ts';
import { parseGtin } from './gtin.ts';
import { type NamedValues, nameValues, objectsAt, textAt, wordList } from './named-values.ts';
import { isJsonObject } from './schema-nodes.ts';
import { distinctVariants } from './schema-variants.ts';
import { readStateImages } from './state-images.ts';
import { readStatePrice } from './state-price.ts';
import { readStateStock } from './state-stock.ts';

const formLists = wordList(`
  variants variations skus productvariants children childproducts combinations simpleproducts
  productskus
`);
const optionNames = wordList(`
  size color colour material style flavor length width
`);
export const gtinNames = wordList(`
  gtin gtin13 gtin12 gtin14 gtin8 ean ean13 eancode upc upccode barcode isbn
`);

export interface VariantReading {
  baseUrl: string;
  inCents: boolean;
}

/** Empty for a product of one form. */
export function readStateVariants(product: NamedValues, reading: VariantReading): ScrapedVariant[] {
  const names = optionTitles(product);
  const forms = objectsAt(product, formLists, mostVariants);
  return distinctVariants(forms.map((form) => readVariant(nameValues(form), names, reading)));
}

export function readVariant(
  values: NamedValues,
  optionTitlesInOrder: string[],
  reading: VariantReading,
): ScrapedVariant {
  const { price, regularPrice } = readStatePrice(values, reading.inCents);
  return {
    name: textAt(values, ['name', 'title', 'publictitle', 'variantname', 'displayname'], lengths.title),
    options: readOptions(values, optionTitlesInOrder),
    sku: textAt(
      values,
      ['sku', 'itemnumber', 'articlenumber', 'reference', 'skuid', 'variantid', 'id'],
      lengths.sku,
    ),
    gtin: gtinNames.map((name) => parseGtin(values.get(name))).find((gtin) => gtin !== null) ?? null,
    price,
    regularPrice,
    availability: readStateStock(values),
    photoUrl: readStateImages(values, reading.baseUrl)[0] ?? null,
    url: absoluteUrl(values.get('url') ?? values.get('link'), reading.baseUrl),
  };
}

/** Shopify lists what `option1`, `option2` mean beside the variants. */
function optionTitles(product: NamedValues): string[] {
  const options = product.get('options');
  if (!Array.isArray(options)) return [];
  return options
    .slice(0, 10)
    .map((option) => plainText(isJsonObject(option) ? option.name : option, lengths.optionName) ?? '');
}

function readOptions(values: NamedValues, titles: string[]): Record<string, string> {
  const pairs: [string, unknown][] = titles.map((title, index) => [title, values.get(`option${index + 1}`)]);
  if (pairs.every(([, value]) => value === undefined))
    pairs.push(...listedOptions(values.get('selectedoptions')));
  if (pairs.every(([, value]) => value === undefined))
    pairs.push(...optionNames.map((name): [string, unknown] => [name, values.get(name)]));
  // Last, since attributes may be a list of everything known, the washing included.
  if (pairs.every(([, value]) => value === undefined))
    pairs.push(...listedOptions(values.get('attributes') ?? values.get('options')));
  const options: Record<string, string> = {};
  for (const [key, value] of pairs) {
    // WooCommerce writes `attribute_pa_colour`.
    const name = plainText(key.replace(/^attribute_(pa_)?/, ''), lengths.optionName);
    const text = plainText(
      isJsonObject(value) ? (value.name ?? value.label ?? value.value) : value,
      lengths.optionName,
    );
    if (name !== null && name !== '__proto__' && text !== null) options[name] = text;
  }
  return options;
}

/** `[{name: 'Size', value: 'M'}]` or `{Size: 'M'}`. */
function listedOptions(listed: unknown): [string, unknown][] {
  if (isJsonObject(listed)) return Object.entries(listed).slice(0, 10);
  if (!Array.isArray(listed)) return [];
  return listed
    .slice(0, 10)
    .filter(isJsonObject)
    .map((item) => [String(item.name ?? item.label ?? ''), item.value]);
}
