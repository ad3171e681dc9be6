// Price, currency and stock out of schema.org offers in all their nestings.

import { absoluteUrl } from '../../links/shop-address.ts';
import { parseCurrency, parsePrice } from '../../text/price-text.ts';
import { parseAvailability } from '../../text/stock-text.ts';
import type { Availability } from '../scraped-product.ts';
import {
  asList,
  isJsonObject,
  type JsonObject,
  objectsOf,
  type SchemaNodes,
  typesOf,
} from './schema-nodes.ts';

export interface OfferFacts {
  price: number | null;
  regularPrice: number | null;
  currency: string | null;
  availability: Availability | null;
  sku: unknown;
  /** Absolute. */
  url: string | null;
  name: unknown;
  node: JsonObject;
}

/** Enough for every variant of anything; a bound on what a hostile page can cost. */
const mostOffers = 500;
const deepest = 4;

/** Every offer in `value`, aggregates before what they hold. */
export function readOffers(value: unknown, schema: SchemaNodes, baseUrl: string): OfferFacts[] {
  return flattenOffers(value, schema, 0)
    .slice(0, mostOffers)
    .map((offer) => readOffer(offer, schema, baseUrl));
}

/**
 * One offer for the page: price and currency of the offer with the page's own address, else of the first with a
 * price; in stock when any is.
 */
export function summarizeOffers(
  offers: OfferFacts[],
  pageUrls: readonly string[],
): Omit<OfferFacts, 'node' | 'name'> | null {
  if (offers.length === 0) return null;
  const priced = offers.filter((offer) => offer.price !== null);
  const addresses = new Set(priced.map((offer) => offer.url));
  // When every offer has the page's address it tells none apart.
  const own =
    addresses.size > 1
      ? priced.find((offer) => offer.url !== null && pageUrls.includes(offer.url))
      : undefined;
  const chosen = own ?? priced[0] ?? offers[0];
  return {
    price: chosen?.price ?? null,
    regularPrice: chosen?.regularPrice ?? null,
    currency: chosen?.currency ?? offers.find((offer) => offer.currency !== null)?.currency ?? null,
    availability: anyInStock(offers.map((offer) => offer.availability)),
    sku: chosen?.sku,
    url: chosen?.url ?? null,
  };
}

/** A product can be had when any of its forms can. */
export function anyInStock(all: readonly (Availability | null)[]): Availability | null {
  const known = all.filter((availability) => availability !== null);
  return known.find((availability) => availability === 'in_stock') ?? known[0] ?? null;
}

function flattenOffers(value: unknown, schema: SchemaNodes, depth: number): JsonObject[] {
  if (depth > deepest) return [];
  return objectsOf(value, schema, mostOffers).flatMap((offer) => [
    offer,
    ...flattenOffers(offer.offers, schema, depth + 1),
  ]);
}

function readOffer(offer: JsonObject, schema: SchemaNodes, baseUrl: string): OfferFacts {
  const specifications = objectsOf(offer.priceSpecification, schema, mostOffers);
  const specification = mainSpecification(specifications);
  const price =
    firstPrice(offer.price) ??
    firstPrice(specification?.price) ??
    firstPrice(offer.lowPrice) ??
    firstPrice(specification?.minPrice) ??
    firstPrice(offer.highPrice);
  return {
    price,
    regularPrice: listPrice(specifications, price),
    currency:
      parseCurrency(asList(offer.priceCurrency)[0]) ??
      parseCurrency(specification?.priceCurrency) ??
      // `€ 12,50` as a price: some shops write the currency there.
      signIn(asList(offer.price)[0]),
    availability: readAvailability(offer.availability),
    sku: offer.sku ?? offer.identifier,
    url: absoluteUrl(asList(offer.url)[0], baseUrl),
    name: offer.name,
    node: offer,
  };
}

/** Nothing is sold for 0: shops write it for products that can't be had or whose price they don't tell. */
function firstPrice(value: unknown): number | null {
  for (const item of asList(value).slice(0, 5)) {
    const price = parsePrice(isJsonObject(item) ? (item.price ?? item.value) : item);
    if (price !== null && price > 0) return price;
  }
  return null;
}

function signIn(price: unknown): string | null {
  const sign = typeof price === 'string' ? /[^\d\s.,'’-]{1,3}/u.exec(price.slice(0, 60))?.[0] : undefined;
  return parseCurrency(sign);
}

/** Not a crossed-out price, not members' price, and not a price per litre, when there is another. */
function mainSpecification(all: JsonObject[]): JsonObject | undefined {
  const now = all.filter((item) => !isListPrice(item));
  return (
    now.find((item) => item.referenceQuantity === undefined && item.validForMemberTier === undefined) ??
    now[0]
  );
}

function listPrice(all: JsonObject[], price: number | null): number | null {
  const listed = all.filter(isListPrice).map((item) => firstPrice(item.price));
  return listed.find((candidate) => candidate !== null && price !== null && candidate > price) ?? null;
}

function isListPrice(specification: JsonObject): boolean {
  return [...asList(specification.priceType), ...asList(specification.name)].some(
    (type) => typeof type === 'string' && /list|strikethrough|srp|msrp|regular/i.test(type),
  );
}

function readAvailability(value: unknown): Availability | null {
  for (const item of asList(value).slice(0, 10)) {
    const words = isJsonObject(item) ? [item['@id'], item.url, item.name, ...typesOf(item)] : [item];
    const availability = words.map(parseAvailability).find((found) => found !== null);
    if (availability) return availability;
  }
  return null;
}
