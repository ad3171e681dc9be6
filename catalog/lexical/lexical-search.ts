// Products that a text names: by a code, a brand, or the words of titles and categories, best first.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { type Filters, filterConditions } from '../products/filters.ts';
import { type Meaning, type QueryWords, understand } from './query-words.ts';

/** What of the product was named. `model`: a maker's number in its title; `words`: of title or category. */
export type NamedBy = 'sku' | 'gtin' | 'mpn' | 'model' | 'brand' | 'words';

export interface LexicalHit {
  productId: number;
  /** How much of the text names it, above 0 to 1. */
  score: number;
  /** A code names this product and hardly another. */
  isExact: boolean;
  by: NamedBy[];
}

export interface LexicalPage {
  /** In order: exact ones, then by score, then by id. */
  hits: LexicalHit[];
  /** Words that were taken for others. */
  corrections: { from: string; to: string }[];
}

export interface LexicalQuery {
  filters: Filters;
  /** Whose photos' colours filters look at; needed for filters by colour only. */
  model?: string;
  /** Products first seen after this moment (microseconds since 1970) are left out; default none. */
  addedBy?: number | null;
  limit: number;
  /** Products that match the filters and are to be among the hits whenever the text names them; default none. */
  among?: readonly number[];
  /** Also search for words that so many products have that they name none. Default false. */
  commonToo?: boolean;
}

// Words of more than a third of all products say what is sold here ("tap"), not which one.
const leastRarity = Math.log(3);

// The candidates come from the rarest words until they have so many products; the other words only rank these.
// On Postgres 2,000 products take 5 ms.
const mostDriving = 600;

// The same thing in several shops has the same code; a code of more than these is a family's, or a size.
const mostOfOneCode = 8;

export async function searchByWords(
  db: Queryable,
  { text, ...query }: LexicalQuery & { text: string },
): Promise<LexicalPage> {
  return findNamed(db, await understand(db, text), query);
}

/** What the words of a text name, once they are understood. */
export async function findNamed(
  db: Queryable,
  { codes, meanings }: QueryWords,
  query: LexicalQuery,
): Promise<LexicalPage> {
  const telling = query.commonToo ? meanings : meanings.filter(({ weight }) => weight >= leastRarity);
  const corrections = telling.flatMap(({ typed, correctedTo }) =>
    correctedTo === null ? [] : [{ from: typed, to: correctedTo }],
  );
  if (codes.length === 0 && telling.length === 0) return { hits: [], corrections: [] };
  const wanted = { codes, meanings: telling };
  const takes = [takenFirst * query.limit, null];
  let rows: Row[] = [];
  for (const take of takes) {
    const found = await findRows(db, query, { ...wanted, take });
    rows = found.rows;
    if (!found.isCut) break;
  }
  const total = telling.reduce((sum, { weight }) => sum + weightOf(weight), 0);
  return { hits: rows.map((row) => toHit(row, total)).toSorted(inOrder), corrections };
}

// So many times what is wanted is ranked before the filters look at it: they are columns of another table, and
// looking at all of 2,000 costs more than the search. Where they leave too few, all are looked at after all.
const takenFirst = 4;

// A word that every product has weighs nothing, but still finds them.
const weightOf = (weight: number) => Math.max(weight, 0.05);

interface Row {
  productId: number;
  codes: string[];
  /** Products that share any of the codes. */
  sharing: number;
  score: number;
  byBrand: boolean;
  byWords: boolean;
}

interface Wanted {
  codes: readonly string[];
  meanings: readonly Meaning[];
  /** The best so many meet the filters; null: all. */
  take: number | null;
}

/** One scan of the index finds every candidate; what each is worth is summed up over all words. */
async function findRows(
  db: Queryable,
  query: LexicalQuery,
  { codes, meanings, take }: Wanted,
): Promise<{ rows: Row[]; isCut: boolean }> {
  const parameters = new Parameters();
  const codeQuery = parameters.add(codes.map(quoted).join(' | '));
  const candidates = parameters.add(
    [...codes.map(quoted), ...drivingOf(meanings).map(tsqueryOf)].join(' | '),
  );
  const [queries, weights, brands, codeList] = [
    parameters.add(meanings.map(tsqueryOf)),
    parameters.add(meanings.map(({ weight }) => weightOf(weight))),
    parameters.add(meanings.map(({ kind }) => kind === 'brand')),
    parameters.add(codes),
  ];
  const { filters, model = null, addedBy = null } = query;
  const conditions = [
    ...filterConditions(filters, { table: 'products', of: 'products', model, parameters }),
    ...(addedBy === null
      ? []
      : [`products.first_seen <= to_timestamp(${parameters.add(addedBy)}::bigint / 1000000.0)`]),
  ];
  // An array is looked up in the primary key; joined, 20,000 products were read through for 5 ms.
  const bestOnly = 'products.id = any(array(select product_id from best))';
  const { rows } = await db.query<Row & { ranked: number }>(
    `
    with scored as materialized (
      select product_id, words @@ ${codeQuery}::tsquery as is_coded, words, worth.*
      from product_words
      cross join lateral (
        select coalesce(sum(weight), 0) as score, coalesce(bool_or(is_brand), false) as by_brand,
          coalesce(bool_or(not is_brand), false) as by_words
        from unnest(${queries}::tsquery[], ${weights}::float8[], ${brands}::boolean[])
          as meaning (query, weight, is_brand)
        where words @@ query
      ) as worth
      where words @@ ${candidates}::tsquery
    ),
    best as materialized (
      select product_id from scored order by is_coded desc, score desc, product_id limit ${parameters.add(take)}
    ),
    chosen as (
      (
        select product_id
        from scored
        join products on products.id = scored.product_id
        ${whereAll([...(take === null ? [] : [bestOnly]), ...conditions])}
        order by is_coded desc, score desc, product_id
        limit ${parameters.add(query.limit)}
      )
      union
      select product_id from scored where product_id = any(${parameters.add(query.among ?? [])}::bigint[])
    )
    select product_id as "productId", score, by_brand as "byBrand", by_words as "byWords",
      (select count(*) from scored where is_coded) as sharing, (select count(*) from scored) as ranked,
      array(
        select lexeme
        from unnest(case when is_coded then tsvector_to_array(words) end) as lexeme
        where lexeme = any(${codeList}::text[])
      ) as codes
    from chosen
    join scored using (product_id)`,
    parameters.values,
  );
  const isCut = take !== null && rows.length < query.limit && (rows[0]?.ranked ?? take + 1) > take;
  return { rows, isCut };
}

/** The rarest words, as many as have few enough products together; at least one. */
function drivingOf(meanings: readonly Meaning[]): Meaning[] {
  const byRarity = meanings.toSorted((a, b) => a.products - b.products);
  let products = 0;
  return byRarity.filter((meaning, i) => {
    products += meaning.products;
    return i === 0 || products <= mostDriving;
  });
}

function tsqueryOf({ lexemes, isPrefix }: Meaning): string {
  return lexemes.map((lexeme) => (isPrefix ? `${quoted(lexeme)}:*` : quoted(lexeme))).join(' | ');
}

/** Folded text has letters, digits, marks, and the slash and spaces of names; quoted all the same. */
function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function toHit(row: Row, total: number): LexicalHit {
  const kinds = [...new Set(row.codes.map((code) => code.slice(0, code.indexOf('/')) as NamedBy))]; // lexemes of product-words.ts
  const isCode = row.codes.some((code) => /^(sku|gtin|mpn)\/.*\d/.test(code));
  return {
    productId: row.productId,
    score: kinds.length > 0 || total === 0 ? 1 : Math.min(1, row.score / total),
    isExact: isCode && row.sharing <= mostOfOneCode,
    by: [
      ...kinds,
      ...(row.byBrand ? (['brand'] as const) : []),
      ...(row.byWords ? (['words'] as const) : []),
    ],
  };
}

function inOrder(a: LexicalHit, b: LexicalHit): number {
  return Number(b.isExact) - Number(a.isExact) || b.score - a.score || a.productId - b.productId;
}
