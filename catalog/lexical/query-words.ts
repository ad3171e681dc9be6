// Understands a query's words: which are codes, which name a brand, which stand in titles, and what mistyped ones mean.
import type { Queryable } from '../database/database.ts';
import { codeKey, foldText, gtinKey, wordsOf } from './fold.ts';
import { careful, isTypoOf } from './typos.ts';

/** A word of the query, or several that name one brand, with the lexemes that it stands for. */
export interface Meaning {
  /** What was typed, folded. */
  typed: string;
  kind: 'brand' | 'word';
  /** Of `product_words`; with `isPrefix` all that begin like the only one. */
  lexemes: string[];
  isPrefix: boolean;
  /** What it was taken for, when that is not what was typed. */
  correctedTo: string | null;
  /** How many products have it, as far as is known. */
  products: number;
  /** How much it says: the logarithm of how rare it is, less for a guess. */
  weight: number;
}

export interface QueryWords {
  /** Possible codes, with what they may be in front; longest first. */
  codes: string[];
  meanings: Meaning[];
}

// A thousand words are a text, not a name; those who look for one still get the answer of its beginning.
const mostWords = 16;
const longestText = 1000;
// Looking up a typo costs 0.3 to 1 ms a word.
const mostUnknown = 8;
const longestBrand = 4;
// "gold" is not the beginning of "Goldberg", but a colour that no title has.
const shortestPrefix = 5;

/** Never throws for what the text holds: what is no word and no code means nothing. */
export async function understand(db: Queryable, text: string): Promise<QueryWords> {
  const clipped = text.slice(0, longestText);
  const words = wordsOf(clipped, mostWords);
  const runs = runsOf(words);
  const { same, catalogue } = await knownTerms(db, [...words, ...runs]);
  const isUnknown = (word: string) => !same.some((term) => term.asked === word);
  // A brand of several words is looked up by its likes only if one of them is no word: a typo makes it so.
  const unknown = [...words.filter(isUnknown), ...runs.filter((run) => run.split(' ').some(isUnknown))];
  const terms = [...same, ...(await likelyTerms(db, unknown.filter(isUnknown)))];
  const brands = brandsIn(words, terms, catalogue);
  const spent = new Set(brands.flatMap(({ typed }) => typed.split(' ')));
  const others = words.filter((word) => !spent.has(word)).map((word) => meaningOf(word, terms, catalogue));
  return { codes: codesIn(clipped), meanings: [...brands, ...others] };
}

/** Two to four words in a row, as brands have them. */
function runsOf(words: readonly string[]): string[] {
  return [2, 3, longestBrand].flatMap((length) =>
    words.flatMap((_, i) => (i + length <= words.length ? [words.slice(i, i + length).join(' ')] : [])),
  );
}

interface Term {
  asked: string;
  how: 'same' | 'prefix' | 'typo';
  kind: 'word' | 'brand';
  key: string;
  products: number;
}

async function knownTerms(db: Queryable, asked: string[]): Promise<{ same: Term[]; catalogue: number }> {
  const { rows } = await db.query<
    Omit<Term, 'key' | 'kind'> & { key: string | null; kind: Term['kind'] } & { catalogue: number }
  >(
    `
    with known as (
      select kind, key, sum(products)::int as products
      from unnest($1::text[]) as input (asked)
      cross join (values ('word'), ('brand')) as of (kind)
      join terms using (kind)
      where key = asked
      group by kind, key
    )
    select key as asked, 'same' as how, kind, key, known.products, terms_state.products as catalogue
    from terms_state
    left join known on true`,
    [asked],
  );
  return {
    same: rows.flatMap(({ key, ...term }) => (key === null ? [] : [{ ...term, key }])),
    catalogue: rows[0]?.catalogue ?? 0,
  };
}

/** What begins like a text that is no term, and what looks like it. */
async function likelyTerms(db: Queryable, unknown: string[]): Promise<Term[]> {
  if (unknown.length === 0) return [];
  const { rows } = await db.query<Term>(
    `
    with unknown as (
      select asked from unnest($1::text[]) as input (asked) where length(asked) between 3 and 60 limit $2
    )
    select unknown.asked, 'prefix' as how, begins.kind, begins.key, begins.products
    from unknown
    cross join lateral (
      select kind, key, sum(products)::int as products
      from terms
      where length(unknown.asked) >= $3 and key like unknown.asked || '%' and kind = 'word'
      group by kind, key
      order by products desc, key
      limit 20
    ) as begins
    union all
    select unknown.asked, 'typo', alike.kind, alike.key, alike.products
    from unknown
    cross join lateral (
      select kind, key, sum(products)::int as products
      from terms
      where key % unknown.asked and kind in ('word', 'brand')
      group by kind, key
      order by similarity(key, unknown.asked) desc, products desc, key
      limit 10
    ) as alike`,
    [unknown, mostUnknown, shortestPrefix],
  );
  return rows;
}

/** The longest runs of words first: `everyday bath co` is a brand before `bath` is a word. */
function brandsIn(words: readonly string[], terms: readonly Term[], catalogue: number): Meaning[] {
  const taken = new Set<string>();
  return [...words, ...runsOf(words)].reverse().flatMap((run) => {
    const parts = run.split(' ');
    if (parts.some((part) => taken.has(part))) return [];
    const brand = brandNamed(run, terms, words);
    if (!brand) return [];
    for (const part of parts) taken.add(part);
    return [brandMeaning(run, brand, catalogue)];
  });
}

function brandMeaning(typed: string, brand: Term, catalogue: number): Meaning {
  const isSame = brand.how === 'same';
  return {
    typed,
    kind: 'brand',
    lexemes: [`brand/${brand.key}`],
    isPrefix: false,
    correctedTo: isSame ? null : brand.key,
    products: brand.products,
    // Whoever names a brand means it: a word may stand in a title by chance.
    weight: 2 * rarity(brand.products, catalogue) * (isSame ? 1 : guessed),
  };
}

/** A mistyped run of several words is no brand if each of its words is known: it says what it means. */
function brandNamed(run: string, terms: readonly Term[], words: readonly string[]): Term | undefined {
  const own = terms.filter(({ asked, kind }) => asked === run && kind === 'brand');
  const same = own.find(({ how }) => how === 'same');
  if (same) return same;
  const isKnown = (word: string) => terms.some(({ asked, how }) => asked === word && how === 'same');
  if (run.split(' ').every((word) => words.includes(word) && isKnown(word))) return undefined;
  return own.find(({ how, key }) => how === 'typo' && isTypoOf(run, key, careful));
}

// A guess says less than the word itself.
const guessed = 0.8;

function meaningOf(typed: string, terms: readonly Term[], catalogue: number): Meaning {
  const own = terms.filter(({ asked, kind }) => asked === typed && kind === 'word');
  const same = own.filter(({ how }) => how === 'same');
  const begun = own.filter(({ how }) => how === 'prefix');
  const meant = own.filter(({ how, key }) => how === 'typo' && isTypoOf(typed, key, careful)).slice(0, 3);
  const [taken = []] = [same, begun, meant].filter((one) => one.length > 0);
  const products = taken.reduce((sum, term) => sum + term.products, 0);
  const isGuess = taken === begun || taken === meant;
  return {
    typed,
    kind: 'word',
    lexemes: taken === meant ? meant.map(({ key }) => key) : [typed],
    isPrefix: taken === begun,
    correctedTo: taken === meant ? (meant[0]?.key ?? null) : null,
    products,
    weight: rarity(products, catalogue) * (isGuess ? guessed : 1),
  };
}

// Before anything was counted every word is taken for a rare one.
const uncounted = 5;

/** Like inverse document frequency: 0 for a word that every product has. */
function rarity(products: number, catalogue: number): number {
  if (catalogue === 0) return uncounted;
  return Math.max(0, Math.log((catalogue + 1) / (Math.min(products, catalogue) + 1)));
}

/**
 * What may be a code: the whole text, and each part or up to three parts in a row with a digit. Whoever types
 * `TB 86285 CAD` means `TB-86285CAD`.
 */
function codesIn(text: string): string[] {
  const parts = foldText(text).split(/\s+/).map(codeKey).filter(Boolean).slice(0, mostWords);
  const runs = [1, 2, 3].flatMap((length) =>
    parts.flatMap((_, i) => (i + length <= parts.length ? [parts.slice(i, i + length).join('')] : [])),
  );
  const keys = new Set(runs.filter((run) => run.length >= 4 && run.length <= 40 && /\d/.test(run)));
  const whole = parts.join('');
  if (whole.length >= 2 && whole.length <= 40) keys.add(whole);
  const gtins = [...keys].map(gtinKey).filter(Boolean);
  return [
    ...[...keys].flatMap((key) => [`sku/${key}`, `mpn/${key}`, `model/${key}`]),
    ...gtins.map((key) => `gtin/${key}`),
  ];
}
