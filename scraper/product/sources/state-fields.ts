// Reads the fields of a product out of an object in the data of a page's scripts, whatever its keys are called.
import { plainText } from '../../text/plain-text.ts';
import { lengths, noFacts, type ProductFacts } from '../product-facts.ts';
import { parseGtin } from './gtin.ts';
import { type NamedValues, nameValues, textAt, wordList } from './named-values.ts';
import { isJsonObject } from './schema-nodes.ts';
import { makeRating } from './schema-rating.ts';
import { readStateImages } from './state-images.ts';
import { readStatePrice } from './state-price.ts';
import { readStateStock } from './state-stock.ts';
import { gtinNames, readStateVariants } from './state-variants.ts';

export const titleNames = wordList(`
  name title productname producttitle displayname itemname fullname productdisplayname contentname
`);
const skuNames = wordList(`
  sku productcode reference articlenumber articleno itemnumber itemno productnumber skuid itemid productid
  idproduct pid articleid code id
`);
const brandNames = wordList(`
  brand brandname productbrand itembrand manufacturer manufacturername vendor maker
`);
const mpnNames = ['mpn', 'manufacturerpartnumber', 'mfrpartnumber', 'manufacturernumber'];

/**
 * @param values a product's, by their plain names
 * @param currency of what is around it, for a product that names none
 */
export function readStateFields(values: NamedValues, currency: string | null, baseUrl: string): ProductFacts {
  const inCents = isShopifyJson(values);
  const variants = readStateVariants(values, { baseUrl: baseUrl, inCents });
  const own = readStatePrice(values, inCents);
  const priced = own.price === null ? variants.find(({ price }) => price !== null) : own;
  return {
    ...noFacts,
    title: textAt(values, titleNames, lengths.title),
    brand: withoutCode(textAt(values, brandNames, lengths.brand)),
    description: textAt(
      values,
      ['description', 'longdescription', 'body', 'shortdescription'],
      lengths.description,
    ),
    price: priced?.price ?? null,
    regularPrice: priced?.regularPrice ?? null,
    currency: own.currency ?? currency,
    availability:
      readStateStock(values) ??
      (variants.some(({ availability }) => availability === 'in_stock') ? 'in_stock' : null),
    sku: textAt(values, skuNames, lengths.sku),
    gtin: gtinNames.map((name) => parseGtin(values.get(name))).find((gtin) => gtin !== null) ?? null,
    mpn: textAt(values, mpnNames, lengths.sku),
    category: readCategories(values).filter((name) => !/^(\d+|array|null)$|\.html?$/i.test(name)),
    photoUrls: readStateImages(values, baseUrl),
    rating: readStateRating(values),
    variants,
  };
}

/** Liquid's `product | json` writes cents, also for currencies that have none. */
function isShopifyJson(values: NamedValues): boolean {
  const isLiquid =
    values.has('pricevaries') ||
    values.has('compareatpricevaries') ||
    /^gid:\/\/shopify/.test(String(values.get('gid') ?? ''));
  const price = values.get('price') ?? values.get('pricemin');
  return isLiquid && (price === undefined || Number.isInteger(price));
}

/** GA4's `item_category` to `item_category5`, or one path, or a list of names. */
function readCategories(values: NamedValues): string[] {
  const numbered = ['', '2', '3', '4', '5'].map((number) =>
    plainText(values.get(`itemcategory${number}`), lengths.categoryName),
  );
  const names = numbered.filter((name) => name !== null);
  if (names.length > 0) return names.flatMap(splitPath);
  const path = plainText(values.get('category') ?? values.get('categorypath'), lengths.description);
  return path === null || /^\d+$/.test(path) ? [] : splitPath(path);
}

function splitPath(path: string): string[] {
  return path.split(/ ?[>›»/|] ?/).filter((part) => part !== '');
}

function readStateRating(values: NamedValues) {
  const rating = values.get('aggregaterating') ?? values.get('rating') ?? values.get('reviewsummary');
  const inner = isJsonObject(rating) ? nameValues(rating) : values;
  const value =
    inner.get('ratingvalue') ??
    inner.get('averagerating') ??
    inner.get('average') ??
    (isJsonObject(rating) ? null : rating);
  const count =
    inner.get('ratingcount') ??
    inner.get('reviewcount') ??
    inner.get('numberofreviews') ??
    inner.get('count');
  return count === undefined ? null : makeRating(value, null, count);
}

/** `jj` for Jack & Jones: data for machines has codes where names are expected. */
function withoutCode(brand: string | null): string | null {
  return brand === null || brand.length < 3 || /^\d+$/.test(brand) ? null : brand;
}

/** What `facts` leaves open is taken from `more`; a price only together with its currency. */
export function fillFacts(facts: ProductFacts, more: ProductFacts): void {
  if (facts.price === null) {
    facts.price = more.price;
    facts.regularPrice = more.regularPrice;
    facts.currency = more.currency ?? facts.currency;
  } else if (facts.price === more.price) {
    facts.regularPrice ??= more.regularPrice;
    facts.currency ??= more.currency;
  }
  facts.brand ??= more.brand;
  facts.description ??= more.description;
  facts.availability ??= more.availability;
  facts.sku ??= more.sku;
  facts.gtin ??= more.gtin;
  facts.mpn ??= more.mpn;
  facts.rating ??= more.rating;
  if (facts.category.length === 0) facts.category = more.category;
  if (facts.photoUrls.length < more.photoUrls.length) facts.photoUrls = more.photoUrls;
  if (facts.variants.length < more.variants.length) facts.variants = more.variants;
}
