// Finds out which currency stands beside a number.
import { currencyWords, sharedSigns, wordlikeCodes } from './currency-words.ts';

export interface CurrencyFound {
  /** ISO 4217; null when the sign means several and the page's country decides for none. */
  currency: string | null;
  /** How much of the text it takes. */
  length: number;
}

/** The currencies in use; Intl also knows old ones, which pages saved long ago still name. */
const isoCodes = new Set(Intl.supportedValuesOf('currency'));

const words = [...new Set([...Object.keys(currencyWords), ...Object.keys(sharedSigns)])];
const longestWord = Math.max(...words.map((word) => word.length));

/** Most numbers of a page have no money beside them: their neighbour tells before thirty words are tried. */
const couldStart = edges((word) => word[0]);
const couldEnd = edges((word) => word.at(-1)).add('.');

function edges(edgeOf: (word: string) => string | undefined): Set<string> {
  const found = [...words, ...isoCodes].map((word) => edgeOf(word) ?? '');
  return new Set(found.flatMap((edge) => [edge.toLowerCase(), edge.toUpperCase()]));
}

/** The currency that a sign, name or code means. @param local what is charged in the page's country */
export function meaningOf(written: string, local: string | null): string | null {
  const word = written.trim().toLowerCase().replace(/\.$/, '');
  const known = Object.hasOwn(currencyWords, word) ? currencyWords[word] : undefined;
  if (known !== undefined) return known;
  const shared = Object.hasOwn(sharedSigns, word) ? sharedSigns[word] : undefined;
  if (shared !== undefined)
    return shared.find((code) => code === local) ?? withoutCountry(word, shared, local);
  const code = word.toUpperCase();
  if (!isoCodes.has(code) || code.length !== 3) return null;
  return code;
}

/** Far from the country of any of its meanings `$` is American; `kr`, and `$` of nowhere, stay open. */
function withoutCountry(word: string, meanings: string[], local: string | null): string | null {
  const isOpen = meanings.length > 1 && (local === null || word === 'kr') && openSigns.has(word);
  return isOpen ? null : (meanings[0] ?? null);
}

const openSigns = new Set(['$', '¥', '元', '圓', 'kr']);

/** The currency whose sign, name or code ends right before `end`, spaces aside. */
export function currencyBefore(text: string, end: number, local: string | null): CurrencyFound | null {
  let to = end;
  while (to > 0 && isGap(text[to - 1])) to -= 1;
  if (!couldEnd.has(text[to - 1] ?? '')) return null;
  for (let length = Math.min(longestWord, to); length > 0; length -= 1) {
    const start = to - length;
    const found = readWord(text.slice(start, to), local);
    if (found === null || !isWordEdge(text, start)) continue;
    return { currency: found.currency, length: end - start };
  }
  return null;
}

/** The currency whose sign, name or code starts right at `start`, spaces aside. */
export function currencyAfter(text: string, start: number, local: string | null): CurrencyFound | null {
  let from = start;
  while (from < text.length && from - start < 4 && isGap(text[from])) from += 1;
  if (!couldStart.has(text[from] ?? '')) return null;
  for (let length = Math.min(longestWord, text.length - from); length > 0; length -= 1) {
    const found = readWord(text.slice(from, from + length), local);
    if (found === null || !isWordEdge(text, from + length)) continue;
    return { currency: found.currency, length: from + length - start };
  }
  return null;
}

function readWord(written: string, local: string | null): { currency: string | null } | null {
  if (written !== written.trim()) return null;
  const lower = written.toLowerCase();
  const bare = lower.endsWith('.') && lower !== 's/.' ? lower.slice(0, -1) : lower;
  if (needsCountry.has(bare)) {
    const meant = currencyWords[bare] ?? sharedSigns[bare]?.[0] ?? null;
    return meant !== null && meant === local ? { currency: meant } : null;
  }
  if (Object.hasOwn(currencyWords, bare) || Object.hasOwn(sharedSigns, bare)) {
    return { currency: meaningOf(bare, local) };
  }
  if (!/^[A-Z]{3}$/.test(written) || !isoCodes.has(written)) return null;
  return wordlikeCodes.has(written) && written !== local ? null : { currency: written };
}

/** Also words, letters or units: money only where that is the money. */
const needsCountry = new Set(['r', 'da', 'dt', 'dh', 'km', 'den', 'din', 'fr', 'rm', 'р', 'ft', 'тг', 'zl']);

/** Letters must not go on: `kr` is money, the start of `kraft` is not. Signs may touch anything. */
function isWordEdge(text: string, at: number): boolean {
  const [before = '', after = ''] = [text[at - 1], text[at]];
  return !(/\p{L}/u.test(before) && /\p{L}/u.test(after)) || isSpaceless(before) || isSpaceless(after);
}

/** Scripts that write no spaces between words. */
function isSpaceless(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(
    character,
  );
}

/** Between sign and number: a space, a colon, the dash that stands for no cents. */
function isGap(character: string | undefined): boolean {
  return character !== undefined && ' :*+'.includes(character);
}
