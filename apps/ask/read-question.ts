// Understands a question by rules: prices and stock by how people speak of them, names by what the catalogue has.
import { foldText, nameKey } from '../../catalog/lexical/fold.ts';
import type { NamedTerm } from '../../catalog/lexical/named-terms.ts';
import { parseColour } from '../../clip/picture/parse-colour.ts';
import { type CatalogueWords, longestName, runKeys, tokensOf } from './catalogue-words.ts';
import { germanColours } from './german-colours.ts';
import { priceBounds } from './price-bounds.ts';
import { isSilent } from './question-words.ts';
import type { Understood } from './understood.ts';

/** Pure: the same question and catalogue are understood alike. */
export function readQuestion(question: string, catalogue: CatalogueWords): Understood {
  const { rest, ...prices } = priceBounds(question, catalogue.currencies[0] ?? null);
  const written = tokensOf(rest);
  const tokens = written.map(foldText);
  const spent = new Set<number>();
  const without = takeNegations(tokens, spent);
  const shop = takeShop(tokens, spent, catalogue.shops);
  const brands = takeBrands(tokens, spent, catalogue.terms);
  const said = tokens.filter((_, i) => !spent.has(i)).join(' ');
  return {
    ...prices,
    without,
    shop,
    brands,
    category: findCategory(tokens, spent, catalogue.terms),
    colours: findColours(tokens, spent),
    available: available.test(said),
    sort: sortIn(said),
    words: tokens
      .flatMap((token, i) => {
        if (spent.has(i) || !/[\p{L}\p{N}]/u.test(token) || isSilent(token)) return [];
        return [germanColours.get(token) ?? written[i]?.toLowerCase() ?? token];
      })
      .join(' '),
  };
}

const available = /(?<!out of |not |nicht )\b(?:in stock|available|auf lager|lieferbar\w*|vorratig\w*)\b/;

const sorts = [
  ['price', /\b(?:cheapest|least expensive|lowest price\w*|gunstigst\w*|billigst\w*)\b/],
  ['-price', /\b(?:most expensive|dearest|priciest|teuerst\w*)\b/],
  ['newest', /\b(?:newest|latest|neuest\w*)\b/],
] as const;

function sortIn(text: string): Understood['sort'] {
  return sorts.find(([, words]) => words.test(text))?.[0] ?? 'relevance';
}

const negations = new Set([
  'not',
  'without',
  'no',
  'except',
  'nor',
  'ohne',
  'kein',
  'keine',
  'keinen',
  'nicht',
  'ausser',
]);
const articles = new Set(['a', 'an', 'any', 'the', 'in', 'too', 'eine', 'einen', 'ein']);
const alternatives = new Set(['or', 'nor', 'oder']);
const longestNegation = 3;

/** "Not chrome or gold", "without two handles": what follows until a word that says nothing. */
function takeNegations(tokens: readonly string[], spent: Set<number>): string[] {
  const found: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!negations.has(tokens[i] ?? '')) continue;
    let phrase: string[] = [];
    const close = () => {
      if (phrase.length > 0) found.push(phrase.join(' '));
      phrase = [];
    };
    let at = i + 1;
    for (; at < tokens.length; at++) {
      const token = tokens[at] ?? '';
      if (phrase.length === 0 && articles.has(token)) continue;
      if (alternatives.has(token) && phrase.length > 0) close();
      else if (isSilent(token) || phrase.length === longestNegation) break;
      else phrase.push(token);
    }
    close();
    if (at > i + 1) for (let k = i; k < at; k++) spent.add(k);
    i = at - 1;
  }
  return found;
}

interface Run {
  start: number;
  words: string[];
}

/** Runs of words of which none is spent, the longest first. */
function runsOf(tokens: readonly string[], spent: ReadonlySet<number>): Run[] {
  const runs: Run[] = [];
  for (let length = longestName; length > 0; length--) {
    for (let start = 0; start + length <= tokens.length; start++) {
      const words = tokens.slice(start, start + length);
      const isFree = words.every((word, k) => !spent.has(start + k) && /[\p{L}\p{N}]/u.test(word));
      if (isFree && !words.every(isSilent)) runs.push({ start, words });
    }
  }
  return runs;
}

const spend = ({ start, words }: Run, spent: Set<number>) => {
  for (const k of words.keys()) spent.add(start + k);
};

function takeShop(tokens: readonly string[], spent: Set<number>, shops: readonly string[]): string | null {
  const keys = new Map(shops.map((name) => [nameKey(name), name]));
  for (const run of runsOf(tokens, spent)) {
    const name = keys.get(nameKey(run.words.join(' ')));
    if (name === undefined || (run.words.length === 1 && !isNamedAfter(tokens, run.start, shopMarks)))
      continue;
    spend(run, spent);
    return name;
  }
  return null;
}

const shopMarks = new Set(['at', 'from', 'shop', 'store', 'bei', 'von', 'im']);
const brandMarks = new Set(['by', 'from', 'brand', 'von', 'marke']);
const isNamedAfter = (tokens: readonly string[], start: number, marks: ReadonlySet<string>) =>
  marks.has(tokens[start - 1] ?? '');

function takeBrands(tokens: readonly string[], spent: Set<number>, terms: readonly NamedTerm[]): string[] {
  const found = new Set<string>();
  for (const run of runsOf(tokens, spent)) {
    if (run.words.some((_, k) => spent.has(run.start + k))) continue;
    const key = run.words.join(' ');
    const brand = terms.find((term) => term.kind === 'brand' && term.key === key);
    if (!brand || (isOrdinary(brand, terms) && !isNamedAfter(tokens, run.start, brandMarks))) continue;
    spend(run, spent);
    found.add(brand.label);
  }
  return [...found];
}

// A brand's own products have its name, too.
const ownWords = 1.5;

/** A brand called "Gold" or "Home" is meant only where the question says that a brand is. */
function isOrdinary({ key, products }: NamedTerm, terms: readonly NamedTerm[]): boolean {
  if (key.includes(' ')) return false;
  const word = terms.find((term) => term.kind === 'word' && term.key === key);
  return parseColour(key) !== null || (word !== undefined && word.products > ownWords * products);
}

/** The longest name that is one, and of several as long that of the fewest products. Its words stay: they say what it looks like. */
function findCategory(
  tokens: readonly string[],
  spent: ReadonlySet<number>,
  terms: readonly NamedTerm[],
): string | null {
  const found = runsOf(tokens, spent).flatMap(({ words }) => {
    const keys = runKeys(words);
    const category = terms.find((term) => term.kind === 'category' && keys.includes(term.key));
    return category && parseColour(category.key) === null ? [{ category, length: words.length }] : [];
  });
  found.sort((a, b) => b.length - a.length || a.category.products - b.category.products);
  return found[0]?.category.label ?? null;
}

function findColours(tokens: readonly string[], spent: ReadonlySet<number>): string[] {
  const found: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (spent.has(i)) continue;
    const [one = '', two = ''] = [tokens[i], spent.has(i + 1) ? '' : tokens[i + 1]];
    const name = [`${one} ${two}`.trim(), germanColours.get(one) ?? one].find((word) => isColourWord(word));
    if (name === undefined) continue;
    found.push(name);
    if (name.includes(' ')) i += 1;
  }
  return [...new Set(found)];
}

const isColourWord = (word: string) => !word.startsWith('#') && parseColour(word) !== null;
