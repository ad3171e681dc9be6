// What the catalogue calls things, as far as a question may mean it: brands, categories, shops, currencies.
import { listShops } from '../../catalog/crawls/shops.ts';
import type { Queryable } from '../../catalog/database/database.ts';
import { foldText } from '../../catalog/lexical/fold.ts';
import { cataloguedCurrencies, type NamedTerm, namedTerms } from '../../catalog/lexical/named-terms.ts';
import { numbersOf } from './question-words.ts';

export interface CatalogueWords {
  /** What the question's words are in the catalogue. */
  terms: readonly NamedTerm[];
  /** Names of the shops. */
  shops: readonly string[];
  /** That of most prices first. */
  currencies: readonly string[];
}

/** A name of more words is met in no question. */
export const longestName = 4;

export async function catalogueWordsFor(db: Queryable, question: string): Promise<CatalogueWords> {
  const [terms, shops, currencies] = await Promise.all([
    namedTerms(db, keysIn(question)),
    listShops(db),
    cataloguedCurrencies(db),
  ]);
  return { terms, shops: shops.map(({ name }) => name), currencies };
}

/** The words of a text as they are written, with the marks that end a phrase between them. */
export function tokensOf(text: string): string[] {
  return text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+|[;:,.!?()]/gu) ?? [];
}

/** Every run of words that may be a name, with its last word in the singular and in the plural. */
export function runKeys(run: readonly string[]): string[] {
  const last = run.at(-1) ?? '';
  return numbersOf(last).map((form) => [...run.slice(0, -1), form].join(' '));
}

function keysIn(question: string): string[] {
  const tokens = tokensOf(question).map(foldText);
  return [
    ...new Set(
      tokens.flatMap((_, start) =>
        Array.from({ length: longestName }, (__, i) => tokens.slice(start, start + i + 1)).flatMap(runKeys),
      ),
    ),
  ];
}
