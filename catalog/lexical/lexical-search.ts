// Products that a text names: by a code, a brand, or the words of titles and categories, best first.
import type { Queryable } from '../database.ts';
import { type Filters, filterConditions, Parameters, whereAll } from '../filters.ts';
import { type Meaning, understand } from './query-words.ts';

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
  text: string;
  filters: Filters;
  limit: number;
  /** Also search for words that so many products have that they name none. Default false. */
  commonToo?: boolean;
}

// Words of more than a third of all products say what is sold here ("tap"), not which one.
const leastRarity = Math.log(3);

// The candidates come from the rarest words until they have so many products; the other words only rank these.
const mostDriving = 5000;

// The same thing in several shops has the same code; a code of more than these is a family's, or a size.
const mostOfOneCode = 8;

export async function searchByWords(db: Queryable, query: LexicalQuery): Promise<LexicalPage> {
  const { codes, meanings } = await understand(db, query.text);
  const telling = query.commonToo ? meanings : meanings.filter(({ weight }) => weight >= leastRarity);
  const corrections = telling.flatMap(({ typed, correctedTo }) =>
    correctedTo === null ? [] : [{ from: typed, to: correctedTo }],
  );
  if (codes.length === 0 && telling.length === 0) return { hits: [], corrections: [] };
  const rows = await findNamed(db, query, { codes, meanings: telling });
  const total = telling.reduce((sum, { weight }) => sum + weightOf(weight), 0);
  const hits = rows.map((row) => toHit(row, total));
  return { hits: hits.toSorted(inOrder).slice(0, query.limit), corrections };
}

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
}

async function findNamed(db: Queryable, query: LexicalQuery, wanted: Wanted): Promise<Row[]> {
  const parameters = new Parameters();
  const { driving, ranking } = split(wanted.meanings);
  const codes = parameters.add(wanted.codes);
  const codeQuery = parameters.add(wanted.codes.map(quoted).join(' | '));
  const tableOf = (meanings: readonly Meaning[]) => {
    const [queries, weights, brands] = [
      parameters.add(meanings.map(tsqueryOf)),
      parameters.add(meanings.map(({ weight }) => weightOf(weight))),
      parameters.add(meanings.map(({ kind }) => kind === 'brand')),
    ];
    return `unnest(${queries}::text[], ${weights}::float8[], ${brands}::boolean[])`;
  };
  const conditions = filterConditions(query.filters, { table: 'products', idColumn: 'id', parameters });
  const { rows } = await db.query<Row>(
    `
    with coded as (
      select product_id, count(*) over () as sharing,
        array(
          select lexeme from unnest(tsvector_to_array(words)) as lexeme where lexeme = any(${codes}::text[])
        ) as codes
      from product_words
      where words @@ ${codeQuery}::tsquery
      limit 200
    ),
    driven as (
      select product_id, sum(weight) as score, bool_or(is_brand) as by_brand, bool_or(not is_brand) as by_words
      from ${tableOf(driving)} as driver (query, weight, is_brand)
      join product_words on words @@ query::tsquery
      group by product_id
    ),
    named as (
      select coalesce(driven.product_id, coded.product_id) as product_id, coalesce(codes, '{}') as codes,
        coalesce(sharing, 0) as sharing, coalesce(score, 0) as score, coalesce(by_brand, false) as by_brand,
        coalesce(by_words, false) as by_words
      from driven
      full join coded on coded.product_id = driven.product_id
    )
    select named.product_id as "productId", codes, sharing, named.score + coalesce(more.score, 0) as score,
      named.by_brand or coalesce(more.by_brand, false) as "byBrand",
      named.by_words or coalesce(more.by_words, false) as "byWords"
    from named
    join products on products.id = named.product_id
    join product_words on product_words.product_id = named.product_id
    left join lateral (
      select sum(weight) as score, bool_or(is_brand) as by_brand, bool_or(not is_brand) as by_words
      from ${tableOf(ranking)} as ranker (query, weight, is_brand)
      where words @@ query::tsquery
    ) as more on true
    ${whereAll(conditions)}
    order by cardinality(codes) > 0 desc, 4 desc, named.product_id
    limit ${parameters.add(query.limit)}`,
    parameters.values,
  );
  return rows;
}

function split(meanings: readonly Meaning[]): { driving: Meaning[]; ranking: Meaning[] } {
  const byRarity = meanings.toSorted((a, b) => a.products - b.products);
  let products = 0;
  const enough = byRarity.findIndex((meaning, i) => {
    products += meaning.products;
    return i > 0 && products > mostDriving;
  });
  const driving = enough === -1 ? byRarity.length : enough;
  return { driving: byRarity.slice(0, driving), ranking: byRarity.slice(driving) };
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
