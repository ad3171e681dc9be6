// Numbers as people write them: every script's digits, every way to group thousands and mark decimals.

/** How a lone separator before exactly three digits is to be read. */
export interface NumberStyle {
  /** `decimal` in data for machines and where the page's language writes `1.299` for a bit more than one. */
  point: 'decimal' | 'thousands';
  comma: 'decimal' | 'thousands';
}

/** What schema.org asks for: a point is the decimal sign; a comma before three digits groups all the same. */
export const machineStyle: NumberStyle = { point: 'decimal', comma: 'thousands' };

/** Most shops' pages: nobody prices in thousandths. */
export const proseStyle: NumberStyle = { point: 'thousands', comma: 'thousands' };

export interface NumberFound {
  value: number;
  /** Where its first character is, and where the text goes on. */
  start: number;
  end: number;
}

/** The digit zero of each script whose ten digits follow each other: Arabic, Persian, Devanagari, … full width. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xe50, 0x1040, 0xff10];

const folded: Record<string, string> = {
  '٫': '.',
  '٬': "'",
  '，': ',',
  '．': '.',
  '：': ':',
  '＄': '$',
  '￥': '¥',
  '￦': '₩',
  '−': '-',
  '’': "'",
  '‘': "'",
  '´': "'",
  '˙': "'",
};

/** ASCII digits, one kind of space, apostrophe and minus; as long as before, so that places in the text keep. */
export function foldNumbers(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, foldCharacter);
}

function foldCharacter(character: string): string {
  const known = folded[character];
  if (known !== undefined) return known;
  // Marks of writing direction stand between number and sign in Arabic and Hebrew.
  if (/[\s\u200b-\u200f\u061c\u2066-\u2069\ufeff]/.test(character)) return ' ';
  const code = character.charCodeAt(0);
  const zero = zeros.find((first) => code >= first && code < first + 10);
  return zero === undefined ? character : String(code - zero);
}

/** Enough for any line of a page; a bound on what a hostile one can cost. */
const mostNumbers = 200;

// Digits and separators never overlap, so this runs in linear time.
const numberLike = /\d+(?:[.,' ]\d+)*/g;

/** Every number in text that went through `foldNumbers`. */
export function findNumbers(text: string, style: NumberStyle): NumberFound[] {
  const found: NumberFound[] = [];
  for (const match of text.matchAll(numberLike)) {
    if (found.length >= mostNumbers) break;
    let at = match.index;
    for (const digits of splitUngrouped(match[0])) {
      const value = readDigits(digits, style);
      if (value !== null) found.push({ value, start: at, end: at + digits.length });
      at += digits.length + 1;
    }
  }
  return found;
}

/** `1 299` is one number; `12 99` and `1299 500` are two, for a space or apostrophe only stands before three digits. */
function splitUngrouped(text: string): string[] {
  const parts: string[] = [];
  let current = '';
  for (const piece of text.split(/(?=[ '])/)) {
    const groups = /^[ ']\d{3}(?!\d)/.test(piece) && /(^|[ '])\d{1,3}$/.test(current);
    if (current === '' || groups) current += piece;
    else {
      parts.push(current);
      current = piece.slice(1);
    }
  }
  return [...parts, current];
}

function readDigits(digits: string, style: NumberStyle): number | null {
  const plain = digits.replace(/[ ']/g, '');
  if (plain.replace(/\D/g, '').length > 15) return null;
  const separators = plain.replace(/\d/g, '');
  const last = separators.at(-1);
  if (last === undefined) return Number(plain);
  const isGrouping =
    separators.length > 1
      ? separators.split(last).length > 2
      : groupsAlone(plain, last, style) && digits === plain;
  if (isGrouping) return Number(plain.replace(/[.,]/g, ''));
  const decimalAt = plain.lastIndexOf(last);
  return Number(`${plain.slice(0, decimalAt).replace(/[.,]/g, '')}.${plain.slice(decimalAt + 1)}`);
}

/** One separator before exactly three digits; `0.999` is less than one whatever the style. */
function groupsAlone(plain: string, separator: string, style: NumberStyle): boolean {
  if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(plain)) return false;
  return (separator === '.' ? style.point : style.comma) === 'thousands';
}
