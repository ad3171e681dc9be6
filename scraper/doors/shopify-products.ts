// Reads one page of a Shopify shop's /products.json.

import { absoluteUrl, pageAddress } from '../links/shop-address.ts';
import { lengths, mostPhotos, mostVariants, noFacts, type ProductFacts } from '../product/product-facts.ts';
import type { ScrapedVariant } from '../product/scraped-product.ts';
import { splitCategory } from '../product/sources/category-path.ts';
import { parseGtin } from '../product/sources/gtin.ts';
import { asList, isJsonObject, type JsonObject } from '../product/sources/schema-nodes.ts';
import { plainText } from '../text/plain-text.ts';
import { parsePrice } from '../text/price-text.ts';

/** What Shopify gives at most in one page. */
export const shopifyPageSize = 250;

/** What a product without options has for one. */
const noOption = 'Default Title';

/** @returns null when `answer` is no such page; products without an address or with nothing to read are left out */
export function readShopifyProducts(
  answer: unknown,
  door: { url: string; currency: string | null },
): ProductFacts[] | null {
  if (!isJsonObject(answer) || !Array.isArray(answer.products)) return null;
  return answer.products
    .slice(0, shopifyPageSize)
    .filter(isJsonObject)
    .map((product) => readProduct(product, door))
    .filter((facts) => facts.url !== null);
}

function readProduct(product: JsonObject, door: { url: string; currency: string | null }): ProductFacts {
  // Beside the door itself, which may stand in a country's folder.
  const url = pageAddress(productPath(product.handle), door.url);
  const photos = asList(product.images).filter(isJsonObject);
  const optionNames = asList(product.options).map((option) =>
    plainText(isJsonObject(option) ? option.name : option, lengths.optionName),
  );
  const raw = asList(product.variants).filter(isJsonObject).slice(0, mostVariants);
  const variants = raw.map((variant) => readVariant(variant, { url, optionNames, photos }));
  // What the product's page opens with.
  const shown = variants.find(({ availability }) => availability === 'in_stock') ?? variants[0];
  return {
    ...noFacts,
    url,
    title: plainText(product.title, lengths.title),
    brand: plainText(product.vendor, lengths.brand),
    description: plainText(product.body_html, lengths.description),
    price: shown?.price ?? null,
    regularPrice: shown?.regularPrice ?? null,
    currency: shown?.price == null ? null : door.currency,
    availability: shown?.availability ?? null,
    sku: shown?.sku ?? null,
    gtin: variants.length === 1 ? (shown?.gtin ?? null) : null,
    category: splitCategory(plainText(product.product_type, lengths.description) ?? ''),
    photoUrls: photos
      .map((photo) => absoluteUrl(photo.src, door.url))
      .filter((photo) => photo !== null)
      .slice(0, mostPhotos),
    variants: variants.length > 1 ? variants : [],
  };
}

interface VariantContext {
  url: string | null;
  optionNames: (string | null)[];
  photos: JsonObject[];
}

function readVariant(variant: JsonObject, { url, optionNames, photos }: VariantContext): ScrapedVariant {
  const price = parsePrice(variant.price);
  const compared = parsePrice(variant.compare_at_price);
  const values = [variant.option1, variant.option2, variant.option3].map((value) =>
    plainText(value, lengths.optionName),
  );
  const options = values.flatMap((value, index) =>
    value === null || value === noOption ? [] : [[optionNames[index] ?? `Option ${index + 1}`, value]],
  );
  const name = plainText(variant.title, lengths.title);
  const id = typeof variant.id === 'number' && Number.isSafeInteger(variant.id) ? variant.id : null;
  return {
    name: name === noOption ? null : name,
    options: Object.fromEntries(options),
    sku: plainText(variant.sku, lengths.sku),
    // Left out by most shops; there in some apps' and older answers.
    gtin: parseGtin(variant.barcode),
    price,
    // Shops write "0.00" for none, and prices below the present one after an increase.
    regularPrice: price !== null && compared !== null && compared > price ? compared : null,
    availability:
      typeof variant.available === 'boolean' ? (variant.available ? 'in_stock' : 'out_of_stock') : null,
    photoUrl: url === null ? null : photoOf(variant, photos, url),
    url: url === null || id === null ? null : `${url}?variant=${id}`,
  };
}

function photoOf(variant: JsonObject, photos: JsonObject[], url: string): string | null {
  const featured = isJsonObject(variant.featured_image) ? variant.featured_image : null;
  const photo =
    featured ??
    photos.find(({ variant_ids }) => Array.isArray(variant_ids) && variant_ids.includes(variant.id));
  return absoluteUrl(photo?.src, url);
}

/** Handles are words in any script; whatever else one holds must not lead out of its folder. */
function productPath(handle: unknown): string | null {
  if (typeof handle !== 'string' || /^\.*$/.test(handle)) return null;
  return `products/${encodeURIComponent(handle.slice(0, 500).toWellFormed())}`;
}
