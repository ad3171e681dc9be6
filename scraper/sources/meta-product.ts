// Reads what OpenGraph, product:* and Twitter meta tags say of the page's product.
import type { CheerioAPI } from 'cheerio';
import { plainText } from '../plain-text.ts';
import { parseAvailability, parseCurrency, parsePrice } from '../price-text.ts';
import { lengths, noFacts, type ProductFacts } from '../product-facts.ts';
import { absoluteUrl } from '../shop-address.ts';
import { splitCategory } from './json-ld-product.ts';

/** Meta values by lower-case name; the first of each counts, except for images. */
export interface PageMeta {
  first(...names: string[]): string | null;
  all(...names: string[]): string[];
}

export function readMeta($: CheerioAPI): PageMeta {
  const values = new Map<string, string[]>();
  $('meta[content]').each((_, element) => {
    const { property, name, itemprop, content = '' } = element.attribs;
    const key = (property ?? name ?? itemprop ?? '').trim().toLowerCase();
    if (key === '' || content.trim() === '') return;
    const known = values.get(key);
    if (known === undefined) values.set(key, [content]);
    else known.push(content);
  });
  const all = (...names: string[]) => names.flatMap((name) => values.get(name) ?? []);
  return { all, first: (...names) => all(...names)[0] ?? null };
}

/** True when the page calls itself a product page. */
export function saysProduct(meta: PageMeta): boolean {
  const type = meta.first('og:type')?.trim().toLowerCase() ?? '';
  if (/(^|[:.])product($|[:.])/.test(type)) return true;
  return meta.first('product:price:amount', 'og:price:amount') !== null;
}

/** What the tags give; a field is null where they say nothing. */
export function readMetaProduct(meta: PageMeta, base: string): ProductFacts {
  return {
    ...noFacts,
    sku: plainText(meta.first('product:retailer_item_id', 'product:sku', 'sku'), lengths.sku),
    title: plainText(meta.first('og:title', 'twitter:title'), lengths.title),
    brand: plainText(meta.first('product:brand', 'og:brand'), lengths.brand),
    description: plainText(
      meta.first('og:description', 'description', 'twitter:description'),
      lengths.description,
    ),
    price: parsePrice(
      meta.first(
        'product:sale_price:amount',
        'product:price:amount',
        'og:price:amount',
        'product:price',
        'price',
      ),
    ),
    currency: parseCurrency(
      meta.first(
        'product:sale_price:currency',
        'product:price:currency',
        'og:price:currency',
        'pricecurrency',
      ),
    ),
    availability: parseAvailability(meta.first('product:availability', 'og:availability', 'availability')),
    category: splitCategory(plainText(meta.first('product:category'), lengths.description) ?? '').filter(
      (name) => !/^\d+$/.test(name),
    ),
    photoUrls: meta
      .all('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src')
      .map((url) => absoluteUrl(url, base))
      .filter((url) => url !== null),
  };
}
