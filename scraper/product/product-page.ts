// Reads the product off a product page from every source the page has. Pure.

import { describePage, type ParsedPage, parsePage } from '../page/parsed-page.ts';
import { readSelectedFields } from '../site/selected-fields.ts';
import type { FieldSelectors } from '../site/site-shape.ts';
import { mergeSources } from './merge-sources.ts';
import { isProductPage } from './product-evidence.ts';
import type { ProductFacts } from './product-facts.ts';
import type { ScrapedProduct } from './scraped-product.ts';
import type { FactsBySource } from './sourced-facts.ts';
import { readSchemaBreadcrumbs, readVisibleBreadcrumbs } from './sources/breadcrumbs.ts';
import { readDataAttributes } from './sources/data-attributes.ts';
import { readJsonLd } from './sources/json-ld.ts';
import { readMeta, readMetaProduct } from './sources/meta-product.ts';
import { readMicrodata } from './sources/microdata.ts';
import { identifyPage, type PageIdentity } from './sources/page-identity.ts';
import { readPagePhotos, readScriptPictures } from './sources/page-photos.ts';
import { readPlatformState } from './sources/platform-state.ts';
import { readRdfa } from './sources/rdfa.ts';
import { readSchemaProduct } from './sources/schema-product.ts';
import { readScriptValues } from './sources/script-values.ts';
import { fillFacts } from './sources/state-fields.ts';
import { readStateProduct } from './sources/state-product.ts';
import { readUrlProduct, readVisibleProduct } from './visible-product.ts';

export interface ProductOptions {
  /** ISO 4217, from the operator: what `$` means, and the currency of prices without one. */
  currency?: string | null | undefined;
  /** Where the operator says that fields stand; they win over every other source. */
  selectors?: FieldSelectors | null | undefined;
}

/**
 * Null when the page shows no product of its own. Never throws.
 * @param url the page's absolute address, after redirects
 */
export function parseProductPage(html: string, url: string, options?: ProductOptions): ScrapedProduct | null {
  const page = describePage(parsePage(html), url);
  return page === null ? null : readProduct(page, options);
}

/** As `parseProductPage`, on a page already parsed. */
export function readProduct(page: ParsedPage, options: ProductOptions = {}): ScrapedProduct | null {
  const selected = options.selectors
    ? readSelectedFields(page, options.selectors, options.currency ?? null)
    : null;
  const meta = readMeta(page);
  const identity = identifyPage(page, meta);
  const schemas = { 'json-ld': readJsonLd(page), microdata: readMicrodata(page), rdfa: readRdfa(page) };
  const facts: FactsBySource = {
    selector: selected,
    'json-ld': readSchemaProduct(schemas['json-ld'], identity),
    microdata: readSchemaProduct(schemas.microdata, identity),
    rdfa: readSchemaProduct(schemas.rdfa, identity),
    meta: readMetaProduct(meta, page.baseUrl),
    state: readState(page, identity),
    url: readUrlProduct(page),
  };
  const structured = facts['json-ld'] ?? facts.microdata ?? facts.rdfa ?? facts.state ?? null;
  const title = structured?.title ?? identity.heading ?? identity.titles[0] ?? null;
  const visible = readVisibleProduct(page, { title, currency: options.currency ?? null, structured });
  facts.page = {
    ...visible,
    title: identity.heading ?? visible.title ?? identity.titles[0] ?? null,
    photoUrls: readPagePhotos(page, identity),
  };
  // What the operator's selector finds a price or a sku on is a product page, whatever else it shows. A title is no
  // sign: `h1` finds one on every page; and `.price` finds those of the products that the front page shows.
  const isSelected =
    selected !== null && (selected.price !== null || selected.sku !== null) && !identity.isHome;
  if (
    !isSelected &&
    !isProductPage({ page, identity, meta, schemas: Object.values(schemas), facts, visible })
  ) {
    return null;
  }
  const product = mergeSources(facts, {
    identity,
    certainty: visible.certainty,
    pictures: readScriptPictures(page),
    breadcrumbs: {
      'json-ld': readSchemaBreadcrumbs(schemas['json-ld'], identity),
      microdata: readSchemaBreadcrumbs(schemas.microdata, identity),
      rdfa: readSchemaBreadcrumbs(schemas.rdfa, identity),
      page: readVisibleBreadcrumbs(page, identity),
    },
  });
  return product;
}

/** What a shop system says without a name belongs to what other data says with one. */
function readState(page: ParsedPage, identity: PageIdentity): ProductFacts | null {
  const values = readScriptValues(page);
  const named = readStateProduct(values, identity);
  const unnamed = [readPlatformState(values, page.baseUrl), readDataAttributes(page, identity)];
  const [facts = null, ...more] = [named, ...unnamed].filter((source) => source !== null);
  if (facts !== null) for (const source of more) fillFacts(facts, source);
  return facts;
}
