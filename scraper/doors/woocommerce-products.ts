// Reads one page of WooCommerce's Store API, /wp-json/wc/store/v1/products.

import { absoluteUrl, pageAddress } from '../links/shop-address.ts';
import { lengths, mostPhotos, mostVariants, noFacts, type ProductFacts } from '../product/product-facts.ts';
import type { Availability, ScrapedVariant } from '../product/scraped-product.ts';
import { asList, isJsonObject, type JsonObject } from '../product/sources/schema-nodes.ts';
import { makeRating } from '../product/sources/schema-rating.ts';
import { plainText } from '../text/plain-text.ts';
import { parseCurrency } from '../text/price-text.ts';

/** What the Store API gives at most in one page. */
export const wooPageSize = 100;

const brandAttribute = /^(pa_)?(brand|marke|marque|marca|merk|märke|hersteller|manufacturer)$/i;

/** @returns null when `answer` is no such page; products without an address are left out */
export function readWooProducts(answer: unknown, door: { url: string }): ProductFacts[] | null {
  if (!Array.isArray(answer)) return null;
  return answer
    .slice(0, wooPageSize)
    .filter(isJsonObject)
    .filter((product) => product.type !== 'variation')
    .map((product) => readProduct(product, door.url))
    .filter((facts) => facts.url !== null);
}

function readProduct(product: JsonObject, doorUrl: string): ProductFacts {
  const prices = isJsonObject(product.prices) ? product.prices : {};
  // A variable product's price is its cheapest variation's, as its page shows it.
  const price = fromMinorUnits(prices.price, prices);
  const regular = fromMinorUnits(prices.regular_price, prices);
  const attributes = asList(product.attributes).filter(isJsonObject);
  return {
    ...noFacts,
    url: pageAddress(product.permalink, doorUrl),
    title: plainText(product.name, lengths.title),
    brand: readBrand(product, attributes),
    description:
      plainText(product.description, lengths.description) ??
      plainText(product.short_description, lengths.description),
    price,
    regularPrice: price !== null && regular !== null && regular > price ? regular : null,
    currency: price === null ? null : parseCurrency(prices.currency_code),
    availability: readStock(product),
    sku: plainText(product.sku, lengths.sku),
    category: readCategory(product),
    photoUrls: asList(product.images)
      .filter(isJsonObject)
      .map((image) => absoluteUrl(image.src, doorUrl))
      .filter((photo) => photo !== null)
      .slice(0, mostPhotos),
    rating: makeRating(product.average_rating, 5, product.review_count),
    variants: readVariations(product, attributes),
  };
}

/** `"1999"` with two minor units is 19.99; an empty string is no price. */
function fromMinorUnits(value: unknown, prices: JsonObject): number | null {
  const { currency_minor_unit: units = 2 } = prices;
  const digits = typeof value === 'number' ? String(value) : value;
  if (typeof digits !== 'string' || !/^\d{1,15}$/.test(digits)) return null;
  if (typeof units !== 'number' || !Number.isInteger(units) || units < 0 || units > 6) return null;
  return Number(digits) / 10 ** units;
}

function readStock(product: JsonObject): Availability | null {
  if (product.is_in_stock === false) return 'out_of_stock';
  if (product.is_on_backorder === true) return 'preorder';
  return product.is_in_stock === true ? 'in_stock' : null;
}

/** WooCommerce 9.6 has brands; before, shops used an attribute. */
function readBrand(product: JsonObject, attributes: JsonObject[]): string | null {
  const own = asList(product.brands).find(isJsonObject);
  const attribute = attributes.find(({ name, taxonomy }) =>
    [name, taxonomy].some((text) => typeof text === 'string' && brandAttribute.test(text.trim())),
  );
  const term = asList(attribute?.terms).find(isJsonObject);
  return plainText(own?.name, lengths.brand) ?? plainText(term?.name, lengths.brand);
}

/** The categories come without an order; their links show which stands within which. The deepest counts. */
function readCategory(product: JsonObject): string[] {
  const categories = asList(product.categories)
    .slice(0, 50)
    .filter(isJsonObject)
    .map(({ name, link }) => ({
      name: plainText(name, lengths.categoryName),
      link: typeof link === 'string' ? link.slice(0, 500) : '',
    }))
    .sort((one, other) => one.link.length - other.link.length);
  const deepest = categories.reduce<string>(
    (best, { link }) => (depthOf(link) > depthOf(best) ? link : best),
    categories[0]?.link ?? '',
  );
  return categories
    .filter(({ link }) => deepest.startsWith(link))
    .map(({ name }) => name)
    .filter(
      (name) =>
        name !== null && !/^(uncategori[sz]ed|unkategorisiert|non classé|sin categorizar)$/i.test(name),
    )
    .filter((name) => name !== null);
}

function depthOf(link: string): number {
  return link.split('/').length;
}

/** The list names each variation's options only; prices and stock of each would take a request apiece. */
function readVariations(product: JsonObject, attributes: JsonObject[]): ScrapedVariant[] {
  const words = new Map<unknown, unknown>();
  for (const { terms } of attributes) {
    for (const term of asList(terms).slice(0, 500)) if (isJsonObject(term)) words.set(term.slug, term.name);
  }
  const variations = asList(product.variations).filter(isJsonObject).slice(0, mostVariants);
  if (variations.length < 2) return [];
  return variations.map((variation) => {
    const options = asList(variation.attributes)
      .filter(isJsonObject)
      .flatMap(({ name, value }) => {
        const pair = [
          plainText(name, lengths.optionName),
          plainText(words.get(value) ?? value, lengths.optionName),
        ];
        return pair.includes(null) ? [] : [pair];
      });
    return {
      name: plainText(options.map(([, value]) => value).join(' / '), lengths.title),
      options: Object.fromEntries(options),
      sku: null,
      gtin: null,
      price: null,
      regularPrice: null,
      availability: null,
      photoUrl: null,
      url: null,
    };
  });
}
