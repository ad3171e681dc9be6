// Decides whether a page shows one product of its own: not a list of them, not an article, not the front page.
import { isPageAddress, looksLikeProduct } from '../links/address-signs.ts';
import type { ParsedPage } from '../page/parsed-page.ts';
import type { FactsBySource } from './sourced-facts.ts';
import { hasBuyForm } from './sources/buy-form.ts';
import { isIdInAddress } from './sources/id-in-address.ts';
import { type PageMeta, saysProduct } from './sources/meta-product.ts';
import { type PageIdentity, titleLikeness } from './sources/page-identity.ts';
import { countProducts } from './sources/page-product.ts';
import { asList, type SchemaNodes, typesOf } from './sources/schema-nodes.ts';
import type { VisibleProduct } from './visible-product.ts';

export interface Evidence {
  page: ParsedPage;
  identity: PageIdentity;
  meta: PageMeta;
  schemas: SchemaNodes[];
  facts: FactsBySource;
  visible: VisibleProduct;
}

/** What pages call themselves that are about something else. */
const otherTypes = new Set([
  'collectionpage',
  'searchresultspage',
  'article',
  'newsarticle',
  'blogposting',
  'blog',
  'recipe',
  'event',
  'faqpage',
  'contactpage',
  'aboutpage',
]);

/** A page that is there only to say that another is not. */
const notFound =
  /^(error |fehler |erreur |errore )?404\b|\b(page|seite|site|pagina|página|product|produkt) .{0,20}(not found|nicht gefunden|introuvable|non trovat[ao]|no encontrad[ao]|não encontrad[ao]|niet gevonden|nenalezena)\b|^страница не найдена|ページが見つかりません/i;

/** Signs that together are worth this much make a page a product's when no data says so; each alone is found on lists and articles too. */
const enough = 3;

export function isProductPage({ page, identity, meta, schemas, facts, visible }: Evidence): boolean {
  // Not `facts.selector`: with a site file's selectors it is there on every page, with nothing in it on most.
  if ([facts['json-ld'], facts.microdata, facts.rdfa].some(Boolean)) return true;
  if (identity.isHome || !isPageAddress(identity.urls[1])) return false;
  if (identity.titles.some((title) => notFound.test(title))) return false;
  if (schemas.some(({ nodes }) => nodes.some((node) => typesOf(node).some((type) => otherTypes.has(type)))))
    return false;
  if (/article|blog|group|category|profile|video/i.test(meta.first('og:type') ?? '')) return false;
  if (saysProduct(meta)) return true;
  const { state } = facts;
  const likeness = state?.price ? titleLikeness(state.title, identity) : 0;
  const ogLikeness = identity.heading === null ? 0 : titleLikeness(meta.first('og:title'), identity);
  const isGone = visible.price === null && visible.availability === 'out_of_stock';
  const signs: [boolean, number][] = [
    // Many shops show no price for what is sold out; the notice stands where the price would.
    [isGone && visible.certainty.availability >= 0.9, 1.5],
    [isGone && visible.brand !== null, 0.5],
    [isGone && visible.certainty.availability >= 1.1, 0.5],
    [visible.looksLikeProduct, enough],
    [visible.certainty.price > 4, 1],
    [visible.certainty.price > 2.5, 1],
    [visible.sku !== null || visible.gtin !== null || visible.mpn !== null, 1],
    [visible.certainty.availability >= 0.9, 0.5],
    [likeness >= 2, 1],
    [likeness === 3, 1],
    [state !== null && state !== undefined && isIdInAddress(state.sku, identity), 1],
    [hasBuyForm(page), 1],
    [identity.urls.some(looksLikeProduct), 1],
    [facts.url?.sku != null, 0.5],
    [ogLikeness === 3, 0.5],
    // Products are marked up here, and none of them is the page's: a list, or an advertisement.
    [schemas.some((schema) => countProducts(schema) > 0), -enough],
    [schemas.some(listsItems), -1],
  ];
  const worth = signs.reduce((sum, [holds, weight]) => sum + (holds ? weight : 0), 0);
  const hasPrice = visible.price !== null || isGone || likeness >= 2;
  return hasPrice && worth >= enough;
}

function listsItems({ nodes }: SchemaNodes): boolean {
  return nodes.some((node) => typesOf(node).includes('itemlist') && asList(node.itemListElement).length > 2);
}
