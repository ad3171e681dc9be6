// Merges what a page's sources say into one product, by a stated order of trust per field.
import { lengths, mostCategories, mostPhotos, type ProductFacts } from './product-facts.ts';
import type { FieldSources, ScrapedProduct, SourcedField, SourceName } from './scraped-product.ts';
import { titleKey } from './sources/page-identity.ts';

export type FactsBySource = Partial<Record<SourceName, ProductFacts | null>>;

const trust: readonly SourceName[] = [
  'selector',
  'door',
  'json-ld',
  'microdata',
  'rdfa',
  'state',
  'meta',
  'page',
  'url',
];

/** @param known the page's address */
export function mergeSources(facts: FactsBySource, known: { url: string }): ScrapedProduct | null {
  const sources: FieldSources = {};
  const order = trust.filter((source) => facts[source]);
  function take<Field extends SourcedField>(field: Field, from = order): ProductFacts[Field] | null {
    for (const source of from) {
      const value = facts[source]?.[field];
      if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
      sources[field] = source;
      return value;
    }
    return null;
  }
  const title = take('title');
  if (title === null) return null;
  const price = take('price');
  const priced = sources.price === undefined ? order : [sources.price];
  return {
    url: known.url,
    title,
    brand: take('brand'),
    description: take('description'),
    price,
    regularPrice: take('regularPrice', priced),
    // A price and its currency belong together: 10 from one source and JPY from another would be made up.
    currency: take('currency', priced),
    availability: take('availability'),
    sku: take('sku'),
    gtin: take('gtin'),
    mpn: take('mpn'),
    category: cleanCategory(take('category') ?? [], title),
    photoUrls: [...new Set(take('photoUrls') ?? [])].slice(0, mostPhotos),
    rating: take('rating'),
    variants: take('variants') ?? [],
    sources,
  };
}

/** The last breadcrumb is often the product itself, under the name that only another source has. */
function cleanCategory(path: string[], title: string): string[] {
  const withoutProduct = titleKey(path.at(-1) ?? '') === titleKey(title) ? path.slice(0, -1) : path;
  return withoutProduct
    .slice(0, mostCategories)
    .map((name) => name.slice(0, lengths.categoryName).toWellFormed());
}
