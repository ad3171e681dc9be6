// Reads the product off a product page from every source the page has. Pure.
import type { CheerioAPI } from 'cheerio';
import { type FactsBySource, mergeSources } from './merge-sources.ts';
import { describePage, type ParsedPage, parsePage } from './parsed-page.ts';
import { noFacts, type ProductFacts } from './product-facts.ts';
import type { ScrapedProduct } from './scraped-product.ts';
import { readSchemaBreadcrumbs, readVisibleBreadcrumbs } from './sources/breadcrumbs.ts';
import { readJsonLd } from './sources/json-ld.ts';
import { readMeta, readMetaProduct, saysProduct } from './sources/meta-product.ts';
import { readMicrodata } from './sources/microdata.ts';
import { identifyPage, type PageIdentity } from './sources/page-identity.ts';
import { readRdfa } from './sources/rdfa.ts';
import type { SchemaNodes } from './sources/schema-nodes.ts';
import { readSchemaProduct } from './sources/schema-product.ts';

/**
 * Null when the page shows no product of its own. Never throws.
 * @param url the page's absolute address, after redirects
 */
export function parseProductPage(html: string, url: string): ScrapedProduct | null {
  return readProduct(parsePage(html), url);
}

/** As `parseProductPage`, on a page already parsed. */
export function readProduct($: CheerioAPI, pageUrl: string): ScrapedProduct | null {
  const page = describePage($, pageUrl);
  if (page === null) return null;
  const meta = readMeta(page);
  const identity = identifyPage(page, meta);
  const facts: FactsBySource = {
    'json-ld': readSchema(readJsonLd(page), identity),
    microdata: readSchema(readMicrodata(page), identity),
    rdfa: readSchema(readRdfa(page), identity),
    meta: readMetaProduct(meta, page.baseUrl),
    page: readVisible(page, identity),
  };
  const described = [facts['json-ld'], facts.microdata, facts.rdfa].some((source) => source?.title);
  if (!described && !saysProduct(meta)) return null;
  return mergeSources(facts, { url: identity.urls[0] });
}

/** Breadcrumbs are the page's whether or not the same markup describes its product. */
function readSchema(schema: SchemaNodes, identity: PageIdentity): ProductFacts | null {
  const product = readSchemaProduct(schema, identity);
  const breadcrumbs = readSchemaBreadcrumbs(schema, identity);
  if (product === null && breadcrumbs.length === 0) return null;
  return {
    ...(product ?? noFacts),
    category: breadcrumbs.length > 0 ? breadcrumbs : (product?.category ?? []),
  };
}

function readVisible(page: ParsedPage, identity: PageIdentity): ProductFacts {
  return {
    ...noFacts,
    title: identity.heading ?? identity.titles[0] ?? null,
    category: readVisibleBreadcrumbs(page, identity),
  };
}
