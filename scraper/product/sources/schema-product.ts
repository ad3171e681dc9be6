// Reads the page's product from what JSON-LD, microdata or RDFa describe.

import { absoluteUrl } from '../../links/shop-address.ts';
import { plainText } from '../../text/plain-text.ts';
import { lengths, noFacts, type ProductFacts } from '../product-facts.ts';
import { splitCategory } from './category-path.ts';
import { gtinOf } from './gtin.ts';
import type { PageIdentity } from './page-identity.ts';
import { choosePageProduct } from './page-product.ts';
import { readImages } from './schema-images.ts';
import { asList, isJsonObject, type JsonObject, type SchemaNodes } from './schema-nodes.ts';
import { anyInStock, type OfferFacts, readOffers, summarizeOffers } from './schema-offer.ts';
import { readRating } from './schema-rating.ts';
import { readVariants } from './schema-variants.ts';

/** Enough for anything that a product has several of; a bound on what a hostile page can cost. */
const mostItems = 200;

/** Null when there is no product, or several and none of them is this page's. */
export function readSchemaProduct(schema: SchemaNodes, identity: PageIdentity): ProductFacts | null {
  const chosen = choosePageProduct(schema, identity);
  if (chosen === null) return null;
  const { node, forms } = chosen;
  const base = identity.baseUrl;
  const offered = readOffers(node.offers ?? node.offerDetails, schema, base);
  // Here and there the price stands on the product itself.
  const own = offered.some(({ price }) => price !== null)
    ? offered
    : [...offered, ...readOffers({ ...node, offers: [] }, schema, base)];
  const all = [node, ...forms];
  const offers = own.some((offer) => offer.price !== null)
    ? own
    : [...own, ...forms.flatMap((form) => readOffers(form.offers, schema, base))];
  const offer = summarizeOffers(offers, identity.urls);
  const formStock = forms.flatMap((form) => readOffers(form.offers, schema, base)).map(stockOf);
  return {
    ...noFacts,
    url: [node.url, offer?.url].map((url) => absoluteUrl(asList(url)[0], base)).find(Boolean) ?? null,
    title: firstText([node.name, forms[0]?.name], lengths.title),
    brand: readBrand(all, schema),
    description: firstText(
      all.map((product) => product.description),
      lengths.description,
    ),
    price: offer?.price ?? null,
    regularPrice: offer?.regularPrice ?? null,
    currency: offer?.currency ?? null,
    availability: anyInStock([offer?.availability ?? null, ...formStock]),
    sku: readSku(node, forms, offer?.sku),
    gtin: [...all, ...offers.map(({ node }) => node)].map(gtinOf).find(Boolean) ?? null,
    mpn: firstText([node.mpn, forms[0]?.mpn, offers.find((one) => one.node.mpn)?.node.mpn], lengths.sku),
    category: readCategory(node.category, schema),
    photoUrls: all.flatMap((product) => readImages(product.image ?? product.photo, schema, base)),
    rating: all.map((product) => readRating(product.aggregateRating, schema)).find(Boolean) ?? null,
    variants: readVariants(node, forms, schema, base),
  };
}

function stockOf(offer: OfferFacts) {
  return offer.availability;
}

/** `productID` may be written as `sku:4711`; one of another kind (`isbn:…`, `mpn:…`) is no sku. */
function readSku(node: JsonObject, forms: JsonObject[], offered: unknown): string | null {
  const id = firstText([node.productID, node.productId, node.identifier], lengths.sku);
  const bareId =
    id === null || /^(isbn|mpn|gtin\d*|ean|upc)\s*:/i.test(id) ? null : id.replace(/^\w{1,20}:\s*/, '');
  // A variant's number is not the product's when the product has one of its own.
  return (
    firstText([node.sku], lengths.sku) ??
    bareId ??
    firstText([node.productGroupID, offered, ...forms.map((form) => form.sku)], lengths.sku)
  );
}

function readBrand(all: JsonObject[], schema: SchemaNodes): string | null {
  for (const key of ['brand', 'manufacturer']) {
    for (const product of all) {
      const name = readName(product[key], schema);
      if (name !== null) return name;
    }
  }
  return null;
}

function firstText(values: unknown[], maxLength: number): string | null {
  for (const value of values) {
    const [first] = asList(value);
    const text = plainText(isJsonObject(first) ? (first.value ?? first.name) : first, maxLength);
    if (text !== null) return text;
  }
  return null;
}

function readName(value: unknown, schema: SchemaNodes): string | null {
  for (const item of asList(value).slice(0, mostItems)) {
    const resolved = schema.resolve(item);
    const name = isJsonObject(resolved) ? asList(resolved.name ?? resolved.legalName)[0] : resolved;
    const text = plainText(name, lengths.brand);
    // Some shops put a link to the brand's page here.
    if (text !== null && !/^https?:\/\//i.test(text)) return text;
  }
  return null;
}

/** `A > B > C`, a list of names, or objects with names; bare ids and addresses of taxonomies say nothing. */
function readCategory(value: unknown, schema: SchemaNodes): string[] {
  return asList(value)
    .slice(0, mostItems)
    .map((item) => schema.resolve(item))
    .map((item) => plainText(isJsonObject(item) ? item.name : item, lengths.description))
    .filter((text) => text !== null)
    .filter((text) => !/^(\d+|https?:\/\/\S+)$/i.test(text))
    .flatMap(splitCategory);
}
