// Price, currency and stock out of schema.org offers in all their nestings.

import { parseAvailability, parseCurrency, parsePrice } from '../price-text.ts';
import type { Availability } from '../scraped-product.ts';
import { asList, isJsonObject, type JsonLd, type JsonObject, typesOf } from './json-ld.ts';

export interface OfferFacts {
  price: number | null;
  currency: string | null;
  availability: Availability | null;
  sku: unknown;
}

/** Enough for every variant of anything; a bound on what a hostile page can cost. */
const mostOffers = 500;
const deepest = 4;

/** The first offer that names a price decides price and currency; the product is in stock when any offer is. */
export function readOffers(value: unknown, jsonLd: JsonLd): OfferFacts {
  const offers = flattenOffers(value, jsonLd, 0)
    .slice(0, mostOffers)
    .map((offer) => readOffer(offer, jsonLd));
  const chosen = offers.find((offer) => offer.price !== null) ?? offers[0];
  const stock = offers.map((offer) => offer.availability).filter((availability) => availability !== null);
  return {
    price: chosen?.price ?? null,
    currency: chosen?.currency ?? offers.find((offer) => offer.currency !== null)?.currency ?? null,
    availability: stock.find((availability) => availability === 'in_stock') ?? stock[0] ?? null,
    sku: chosen?.sku,
  };
}

function flattenOffers(value: unknown, jsonLd: JsonLd, depth: number): JsonObject[] {
  if (depth > deepest) return [];
  return asList(value)
    .slice(0, mostOffers)
    .map((offer) => jsonLd.resolve(offer))
    .filter(isJsonObject)
    .flatMap((offer) => [offer, ...flattenOffers(offer.offers, jsonLd, depth + 1)]);
}

function readOffer(offer: JsonObject, jsonLd: JsonLd): OfferFacts {
  const specification = mainSpecification(offer.priceSpecification, jsonLd);
  return {
    price:
      parsePrice(offer.price) ??
      parsePrice(specification?.price) ??
      parsePrice(offer.lowPrice) ??
      parsePrice(specification?.minPrice) ??
      parsePrice(offer.highPrice),
    currency: parseCurrency(offer.priceCurrency) ?? parseCurrency(specification?.priceCurrency),
    availability: readAvailability(offer.availability),
    sku: offer.sku,
  };
}

/** Not a crossed-out price, and not a price per litre, when there is another. */
function mainSpecification(value: unknown, jsonLd: JsonLd): JsonObject | undefined {
  const all = asList(value)
    .slice(0, mostOffers)
    .map((item) => jsonLd.resolve(item))
    .filter(isJsonObject);
  return (
    all.find((item) => !isListPrice(item) && item.referenceQuantity === undefined) ??
    all.find((item) => !isListPrice(item))
  );
}

function isListPrice(specification: JsonObject): boolean {
  return asList(specification.priceType).some(
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
