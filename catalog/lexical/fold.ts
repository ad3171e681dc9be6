// Folds text for comparing: no case, no accents, one spelling of a code. The same for products and queries.

// Letters that Unicode doesn't take apart into a base and a mark.
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** `Brück & Søn` becomes `bruck & son`. Marks beyond Latin, Greek and Cyrillic are vowels, and stay. */
export function foldText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => plainLetters[letter] ?? letter);
}

// No name is longer; what is can only be an accident or an attack.
const longestWord = 40;

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]+/gu;

/**
 * The words of a text, folded, each once, in their order. Scripts that put no spaces between words are cut into
 * overlapping pairs of characters, which needs no dictionary and finds parts of compounds.
 */
export function wordsOf(text: string, most: number): string[] {
  const words = new Set<string>();
  for (const [run] of foldText(text).matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    for (const word of cutUnspaced(run)) {
      if (words.size >= most) return [...words];
      if (word.length <= longestWord) words.add(word);
    }
  }
  return [...words];
}

function cutUnspaced(run: string): string[] {
  const spaced = run.replace(unspaced, ' ').split(' ').filter(Boolean);
  return [...spaced, ...[...run.matchAll(unspaced)].flatMap(([part]) => pairsOf(part))];
}

function pairsOf(text: string): string[] {
  const characters = [...text];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}

/** The words of a name as one key: `Wexcombe & Sons` is `wexcombe sons`. Empty when nothing is left. */
export function nameKey(text: string): string {
  return wordsOf(text, 8).join(' ');
}

/** A code without case, dashes, dots and spaces: `TB-86285CAD` is `tb86285cad`. Empty when nothing is left. */
export function codeKey(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, longestWord);
}

/** Zeros in front only pad a GTIN to another length. Empty unless it is 7 to 14 digits. */
export function gtinKey(text: string): string {
  const digits = codeKey(text).replace(/^0+/, '');
  return /^\d{7,14}$/.test(digits) ? digits : '';
}
