// What the elements around a product's name, and its form, carry for scripts: data-sku, data-price and the like.
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';
import { plainText } from '../../text/plain-text.ts';
import { parseCurrency, parsePrice } from '../../text/price-text.ts';
import { lengths, noFacts, type ProductFacts } from '../product-facts.ts';
import { parseGtin } from './gtin.ts';
import { type PageIdentity, titleKey } from './page-identity.ts';

const names = {
  sku: [
    'data-sku',
    'data-product-sku',
    'data-product_sku',
    'data-item-sku',
    'data-article-number',
    'data-product-code',
  ],
  price: ['data-price', 'data-product-price', 'data-price-amount', 'data-item-price', 'data-sale-price'],
  currency: ['data-currency', 'data-price-currency', 'data-currency-code'],
  brand: ['data-brand', 'data-product-brand', 'data-brand-name', 'data-item-brand'],
  gtin: ['data-gtin', 'data-ean', 'data-upc', 'data-product-ean'],
} as const;

/** Null when the elements around the heading say nothing; whose lists carry the same attributes are not looked at. */
export function readDataAttributes(page: ParsedPage, identity: PageIdentity): ProductFacts | null {
  const around = elementsAround(page, identity);
  const first = (attributes: readonly string[]): string | null => {
    for (const { attribs } of around) {
      for (const attribute of attributes) {
        const value = attribs[attribute]?.trim();
        if (value) return value;
      }
    }
    return null;
  };
  const sku = plainText(first(names.sku), lengths.sku);
  const price = parsePrice(first(names.price));
  const brand = plainText(first(names.brand), lengths.brand);
  const gtin = parseGtin(first(names.gtin));
  if (sku === null && price === null && brand === null && gtin === null) return null;
  return {
    ...noFacts,
    sku,
    gtin,
    brand,
    price: price === null || price === 0 ? null : price,
    currency: parseCurrency(first(names.currency)),
  };
}

/** The heading and what surrounds it, from the inside out, as far as nothing else of the kind is inside. */
function elementsAround(page: ParsedPage, { heading }: PageIdentity): PageElement[] {
  const key = titleKey(heading ?? '');
  const start = page.byTag('h1').find((element) => key !== '' && titleKey(page.$(element).text()) === key);
  const around: PageElement[] = [];
  for (let element = start ?? null; element !== null && element.name !== 'body'; ) {
    around.push(element);
    const outer: PageElement['parent'] = element.parent;
    element = outer !== null && 'attribs' in outer ? outer : null;
  }
  return around;
}
