// Prices and currencies in text: a machine-readable value, or what a shop writes for people in any language.
import { currencyAfter, currencyBefore, meaningOf } from './currency-text.ts';
import {
  findNumbers,
  foldNumbers,
  machineStyle,
  type NumberFound,
  type NumberStyle,
  proseStyle,
} from './number-text.ts';

/** What the page tells about how prices are written on it. */
export interface PriceHints {
  /** What is charged in the page's country or named elsewhere on the page; decides what `$` and `kr` mean. */
  currency: string | null;
  /** BCP 47 primary subtag. */
  language: string | null;
}

export interface PriceFound {
  /** In major units. */
  amount: number;
  currency: string | null;
  /** True when a sign, name or code of a currency stands beside it. */
  isSigned: boolean;
  /** With the sign, where one stands before or after it. */
  start: number;
  end: number;
  /** Where its first digit is. */
  digitsAt: number;
}

/** Nothing on sale costs more in any currency; larger numbers are ids or mistakes. */
const highestPrice = 1e12;

/** Longer texts are prose, whose numbers are not the price. */
const longestText = 400;

/** The first number in `value`, written for machines, as a price in major units; null when there is none, or it is negative or absurd. */
export function parsePrice(value: unknown): number | null {
  if (typeof value === 'number') return plausiblePrice(value);
  if (typeof value !== 'string') return null;
  const text = foldNumbers(value.slice(0, 200));
  // A program's number rather than a shop's: `1e3` is no price of 1.
  if (/\de[+-]?\d/i.test(text)) return plausiblePrice(Number(text));
  const [first] = findNumbers(text, machineStyle);
  if (first === undefined || isNegative(text, first)) return null;
  return plausiblePrice(first.value);
}

/** An ISO 4217 code in capitals, from a code or an unmistakable sign; null otherwise. */
export function parseCurrency(value: unknown, local: string | null = null): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim().slice(0, 20);
  if (/^[a-z]{3}$/i.test(text)) return text.toUpperCase();
  return meaningOf(text, local);
}

/** Every number in a line of a page that may be a price, in the order of the text. */
export function findPrices(text: string, hints: PriceHints): PriceFound[] {
  const line = foldNumbers(text.slice(0, longestText)).replace(signAsPoint, '.$2$1');
  const found: PriceFound[] = [];
  for (const number of findNumbers(line, styleFor(line, hints))) {
    const price = readPrice(line, number, hints, found.at(-1)?.end ?? 0);
    if (price !== null) found.push(price);
  }
  return found;
}

/** French shops write `129€90`; turned into `129.90€` every place in the line keeps. */
const signAsPoint = /(?<=\d)([€£])(\d{2})(?![\d.,])/g;

/** @param from where the price before it ends: its sign is not this one's */
function readPrice(line: string, number: NumberFound, hints: PriceHints, from: number): PriceFound | null {
  const inTenThousands = line[number.end] === '万';
  const amount = plausiblePrice(number.value * (inTenThousands ? 10_000 : 1));
  if (amount === null || isPartOfWord(line, number, hints) || /^ ?%/.test(line.slice(number.end)))
    return null;
  const dashes = noCents(line, number.end);
  const end = number.end + dashes + (inTenThousands ? 1 : 0);
  const after = currencyAfter(line, end, hints.currency);
  const ahead = currencyBefore(line, number.start, hints.currency);
  const before = ahead !== null && number.start - ahead.length < from ? null : ahead;
  const beside = nearer(before, after);
  if (isNegative(line, { ...number, start: number.start - (before?.length ?? 0) })) return null;
  return {
    amount,
    currency: beside?.currency ?? before?.currency ?? after?.currency ?? null,
    isSigned: beside !== null || dashes > 0,
    start: number.start - (beside !== null && beside === before ? before.length : 0),
    digitsAt: number.start,
    end: end + (beside !== null && beside === after ? after.length : 0),
  };
}

/** The sign that says more: `US$ 5 EUR` is nobody's, `$5 USD` means its code. */
function nearer<Found extends { currency: string | null }>(
  before: Found | null,
  after: Found | null,
): Found | null {
  if (before === null || after === null) return before ?? after;
  return before.currency === null && after.currency !== null ? after : before;
}

/** The length of `,-`, `.–`, `:-` and the like, which stand for no cents. */
function noCents(line: string, at: number): number {
  const marks = /^[.,:]?\s?[-–—]{1,2}(?!\s?[\d$€£])/.exec(line.slice(at, at + 5));
  return marks === null ? 0 : marks[0].length;
}

/** `A4`, `USB3`, `15 kg`, `4K` are names and measures. Scripts that write no spaces may touch a price. */
function isPartOfWord(line: string, { start, end }: NumberFound, hints: PriceHints): boolean {
  const [before = '', after = ''] = [line[start - 1], line[end]];
  if (gluesToWord(before) && currencyBefore(line, start, hints.currency) === null) return true;
  if (currencyAfter(line, end, hints.currency) !== null) return false;
  // British pages write `£9.99p`.
  if (before === '£' && after === 'p') return false;
  return gluesToWord(after) || measure.test(line.slice(end, end + 8));
}

const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const measure =
  /^["″]|^ ?(g|gr|kg|mg|ml|cl|dl|l|cm|mm|m|km|m2|m²|gb|tb|mb|mah|hz|w|kw|v|oz|lbs?|inch|stars?)\b/i;

function gluesToWord(character: string): boolean {
  return /[\p{L}\d_]/u.test(character) && !spaceless.test(character);
}

function isNegative(line: string, { start }: { start: number }): boolean {
  const before = line.slice(Math.max(0, start - 3), start);
  return /(^|[\s(])[-–]\s?$/.test(before) && !/\d\s?[-–]\s?$/.test(line.slice(Math.max(0, start - 5), start));
}

/** Where three decimals are usual money, or a language with a decimal point names a currency that is its own, a point before three digits is decimal. */
function styleFor(line: string, { currency, language }: PriceHints): NumberStyle {
  if (currency !== null && threeDecimals.has(currency)) return { point: 'decimal', comma: 'thousands' };
  const pointLanguage = language === 'en' || language === 'he' || language === 'th';
  if (pointLanguage && /[$£₪฿]/.test(line)) return machineStyle;
  return proseStyle;
}

const threeDecimals = new Set(['KWD', 'BHD', 'OMR', 'JOD', 'TND', 'LYD', 'IQD']);

function plausiblePrice(price: number): number | null {
  return Number.isFinite(price) && price >= 0 && price < highestPrice ? price : null;
}
