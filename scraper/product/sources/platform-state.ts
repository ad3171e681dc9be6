// What shop systems tell their scripts about the page's product without its name: it is the page's because it is there.
import { parseCurrency, parsePrice } from '../../text/price-text.ts';
import { lengths, mostVariants, noFacts, type ProductFacts } from '../product-facts.ts';
import type { ScrapedVariant } from '../scraped-product.ts';
import { parseGtin } from './gtin.ts';
import { readMagentoConfiguration } from './magento-configuration.ts';
import { nameValues, textAt } from './named-values.ts';
import { isJsonObject } from './schema-nodes.ts';
import { distinctVariants } from './schema-variants.ts';
import type { ScriptValue } from './script-values.ts';
import { readVariant } from './state-variants.ts';

/** Null when no system's data is recognised by its form. */
export function readPlatformState(data: readonly ScriptValue[], baseUrl: string): ProductFacts | null {
  for (const { value, label } of data) {
    const facts =
      readShopifyMeta(value, baseUrl) ??
      readWooCommerceVariations(value, label, baseUrl) ??
      readMagentoConfiguration(value) ??
      readBigCommerce(value);
    if (facts !== null) return facts;
  }
  return null;
}

/** Shopify's `var meta = {"product": {id, gid, vendor, variants: [{price: 2999, …}]}, page: {pageType: 'product'}}`. */
function readShopifyMeta(value: unknown, baseUrl: string): ProductFacts | null {
  if (!isJsonObject(value) || !isJsonObject(value.product) || !Array.isArray(value.product.variants))
    return null;
  const product = nameValues(value.product);
  if (!/^gid:\/\/shopify/.test(String(product.get('gid') ?? ''))) return null;
  const forms = value.product.variants.slice(0, mostVariants).filter(isJsonObject);
  const variants = forms.map((form) => readVariant(nameValues(form), [], { baseUrl, inCents: true }));
  return {
    ...noFacts,
    brand: textAt(product, ['vendor'], lengths.brand),
    price: variants[0]?.price ?? null,
    sku: variants.length === 1 ? (variants[0]?.sku ?? null) : textAt(product, ['id'], lengths.sku),
    variants: distinctVariants(variants),
  };
}

/** WooCommerce's `data-product_variations`. */
function readWooCommerceVariations(value: unknown, label: string, baseUrl: string): ProductFacts | null {
  if (label !== 'data-product_variations' || !Array.isArray(value)) return null;
  const forms = value.slice(0, mostVariants).filter(isJsonObject).map(nameValues);
  const variants = forms.map((form) => readVariant(form, [], { baseUrl, inCents: false }));
  const cheapest = variants
    .filter(({ price }) => price !== null)
    .reduce<ScrapedVariant | null>(
      (best, variant) => (best === null || Number(variant.price) < Number(best.price) ? variant : best),
      null,
    );
  return {
    ...noFacts,
    price: cheapest?.price ?? null,
    regularPrice: cheapest?.regularPrice ?? null,
    availability:
      variants.length === 0
        ? null
        : variants.some(({ availability }) => availability === 'in_stock')
          ? 'in_stock'
          : 'out_of_stock',
    photoUrls: [...new Set(variants.map(({ photoUrl }) => photoUrl).filter((url) => url !== null))],
    variants: distinctVariants(variants),
  };
}

/** BigCommerce's `var BCData = {"product_attributes": {sku, upc, mpn, gtin, instock, price: {with_tax: {value, currency}}}}`. */
function readBigCommerce(value: unknown): ProductFacts | null {
  if (!isJsonObject(value) || !isJsonObject(value.product_attributes)) return null;
  const attributes = nameValues(value.product_attributes);
  const price = attributes.get('price');
  if (!isJsonObject(price)) return null;
  const [now] = [
    price.sale_price_with_tax,
    price.with_tax,
    price.sale_price_without_tax,
    price.without_tax,
  ].filter(isJsonObject);
  const [before] = [
    price.non_sale_price_with_tax,
    price.rrp_with_tax,
    price.non_sale_price_without_tax,
  ].filter(isJsonObject);
  const amount = parsePrice(now?.value);
  const formerAmount = parsePrice(before?.value);
  const inStock = attributes.get('instock');
  return {
    ...noFacts,
    price: amount,
    regularPrice: amount !== null && formerAmount !== null && formerAmount > amount ? formerAmount : null,
    currency: parseCurrency(now?.currency),
    availability: typeof inStock === 'boolean' ? (inStock ? 'in_stock' : 'out_of_stock') : null,
    sku: textAt(attributes, ['sku'], lengths.sku),
    gtin: parseGtin(attributes.get('gtin')) ?? parseGtin(attributes.get('upc')),
    mpn: textAt(attributes, ['mpn'], lengths.sku),
  };
}
