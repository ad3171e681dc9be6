// Reads the fields whose place on the page an operator has named by CSS selectors.

import { absoluteUrl } from '../links/shop-address.ts';
import type { PageElement, ParsedPage } from '../page/parsed-page.ts';
import { lengths, mostCategories, mostPhotos, noFacts, type ProductFacts } from '../product/product-facts.ts';
import { splitCategory } from '../product/sources/category-path.ts';
import { largestImage } from '../product/sources/image-address.ts';
import { plainText } from '../text/plain-text.ts';
import { findPrices, parsePrice } from '../text/price-text.ts';
import { parseAvailability } from '../text/stock-text.ts';
import type { FieldSelectors, SelectableField } from './site-shape.ts';

/**
 * Never throws: a selector that can't be used, or finds nothing, says nothing.
 * @param currency what the shop charges as a rule; decides what `$` and `kr` mean
 */
export function readSelectedFields(
  page: ParsedPage,
  selectors: FieldSelectors,
  currency: string | null = null,
): ProductFacts {
  const all = (field: SelectableField) => selectTexts(page, selectors[field]);
  const one = (field: SelectableField, length: number) => plainText(all(field)[0], length);
  const price = readPrice(page, one('price', lengths.title), currency);
  const regular = readPrice(page, one('regularPrice', lengths.title), currency).amount;
  const category = all('category').map((text) => plainText(text, lengths.description) ?? '');
  return {
    ...noFacts,
    title: one('title', lengths.title),
    brand: one('brand', lengths.brand),
    description: one('description', lengths.description),
    price: price.amount,
    regularPrice: price.amount !== null && regular !== null && regular > price.amount ? regular : null,
    currency: price.currency,
    availability: parseAvailability(one('availability', 200)),
    sku: one('sku', lengths.sku),
    category: (category.length === 1 ? splitCategory(category[0] ?? '') : category)
      .map((name) => name.slice(0, lengths.categoryName).toWellFormed())
      .filter((name) => name !== '')
      .slice(0, mostCategories),
    photoUrls: readPhotos(page, selectors.photos),
  };
}

/** `meta[name=price]@content` is the attribute `content` of what the selector finds. */
export function splitSelector(written: string): { selector: string; attribute: string | null } {
  const at = written.lastIndexOf('@');
  const attribute = written.slice(at + 1).trim();
  // An @ inside brackets or quotes belongs to the selector: what follows it is then no bare name.
  if (at <= 0 || !/^[a-z][\w:.-]*$/i.test(attribute)) return { selector: written.trim(), attribute: null };
  return { selector: written.slice(0, at).trim(), attribute: attribute.toLowerCase() };
}

/** The one with a currency's sign, if any: the text may begin with a percentage or a number of pieces. */
function readPrice(page: ParsedPage, text: string | null, currency: string | null) {
  const language = page.byTag('html')[0]?.attribs.lang?.slice(0, 2).toLowerCase() ?? null;
  const found = findPrices(text ?? '', { currency, language });
  const best = found.find(({ isSigned }) => isSigned) ?? found[0];
  return { amount: best?.amount ?? parsePrice(text), currency: best?.currency ?? null };
}

interface Selected {
  elements: PageElement[];
  attribute: string | null;
}

function select({ $ }: ParsedPage, written: string | undefined): Selected {
  if (written === undefined) return { elements: [], attribute: null };
  const { selector, attribute } = splitSelector(written);
  try {
    const found: PageElement[] = [];
    for (const node of $(selector).slice(0, mostPhotos)) if ('attribs' in node) found.push(node);
    return { elements: found, attribute };
  } catch {
    return { elements: [], attribute }; // no CSS; site files are checked for it, stored settings may be older
  }
}

function selectTexts(page: ParsedPage, written: string | undefined): string[] {
  const { elements, attribute } = select(page, written);
  return elements
    .map((element) => {
      const { attribs, name } = element;
      if (attribute !== null) return attribs[attribute] ?? '';
      const isEmpty = ['meta', 'input', 'link'].includes(name);
      return (isEmpty ? (attribs.content ?? attribs.value ?? attribs.href) : page.$(element).text()) ?? '';
    })
    .filter((text) => text.trim() !== '');
}

function readPhotos(page: ParsedPage, written: string | undefined): string[] {
  const { elements, attribute } = select(page, written);
  const addresses = elements.map((element) => {
    if (attribute !== null) return element.attribs[attribute];
    return largestImage(element) ?? element.attribs.content ?? element.attribs.href;
  });
  const urls = addresses.map((address) => absoluteUrl(address, page.baseUrl)).filter((url) => url !== null);
  return [...new Set(urls)].slice(0, mostPhotos);
}
