// Reads the product as a shopper sees it: what is near its name in the page's text. The source of last resort, and of what no data says.

import type { ParsedPage } from '../page/parsed-page.ts';
import { readPageCountry } from '../text/page-country.ts';
import { lengths, noFacts, type ProductFacts } from './product-facts.ts';
import { elementText } from './sources/element-text.ts';
import { type BuyButton, findBuyButtons } from './visible/buy-buttons.ts';
import { readPageText } from './visible/page-text.ts';
import { findTitle } from './visible/page-title.ts';
import { mapZones } from './visible/page-zones.ts';
import { readUrlId } from './visible/url-ids.ts';
import { readVisibleBrand } from './visible/visible-brand.ts';
import { readVisibleCodes } from './visible/visible-codes.ts';
import { readVisiblePrice, type VisiblePrice } from './visible/visible-price.ts';
import { readVisibleStock } from './visible/visible-stock.ts';

export interface VisibleHints {
  /** The product's name, as a source of data or the document's title has it. */
  title: string | null;
  /** ISO 4217, from a source of data or the operator; decides what `$` and `kr` mean. */
  currency: string | null;
  /** What the page's data says, or null when it has none. */
  structured: ProductFacts | null;
}

export interface VisibleProduct extends ProductFacts {
  /** How much each stands out: from about 1, a guess, to 10 and more. 0 where nothing was found. */
  certainty: { price: number; availability: number };
  /** Whether the page sells one thing: a name, and a price or a number of its own with a button to buy it. */
  looksLikeProduct: boolean;
}

/** Never throws; every field is null where the page shows nothing. */
export function readVisibleProduct(page: ParsedPage, hints: VisibleHints): VisibleProduct {
  const text = readPageText(page);
  const documentTitle = page
    .byTag('title')
    .slice(0, 1)
    .map((element) => elementText(element, lengths.title));
  const names = [
    hints.title,
    hints.structured?.title ?? null,
    ...documentTitle,
    nameInAddress(page.url),
  ].filter((name) => name !== null);
  const title = findTitle(text, names);
  const zoneMap = mapZones(text, title);
  const buyButtons = findBuyButtons(text, zoneMap);
  const country = readPageCountry(page);
  const currency = hints.currency ?? hints.structured?.currency ?? country.currency;
  // `$` on an English page of no country is as a rule American; a number without a sign stays without a currency.
  const meantBySigns = currency ?? (country.language === 'en' ? 'USD' : null);
  const around = { text, title, zoneMap };
  const price = readVisiblePrice(
    { ...around, buyOffsets: buyButtons.map((button) => button.offset) },
    { currency: meantBySigns, language: country.language },
  );
  const stock = readVisibleStock({ ...around, buyButtons, priceOffset: price?.offset ?? null });
  const codes = readVisibleCodes(page, text, title, zoneMap);
  return {
    ...noFacts,
    ...codes,
    title: title?.text.slice(0, lengths.title).toWellFormed() ?? null,
    brand: codes.brand ?? readVisibleBrand(page, text, title, zoneMap),
    price: price?.price ?? null,
    regularPrice: price?.regularPrice ?? null,
    currency: price === null ? null : (price.currency ?? currency),
    availability: stock?.availability ?? null,
    certainty: { price: price?.certainty ?? 0, availability: stock?.certainty ?? 0 },
    looksLikeProduct: title !== null && isOneProduct(price, placesOf(buyButtons), codes.sku),
  };
}

/** A button and its caption are one. */
function placesOf(buttons: BuyButton[]): number {
  return new Set(buttons.map(({ offset }) => offset)).size;
}

/** More prices of one look than sizes and quantities of a product have: a list of products. */
const mostOfOneLook = 8;

/** A price that stands out, a button that buys and a number of its own: any two of them, or a price that could not stand out more. */
function isOneProduct(price: VisiblePrice | null, buyButtons: number, sku: string | null): boolean {
  if (price === null || price.repeats > mostOfOneLook) return false;
  // Each price with a button of its own.
  if (price.amounts > 1 && buyButtons >= price.amounts) return false;
  const signs = (price.certainty > 4 ? 1 : 0) + (buyButtons > 0 ? 1 : 0) + (sku === null ? 0 : 1);
  return signs >= 2 || price.certainty > 7;
}

/** The words of the last folder: shops put the product's name there. */
function nameInAddress(url: string): string {
  const { pathname } = new URL(url);
  const folder = pathname.split('/').findLast((part) => part.length > 8) ?? '';
  return folder.replace(/\.\w{2,5}$/, '').replace(/[-_+]|%20/g, ' ');
}

/** What the page's address alone tells: a number that is surely the product's. */
export function readUrlProduct(page: ParsedPage): ProductFacts {
  const found = readUrlId(page.url);
  return { ...noFacts, sku: found?.isSure ? found.id : null };
}
