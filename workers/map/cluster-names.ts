// Names clusters by the phrases that set their products apart from the rest: "Polished Gold · Matte Black". Pure.
import { foldText } from '../../catalog/lexical/fold.ts';

export interface Named {
  title: string;
  brand: string | null;
  category: readonly string[];
}

const longestPhrase = 3;
// A phrase that fewer of the cluster's products have is true of too few of them.
const leastShare = 0.25;
// Of so many phrases some are two standard errors off by accident.
const leastWeight = 3;
// A second phrase that is much less sure than the first is an accident beside it.
const secondWeight = 0.6;
// "Polished Gold" instead of "Gold" when so many of those that say the one say the other.
const longerShare = 0.7;
// One phrase is enough when it is true of nearly all.
const wholeShare = 0.8;
/** Words that join others; a phrase neither begins nor ends with one. */
const joining = new Set('a and de der die du en et for für i in la le mit of og the und with y'.split(' '));

export interface NamingOptions {
  /** The products of the whole map, where the clusters are only part of it. */
  everything?: readonly Named[];
  /** What the clusters are part of: its name is not said again. */
  within?: string | null;
}

/** One for each cluster, all different. Null for one of which there is nothing to say. */
export function nameClusters(
  clusters: readonly (readonly Named[])[],
  { everything = clusters.flat(), within = null }: NamingOptions = {},
): (string | null)[] {
  const everywhere = countPhrases(everything);
  const said = splitWords(within ?? '').map(foldText);
  const taken = new Set<string>();
  return clusters.map((products) => {
    const own = countPhrases(products);
    const ranked = rankPhrases(own, everywhere).filter(({ phrase }) =>
      phrase.words.some((word) => !said.includes(word)),
    );
    // Part of a region that is like the rest of it needs no name of its own.
    const telling = within === null ? ranked : ranked.filter(({ weight }) => weight >= leastWeight);
    const name = candidatesFrom(telling, own).find((one) => !taken.has(one)) ?? null;
    if (name !== null) taken.add(name);
    return name;
  });
}

/** Names in the order in which they would do. */
function candidatesFrom(ranked: readonly Ranked[], { products }: Counts): string[] {
  const [first] = ranked;
  if (!first) return [];
  const others = ranked.filter(
    ({ phrase }) => !phrase.words.some((word) => first.phrase.words.includes(word)),
  );
  const pairs = others.map(({ phrase }) => `${spell(first.phrase)} · ${spell(phrase)}`);
  const isEnough =
    first.phrase.products >= wholeShare * products || (others[0]?.weight ?? 0) < secondWeight * first.weight;
  const best = [spell(first.phrase), ...pairs.slice(0, 1)];
  return [...(isEnough ? best : best.reverse()), ...pairs, ...ranked.map(({ phrase }) => spell(phrase))];
}

interface Counts {
  products: number;
  phrases: Map<string, Phrase>;
}

interface Phrase {
  words: readonly string[];
  /** Products that have it. */
  products: number;
  spellings: Map<string, number>;
}

function countPhrases(products: readonly Named[]): Counts {
  const phrases = new Map<string, Phrase>();
  for (const product of products) {
    for (const [key, { words, spelling }] of phrasesOf(product)) {
      const phrase = phrases.get(key) ?? { words, products: 0, spellings: new Map<string, number>() };
      phrase.products++;
      phrase.spellings.set(spelling, (phrase.spellings.get(spelling) ?? 0) + 1);
      phrases.set(key, phrase);
    }
  }
  return { products: products.length, phrases };
}

interface Spelled {
  words: string[];
  spelling: string;
}

/** Those of a title by its words; brand and category as a whole. Numbers and codes tell nobody anything. */
function phrasesOf({ title, brand, category }: Named): Map<string, Spelled> {
  const found = new Map<string, Spelled>();
  const add = (spellings: readonly string[]) => {
    const words = spellings.map(foldText);
    const [first = '', last = ''] = [words[0], words.at(-1)];
    if (joining.has(first) || joining.has(last) || words.some((word) => !isWord(word))) return;
    const key = words.join(' ');
    if (!found.has(key)) found.set(key, { words, spelling: spellings.join(' ') });
  };
  // A phrase doesn't reach over a comma.
  for (const part of title.slice(0, 300).split(/[,;:|()/–—·]/)) {
    const spellings = splitWords(part);
    for (let from = 0; from < spellings.length; from++) {
      for (let length = 1; length <= longestPhrase && from + length <= spellings.length; length++) {
        add(spellings.slice(from, from + length));
      }
    }
  }
  for (const whole of [brand, category.at(-1)]) {
    const spellings = splitWords(whole ?? '');
    if (spellings.length > 0 && spellings.length <= longestPhrase) add(spellings);
  }
  return found;
}

const splitWords = (text: string): string[] =>
  text.match(/[\p{L}\p{M}\p{N}]+(?:[-'’][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
const isWord = (word: string) =>
  (word.length > 1 || joining.has(word)) && word.length <= 24 && !/\d/.test(word);

interface Ranked {
  phrase: Phrase;
  /** How sure it is that the cluster is about it. */
  weight: number;
}

/** Those that set the cluster apart, the surest first: by log odds ratio over its standard error. */
function rankPhrases(own: Counts, everywhere: Counts): Ranked[] {
  const elsewhere = everywhere.products - own.products;
  const ranked = [...own.phrases].flatMap(([key, phrase]) => {
    if (phrase.products < leastShare * own.products) return [];
    const here = phrase.products + 0.5;
    const there = (everywhere.phrases.get(key)?.products ?? 0) - phrase.products + 0.5;
    const odds =
      Math.log(here / (own.products - phrase.products + 0.5)) - Math.log(there / (elsewhere - there + 1));
    return [{ phrase: lengthen(phrase, own), weight: odds / Math.sqrt(1 / here + 1 / there) }];
  });
  return ranked.sort((one, other) => other.weight - one.weight);
}

/** The longest phrase around it that nearly as many products have. */
function lengthen(phrase: Phrase, { phrases }: Counts): Phrase {
  const key = ` ${phrase.words.join(' ')} `;
  const longer = [...phrases].filter(
    ([other, { products }]) => ` ${other} `.includes(key) && products >= longerShare * phrase.products,
  );
  return longer.reduce((best, [, one]) => (one.words.length > best.words.length ? one : best), phrase);
}

function spell({ spellings }: Phrase): string {
  const [usual] = [...spellings].reduce((best, one) => (one[1] > best[1] ? one : best));
  return usual.charAt(0).toUpperCase() + usual.slice(1);
}
