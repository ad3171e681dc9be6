// Reads what OpenGraph, product:* and Twitter meta tags say of the page's product.

import { absoluteUrl } from '../../links/shop-address.ts';
import type { ParsedPage } from '../../page/parsed-page.ts';
import { plainText } from '../../text/plain-text.ts';
import { parseCurrency, parsePrice } from '../../text/price-text.ts';
import { parseAvailability } from '../../text/stock-text.ts';
import { lengths, noFacts, type ProductFacts } from '../product-facts.ts';
import { splitCategory } from './category-path.ts';
import { parseGtin } from './gtin.ts';

/** Meta values by lower-case name; the first of each counts, except for images. */
export interface PageMeta {
  first(...names: string[]): string | null;
  all(...names: string[]): string[];
}

export function readMeta(page: ParsedPage): PageMeta {
  const values = new Map<string, string[]>();
  for (const { attribs } of page.byTag('meta')) {
    const { property, name, itemprop, content = '' } = attribs;
    const key = (property ?? name ?? itemprop ?? '').trim().toLowerCase();
    if (key === '' || content.trim() === '') continue;
    const known = values.get(key);
    if (known === undefined) values.set(key, [content]);
    else known.push(content);
  }
  const all = (...names: string[]) => names.flatMap((name) => values.get(name) ?? []);
  return { all, first: (...names) => all(...names)[0] ?? null };
}

/** True when the page calls itself a product page. */
export function saysProduct(meta: PageMeta): boolean {
  const type = meta.first('og:type')?.trim().toLowerCase() ?? '';
  if (/(^|[:.])product($|[:.](item)?)/.test(type) && !/product\.?(group|category)/.test(type)) return true;
  return meta.first('product:price:amount', 'og:price:amount') !== null;
}

/** What the tags give; a field is null where they say nothing. */
export function readMetaProduct(meta: PageMeta, base: string): ProductFacts {
  const list = readPrice(meta, ['product:price', 'og:price', 'price']);
  const sale = readPrice(meta, ['product:sale_price', 'og:sale_price']);
  const original = readPrice(meta, ['product:original_price', 'og:standard_amount']);
  const now = sale.amount !== null ? sale : list.amount !== null ? list : readTwitterPrice(meta);
  const before = sale.amount === null ? original.amount : list.amount;
  return {
    ...noFacts,
    url: absoluteUrl(meta.first('og:url', 'twitter:url'), base),
    sku: plainText(
      meta.first('product:retailer_item_id', 'product:retailer_part_no', 'product:sku', 'og:sku', 'sku'),
      lengths.sku,
    ),
    gtin:
      meta
        .all('product:ean', 'product:upc', 'product:gtin', 'product:isbn', 'gtin13', 'gtin')
        .map(parseGtin)
        .find((gtin) => gtin !== null) ?? null,
    mpn: plainText(meta.first('product:mfr_part_no', 'product:mpn'), lengths.sku),
    title: plainText(meta.first('og:title', 'twitter:title'), lengths.title),
    brand: plainText(meta.first('product:brand', 'og:brand', 'brand'), lengths.brand),
    description: plainText(
      meta.first('og:description', 'description', 'twitter:description'),
      lengths.description,
    ),
    price: now.amount,
    regularPrice: before !== null && now.amount !== null && before > now.amount ? before : null,
    currency: now.currency ?? list.currency,
    availability: parseAvailability(
      meta.first('product:availability', 'og:availability', 'availability', 'product:availibility'),
    ),
    category: splitCategory(
      plainText(meta.first('product:category', 'product:retailer_category'), lengths.description) ?? '',
    ).filter((name) => !/^\d+$/.test(name)),
    photoUrls: meta
      .all('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src')
      .map((url) => absoluteUrl(url, base))
      .filter((url) => url !== null),
  };
}

/** Twitter's cards have two free fields with a name each. */
function readTwitterPrice(meta: PageMeta): { amount: number | null; currency: string | null } {
  const field = ['1', '2'].find((number) =>
    /^(price|preis|prix|precio|preço|prezzo|prijs|pris|cena|価格)$/i.test(
      meta.first(`twitter:label${number}`)?.trim() ?? '',
    ),
  );
  const amount = field === undefined ? null : parsePrice(meta.first(`twitter:data${field}`));
  return { amount: amount !== null && amount > 0 ? amount : null, currency: null };
}

function readPrice(meta: PageMeta, names: string[]): { amount: number | null; currency: string | null } {
  for (const name of names) {
    const amount = parsePrice(meta.first(`${name}:amount`, name));
    const currency = parseCurrency(meta.first(`${name}:currency`, `${name}currency`));
    if (amount !== null && amount > 0) return { amount, currency };
  }
  return { amount: null, currency: null };
}
