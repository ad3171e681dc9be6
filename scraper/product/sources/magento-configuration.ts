// Reads what Magento tells its scripts about a product that comes in several forms.
import { parsePrice } from '../../text/price-text.ts';
import { lengths, mostVariants, noFacts, type ProductFacts } from '../product-facts.ts';
import type { ScrapedVariant } from '../scraped-product.ts';
import { nameValues, textAt } from './named-values.ts';
import { isJsonObject, type JsonObject } from './schema-nodes.ts';
import { distinctVariants } from './schema-variants.ts';

const deepestConfiguration = 8;

/** `spConfig`/`jsonConfig`: `{attributes: {…}, optionPrices: {id: {finalPrice: {amount}}}, index: {…}}`, wherever it is nested. */
export function readMagentoConfiguration(value: unknown, depth = 0): ProductFacts | null {
  if (!isJsonObject(value) || depth > deepestConfiguration) return null;
  if (isJsonObject(value.optionPrices) && isJsonObject(value.attributes)) return magentoFacts(value);
  for (const key of [
    'spConfig',
    'jsonConfig',
    '[data-role=swatch-options]',
    '#product_addtocart_form',
    'configurable',
    'Magento_Swatches/js/swatch-renderer',
    'Magento_ConfigurableProduct/js/configurable-customer-data',
  ]) {
    const facts = readMagentoConfiguration(value[key], depth + 1);
    if (facts !== null) return facts;
  }
  return null;
}

function magentoFacts(configuration: JsonObject): ProductFacts {
  const labels = magentoLabels(configuration.attributes);
  const skus = isJsonObject(configuration.sku) ? configuration.sku : {};
  const prices = Object.entries(configuration.optionPrices as JsonObject).slice(0, mostVariants);
  const variants = prices.map(([id, price]): ScrapedVariant => {
    const named = isJsonObject(price) ? price : {};
    const now = magentoAmount(named.finalPrice);
    const before = magentoAmount(named.oldPrice);
    return {
      name: null,
      options: labels.get(id) ?? {},
      sku: textAt(new Map([['sku', skus[id]]]), ['sku'], lengths.sku) ?? id.slice(0, lengths.sku),
      gtin: null,
      price: now,
      regularPrice: before !== null && now !== null && before > now ? before : null,
      availability: null,
      photoUrl: null,
      url: null,
    };
  });
  const whole = isJsonObject(configuration.prices) ? configuration.prices : {};
  const now = magentoAmount(whole.finalPrice);
  const before = magentoAmount(whole.oldPrice);
  return {
    ...noFacts,
    price: now,
    regularPrice: before !== null && now !== null && before > now ? before : null,
    sku: textAt(nameValues(configuration), ['productid'], lengths.sku),
    variants: distinctVariants(variants),
  };
}

function magentoAmount(value: unknown): number | null {
  const amount = isJsonObject(value) ? parsePrice(value.amount) : null;
  return amount !== null && amount > 0 ? amount : null;
}

/** The options of each form: `{93: {label: 'Colour', options: [{label: 'Gold', products: ['4711']}]}}`. */
function magentoLabels(attributes: unknown): Map<string, Record<string, string>> {
  const labels = new Map<string, Record<string, string>>();
  for (const attribute of Object.values(isJsonObject(attributes) ? attributes : {}).slice(0, 10)) {
    if (!isJsonObject(attribute) || !Array.isArray(attribute.options)) continue;
    const title = textAt(nameValues(attribute), ['label', 'code'], lengths.optionName);
    for (const option of attribute.options.slice(0, mostVariants).filter(isJsonObject)) {
      const label = textAt(nameValues(option), ['label'], lengths.optionName);
      if (title === null || label === null || title === '__proto__' || !Array.isArray(option.products))
        continue;
      for (const id of option.products.slice(0, mostVariants)) {
        const known = labels.get(String(id)) ?? {};
        known[title] = label;
        labels.set(String(id), known);
      }
    }
  }
  return labels;
}
