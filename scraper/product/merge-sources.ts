// Merges what a page's sources say into one product, by a stated order of trust per field.
//
// | field                  | trusted in this order                                                                       |
// |------------------------|---------------------------------------------------------------------------------------------|
// | title                  | selector, door, json-ld, microdata, rdfa, page (its heading), state, meta                   |
// | price, currency,       | selector, door, json-ld, microdata, rdfa, meta, state; the page when it shows the data's    |
// | regular price          | price crossed out, the data is off by 100 or 1000, or it is very plain (choose-price.ts)    |
// | availability           | selector, door, json-ld, microdata, rdfa, meta, state, page; the page first when plain      |
// | sku                    | selector, door, page, data that the address confirms, other data, url (choose-sku.ts)       |
// | brand                  | selector, door, json-ld, microdata, rdfa, meta, page, state; never the shop's own name      |
// | gtin, mpn, description | selector, door, json-ld, microdata, rdfa, meta, state, page                                 |
// | category               | selector, door, breadcrumbs of json-ld, microdata, rdfa, page, then data                    |
// | photos                 | all of json-ld, microdata, rdfa, state, page; meta when no data names any (choose-photos.ts)|
// | rating                 | selector, door, json-ld, microdata, rdfa, state                                             |
// | variants               | the source that prices the most of them                                                     |

import { plainText } from '../text/plain-text.ts';
import { type Breadcrumbs, chooseCategory } from './choose-category.ts';
import { choosePhotos } from './choose-photos.ts';
import { choosePrice } from './choose-price.ts';
import { chooseSku } from './choose-sku.ts';
import { isPlaceholder } from './placeholder.ts';
import { lengths, type ProductFacts } from './product-facts.ts';
import type {
  Availability,
  FieldSources,
  ScrapedProduct,
  SourcedField,
  SourceName,
} from './scraped-product.ts';
import type { FactsBySource, SourcedFacts } from './sourced-facts.ts';
import { isOwnName } from './sources/own-name.ts';
import { type PageIdentity, titleKey } from './sources/page-identity.ts';

export interface MergeContext {
  identity: PageIdentity;
  /** How plainly the page shows its price and its stock; see `VisibleProduct`. */
  certainty: { price: number; availability: number };
  /** Pictures that the page names anywhere: perhaps larger sizes of the photos. */
  pictures: readonly string[];
  breadcrumbs: Breadcrumbs;
}

const dataFirst = [
  'selector',
  'door',
  'json-ld',
  'microdata',
  'rdfa',
  'meta',
  'state',
  'page',
  'url',
] as const;
const headingFirst = ['selector', 'door', 'json-ld', 'microdata', 'rdfa', 'page', 'state', 'meta'] as const;
const pageBeforeState = [
  'selector',
  'door',
  'json-ld',
  'microdata',
  'rdfa',
  'meta',
  'page',
  'state',
] as const;

/**
 * Visible stock this plain stands against data that says otherwise: a button captioned "add to cart" against
 * data that has the product gone, often its first variant's; "sold out" with no such button against data that has it.
 */
const plainStock = { in_stock: 0.65, out_of_stock: 1.1 };

/** Null when no source has a name for the product. */
export function mergeSources(facts: FactsBySource, context: MergeContext): ScrapedProduct | null {
  const sources: FieldSources = {};
  const inOrder = (order: readonly SourceName[]): SourcedFacts[] =>
    order.flatMap((source) => (facts[source] ? [{ source, facts: facts[source] }] : []));
  const trusted = inOrder(dataFirst);
  function take<Field extends SourcedField>(
    field: Field,
    order: readonly SourcedFacts[] = trusted,
  ): ProductFacts[Field] | null {
    const found = order.find(({ facts: { [field]: value } }) =>
      typeof value === 'string' ? !isPlaceholder(value) : value !== null,
    );
    if (found !== undefined) sources[field] = found.source;
    return found?.facts[field] ?? null;
  }
  const title = plainText(take('title', inOrder(headingFirst)), lengths.title);
  if (title === null) return null;
  const price = choosePrice(trusted, context.certainty.price);
  const sku = chooseSku(trusted, context.identity, title);
  const brand = take('brand', withoutOwnName(inOrder(pageBeforeState), context.identity));
  const category = chooseCategory(trusted, context.breadcrumbs, title);
  const photos = choosePhotos(facts, context.pictures);
  const variants = chooseVariants(trusted);
  note(sources, 'price', price.source);
  note(sources, 'regularPrice', price.regularPriceSource);
  note(sources, 'currency', price.currencySource);
  note(sources, 'sku', sku.source);
  note(sources, 'category', category.source);
  note(sources, 'photoUrls', photos.source);
  note(sources, 'variants', variants.source);
  return {
    url: context.identity.urls[0],
    title,
    brand: plainText(brand, lengths.brand),
    description: take('description'),
    price: price.price,
    regularPrice: price.regularPrice,
    currency: price.currency,
    availability: chooseAvailability(trusted, context, sources),
    // Numbers of the visible page and the address come as they were written there.
    sku: plainText(sku.sku, lengths.sku),
    gtin: take('gtin'),
    mpn: plainText(take('mpn', withoutOwnNumbers(trusted)), lengths.sku),
    category: category.path,
    photoUrls: photos.urls,
    rating: take('rating'),
    variants: variants.list,
    sources,
  };
}

function note(sources: FieldSources, field: SourcedField, source: SourceName | null): void {
  if (source !== null) sources[field] = source;
}

/** A product can be had when any of its forms can. */
function chooseAvailability(
  trusted: SourcedFacts[],
  { certainty }: MergeContext,
  sources: FieldSources,
): Availability | null {
  const known = trusted.filter(({ facts }) => facts.availability !== null);
  const shown = known.find(({ source }) => source === 'page');
  const enough = shown?.facts.availability === 'in_stock' ? plainStock.in_stock : plainStock.out_of_stock;
  const [told] = known;
  const isOperators = told?.source === 'selector' || told?.source === 'door';
  const contradicts = shown !== undefined && shown.facts.availability !== told?.facts.availability;
  const chosen = contradicts && !isOperators && certainty.availability >= enough ? shown : told;
  const buyable = trusted.find(({ facts }) =>
    facts.variants.some(({ availability }) => availability === 'in_stock'),
  );
  const isGone = chosen?.facts.availability === 'out_of_stock' && chosen !== shown;
  note(sources, 'availability', (isGone ? buyable?.source : null) ?? chosen?.source ?? null);
  return isGone && buyable !== undefined ? 'in_stock' : (chosen?.facts.availability ?? null);
}

/** Shops put their own name where a brand is asked for; which shop it is is known anyway. */
function withoutOwnName(order: SourcedFacts[], identity: PageIdentity): SourcedFacts[] {
  const shown = order.find(({ source }) => source === 'page')?.facts.brand ?? null;
  return order.filter(
    ({ source, facts: { brand } }) =>
      source === 'selector' ||
      brand === null ||
      // Shown beside the product it is the maker's too: John Lewis sells its own.
      (shown !== null && titleKey(shown) === titleKey(brand)) ||
      !isOwnName(brand, identity),
  );
}

/** A source that writes one number as both has no maker's number. */
function withoutOwnNumbers(order: SourcedFacts[]): SourcedFacts[] {
  return order.filter(({ facts }) => facts.mpn !== facts.sku);
}

function chooseVariants(trusted: SourcedFacts[]): {
  list: ProductFacts['variants'];
  source: SourceName | null;
} {
  const priced = (list: ProductFacts['variants']) => list.filter(({ price }) => price !== null).length;
  let best: SourcedFacts | null = null;
  for (const one of trusted) {
    if (one.facts.variants.length === 0) continue;
    if (best === null || priced(one.facts.variants) > priced(best.facts.variants)) best = one;
  }
  return { list: best?.facts.variants ?? [], source: best?.source ?? null };
}
