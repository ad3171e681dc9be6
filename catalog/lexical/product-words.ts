// What products are called, stored for lexical search: the words and codes of each as one text search vector.
import type { Queryable } from '../database/database.ts';
import { storableJson } from '../database/storable.ts';
import { inTransaction } from '../database/transaction.ts';
import { codeKey, foldText, gtinKey, nameKey, wordsOf } from './fold.ts';

/** The part of a product that names it. */
export interface Naming {
  title: string;
  brand: string | null;
  sku: string | null;
  gtin: string | null;
  mpn: string | null;
  category: readonly string[];
  variants: readonly { sku: string | null; gtin: string | null }[];
}

// A title is a dozen words; a shop that puts its whole description there still costs no more than this.
const most = { title: 48, category: 16, variants: 100 };

/** Lexemes of a product: plain words, and codes and brand with what they are in front. */
export function lexemesOf(product: Naming): string[] {
  const { title, brand, category } = product;
  const variants = product.variants.slice(0, most.variants);
  const codes = (kind: string, keys: string[]) => keys.filter(Boolean).map((key) => `${kind}/${key}`);
  const key = (code: string | null) => (code === null ? '' : codeKey(code));
  const gtin = (code: string | null) => (code === null ? '' : gtinKey(code));
  return [
    ...new Set([
      ...wordsOf(title, most.title),
      ...wordsOf(brand ?? '', most.category),
      ...wordsOf(category.join(' '), most.category),
      ...codes('brand', [brand === null ? '' : nameKey(brand)]),
      ...codes('sku', [key(product.sku), ...variants.map(({ sku }) => key(sku))]),
      ...codes('mpn', [key(product.mpn)]),
      ...codes('gtin', [gtin(product.gtin), ...variants.map((variant) => gtin(variant.gtin))]),
      ...codes('model', modelsIn(title)),
    ]),
  ];
}

/** Parts of a title that look like a maker's number: five or more characters, a digit and a letter among them. */
function modelsIn(title: string): string[] {
  return foldText(title)
    .split(/\s+/)
    .map(codeKey)
    .filter((code) => code.length >= 5 && /\d/.test(code) && /\p{L}/u.test(code))
    .slice(0, 8);
}

/** Stores what the products are called now; what is the same already is not written. */
export async function storeProductWords(
  client: Queryable,
  products: readonly { id: number; naming: Naming }[],
): Promise<void> {
  if (products.length === 0) return;
  const rows = products.map(({ id, naming }) => ({ id, words: lexemesOf(naming) }));
  await client.query(
    `
    insert into product_words (product_id, words)
    select input.id, array_to_tsvector(input.words)
    from json_to_recordset($1::json) as input (id bigint, words text[])
    order by input.id
    on conflict (product_id) do update set words = excluded.words
      where product_words.words <> excluded.words`,
    [storableJson(rows)],
  );
}

// A batch takes 30 to 100 ms on the embedded database, which answers nobody meanwhile.
const batch = 500;

/** Stores the words of products that have none, as those of an earlier version. @returns how many */
export async function fillMissingWords(db: Queryable): Promise<number> {
  let filled = 0;
  for (let afterId: number | null = 0; afterId !== null; ) {
    const ids: number[] = await fillAfter(db, afterId);
    filled += ids.length;
    afterId = ids.length < batch ? null : (ids.at(-1) ?? null);
  }
  return filled;
}

/**
 * The products are locked before their words are written, as storing a product does, so that the two never wait in a
 * circle; one that is just being stored gets its words by that.
 */
function fillAfter(db: Queryable, afterId: number): Promise<number[]> {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<Naming & { id: number }>(
      `
      select products.id, title, brand, sku, gtin, mpn, category, variants
      from products
      left join product_words on product_words.product_id = products.id
      where products.id > $1 and product_words.product_id is null
      order by products.id
      limit $2
      for key share of products skip locked`,
      [afterId, batch],
    );
    await storeProductWords(
      client,
      rows.map((row) => ({ id: row.id, naming: row })),
    );
    return rows.map(({ id }) => id);
  });
}
