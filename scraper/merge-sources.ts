// Merges what a page's sources say into one product, by a stated order of trust per field.
//
// | field                  | trusted in this order                                                                     |
// |------------------------|-------------------------------------------------------------------------------------------|
// | title                  | selector, door, json-ld, microdata, rdfa, page (its heading), state, meta                 |
// | price, currency,       | selector, door, json-ld, microdata, rdfa, meta, state; the visible page when the data is  |
// | regular price          | shown crossed out, is off by 100 or 1000, or the page is very plain (merge-price.ts)      |
// | availability           | selector, door, json-ld, microdata, rdfa, meta, state, page; the page when it is plain    |
// | sku                    | selector, door, page, data that the address confirms, other data, url (merge-sku.ts)      |
// | brand                  | selector, door, json-ld, microdata, rdfa, meta, page, state; never the shop's own name    |
// | gtin, mpn, description | selector, door, json-ld, microdata, rdfa, meta, state, page                               |
// | category               | selector, door, breadcrumbs (json-ld, microdata, rdfa, page), then the data's             |
// | photos                 | all of json-ld, microdata, rdfa, state, page; meta when there is no other (photo-list.ts) |
// | variants, rating       | selector, door, json-ld, microdata, rdfa, state; the list with the most prices            |
import { choosePrice, type SourcedFacts } from './merge-price.ts';
import { chooseSku } from './merge-sku.ts';
import { mergePhotos } from './photo-list.ts';
import { plainText } from './plain-text.ts';
import { lengths, mostCategories, type ProductFacts } from './product-facts.ts';
import type {
  Availability,
  FieldSources,
  ScrapedProduct,
  SourcedField,
  SourceName,
} from './scraped-product.ts';
import { isOwnName } from './sources/own-name.ts';
import { type PageIdentity, titleKey } from './sources/page-identity.ts';
import { isOrnament } from './sources/page-photos.ts';

export type FactsBySource = Partial<Record<SourceName, ProductFacts | null>>;

export interface MergeContext {
  identity: PageIdentity;
  /** How plainly the page shows its price and its stock; see `VisibleProduct`. */
  certainty: { price: number; availability: number };
  /** Pictures that the page names anywhere: perhaps larger sizes of the photos. */
  pictures: readonly string[];
  /** Category paths by the source of the breadcrumbs. */
  breadcrumbs: Partial<Record<SourceName, string[]>>;
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

const photoSources = ['selector', 'door', 'json-ld', 'microdata', 'rdfa', 'state'] as const;

/**
 * Visible stock this plain stands against data that says otherwise: a button captioned "add to cart" against
 * data that has the product gone, often its first variant's; "sold out" with no such button against data that has it.
 */
const plainStock = { in_stock: 0.9, out_of_stock: 1.1 };

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
    const found = order.find(({ facts }) => facts[field] !== null);
    if (found !== undefined) sources[field] = found.source;
    return found?.facts[field] ?? null;
  }
  const title = plainText(take('title', inOrder(headingFirst)), lengths.title);
  if (title === null) return null;
  const price = choosePrice(trusted, context.certainty.price);
  const sku = chooseSku(trusted, context.identity, title);
  const brand = take('brand', withoutOwnName(inOrder(pageBeforeState), context.identity));
  const category = chooseCategory(trusted, context, title);
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
  const chosen = shown !== undefined && certainty.availability >= enough ? shown : known[0];
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

/** The last breadcrumb is often the product itself, under a name that only another source has. */
function chooseCategory(
  trusted: SourcedFacts[],
  { breadcrumbs }: MergeContext,
  title: string,
): { path: string[]; source: SourceName | null } {
  const ofOperator = trusted.filter(({ source }) => source === 'selector' || source === 'door');
  const trails = dataFirst.map((source) => ({ source, path: breadcrumbs[source] ?? [] }));
  const chosen = [
    ...ofOperator.map(({ source, facts }) => ({ source, path: facts.category })),
    ...trails,
    ...trusted.map(({ source, facts }) => ({ source, path: facts.category })),
  ].find(({ path }) => path.length > 0);
  if (chosen === undefined) return { path: [], source: null };
  const isLastTitle = titleKey(chosen.path.at(-1) ?? '') === titleKey(title);
  const path = (isLastTitle ? chosen.path.slice(0, -1) : chosen.path)
    .slice(0, mostCategories)
    .map((name) => name.slice(0, lengths.categoryName).toWellFormed());
  return { path, source: path.length === 0 ? null : chosen.source };
}

/** OpenGraph's picture is made for sharing: the shop's logo here, a cut-out there. */
function choosePhotos(
  facts: FactsBySource,
  moreSizes: readonly string[],
): { urls: string[]; source: SourceName | null } {
  const named = photoSources.filter((source) => photosOf(facts[source]).length > 0);
  const order: SourceName[] = [...(named.length > 0 ? named : (['meta'] as const)), 'page'];
  const domains = new Set(named.flatMap((source) => photosOf(facts[source]).map(domainOf)));
  const lists = order.map((source) => ({
    source,
    // Beside photos that the data names, a picture from elsewhere is an advertisement.
    urls: photosOf(facts[source]).filter(
      (url) => source !== 'page' || domains.size === 0 || domains.has(domainOf(url)),
    ),
  }));
  return {
    urls: mergePhotos(
      lists.map(({ urls }) => urls),
      moreSizes,
    ),
    source: lists.find(({ urls }) => urls.length > 0)?.source ?? null,
  };
}

function domainOf(url: string): string {
  return (URL.parse(url)?.hostname ?? '').split('.').slice(-2).join('.');
}

function photosOf(facts: ProductFacts | null | undefined): string[] {
  return (facts?.photoUrls ?? []).filter((url) => !isOrnament(url));
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
