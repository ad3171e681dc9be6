// Suggestions while typing: popular queries, brands, categories and products that begin like the text, or nearly.
import type { Queryable } from '../database/database.ts';
import { popularQueries } from '../feedback/popular-queries.ts';
import { firstImage, imagePath } from '../products/product-rows.ts';
import { codeKey, wordsOf } from './fold.ts';
import { eager, isTypoOf } from './typos.ts';

export interface Suggestion {
  type: 'query' | 'brand' | 'category' | 'product';
  /** What to show, and of all but products what to search or filter by. */
  label: string;
  /** Of a product. */
  productId: number | null;
  /** `/images/<sha256>.webp` of a product with a stored photo. */
  image: string | null;
  /** Products of a brand or category, searches of a query; null for a product. */
  count: number | null;
}

export interface SuggestQuery {
  text: string;
  /** A shop's id, name or address. */
  shop: string | null;
  limit: number;
}

const mostWords = 6;

/** Popular queries, brands, categories, then products to fill up. Empty for what has no letter and no digit. */
export async function suggest(db: Queryable, { text, shop, limit }: SuggestQuery): Promise<Suggestion[]> {
  const words = wordsOf(text.slice(0, 200), mostWords);
  if (words.length === 0) return [];
  const start = words.join(' ');
  const each = Math.max(1, Math.floor(limit / 4));
  const [queries, terms] = await Promise.all([
    popularQueries(db, { start, shop, limit: each }),
    termsLike(db, { start, last: words.at(-1) ?? '', shop }),
  ]);
  const named = (type: 'brand' | 'category') =>
    likely(
      terms.filter(({ kind }) => kind === type),
      start,
    )
      .slice(0, each)
      .map(({ label, products }) => ({ type, label, productId: null, image: null, count: products }));
  const others: Suggestion[] = [
    ...queries.map((one) => ({
      type: 'query' as const,
      label: one.text,
      productId: null,
      image: null,
      count: one.searches,
    })),
    ...named('brand'),
    ...named('category'),
  ].slice(0, limit);
  const products = await productsNamed(db, { text, words, terms, shop, limit: limit - others.length });
  return [...others, ...products];
}

interface Term {
  kind: 'word' | 'brand' | 'category';
  key: string;
  label: string;
  products: number;
}

// The index finds what shares enough trigrams; from three characters on that means something.
const shortestTypo = 3;

/** Brands and categories with a word that begins like the text, and what the text or its last word may be a typo of. */
async function termsLike(
  db: Queryable,
  { start, last, shop }: { start: string; last: string; shop: string | null },
): Promise<Term[]> {
  const shops = `($3::text is null or shop_id = any(array(
        select id from shops where id::text = $3 or lower(name) = lower($3) or base_url = $3)))`;
  const { rows } = await db.query<Term>(
    `
    (
      select kind, key, min(label) as label, sum(products)::int as products
      from terms
      where kind in ('brand', 'category') and (key like $1 || '%' or key like '% ' || $1 || '%') and ${shops}
      group by kind, key
      order by products desc, key
      limit 20
    )
    union all
    (
      select kind, key, min(label), sum(products)::int as products
      from terms
      where $4 and kind in ('brand', 'category') and (key % $1 or $1 <% key) and ${shops}
      group by kind, key
      order by similarity(key, $1) desc, products desc, key
      limit 20
    )
    union all
    (
      select kind, key, label, products
      from terms
      where $4 and kind = 'word' and (key % $2 or $2 <% key)
        and not exists (select from terms as begun where begun.kind = 'word' and begun.key like $2 || '%')
      order by similarity(key, $2) desc, products desc, key
      limit 20
    )`,
    [start, last, shop, start.length >= shortestTypo],
  );
  return rows;
}

/** What begins like the text; else what would with a typo or two mended. Each once. */
function likely(terms: readonly Term[], typed: string): Term[] {
  const byKey = [...new Map(terms.map((term) => [term.key, term])).values()];
  const begun = byKey.filter(({ key }) => key.startsWith(typed) || key.includes(` ${typed}`));
  if (begun.length > 0) return begun.toSorted((a, b) => b.products - a.products);
  return byKey.filter(
    ({ key }) => isTypoOf(typed, key, eager) || isTypoOf(typed, key.slice(0, typed.length), eager),
  );
}

/** Whole words, but the last may be only begun; a code by its beginning, from three characters with a digit. */
async function productsNamed(
  db: Queryable,
  options: {
    text: string;
    words: readonly string[];
    terms: readonly Term[];
    shop: string | null;
    limit: number;
  },
): Promise<Suggestion[]> {
  const { words, terms, shop, limit } = options;
  if (limit <= 0) return [];
  const last = words.at(-1) ?? '';
  const meant = likely(
    terms.filter(({ kind }) => kind === 'word'),
    last,
  ).slice(0, 3);
  const ends = [`'${last}':*`, ...meant.map(({ key }) => `'${key}'`)].join(' | ');
  const all = [...words.slice(0, -1).map((word) => `'${word}'`), `(${ends})`].join(' & ');
  const code = codeKey(options.text.slice(0, 60));
  const codes = ['sku', 'mpn', 'gtin', 'model'].map((kind) => `'${kind}/${code}':*`).join(' | ');
  const wanted = code.length >= 3 && /\d/.test(code) ? `${codes} | (${all})` : all;
  const { rows } = await db.query<{ id: number; title: string; imageSha256: string | null }>(
    `
    select products.id, products.title, ${firstImage}
    from product_words
    join products on products.id = product_words.product_id
    where words @@ $1::tsquery and products.gone_at is null
      and ($2::text is null or products.shop_id = any(array(
        select id from shops where id::text = $2 or lower(name) = lower($2) or base_url = $2)))
    limit $3`,
    [wanted, shop, limit],
  );
  return rows.map(({ id, title, imageSha256 }) => ({
    type: 'product',
    label: title,
    productId: id,
    image: imagePath(imageSha256),
    count: null,
  }));
}
