// Reads JSON as shops write it. One pass without backtracking: hostile input costs no more than its length.
import { readLiteral } from './js-literal.ts';

/** A script larger than this holds a catalogue, not a product. */
const longestText = 2_000_000;

/** More objects side by side in one script are a list of something. */
const mostValues = 200;

/** What may stand around JSON in a script, from the days when browsers would have shown it. */
const openings = ['<!--', '//<!--', '/*<![CDATA[*/', '//<![CDATA[', '<![CDATA['];
const closings = ['-->', '//-->', '/*]]>*/', '//]]>', ']]>', ';'];

/**
 * Takes JSON inside HTML comments or CDATA, with comments, trailing commas, raw line breaks in strings, bad
 * escapes, or HTML-escaped quotes. Undefined when nothing helps.
 */
export function parseLenientJson(text: string): unknown {
  if (text.length > longestText) return undefined;
  const bare = unwrap(text);
  if (!/^[[{"\d&-]|^(true|false|null)|^\//.test(bare)) return undefined;
  for (const candidate of [
    () => bare,
    () => repairJson(bare),
    () => repairJson(unescapeQuotes(bare)),
    () => repairJson(escapeInnerQuotes(bare)),
  ]) {
    try {
      return JSON.parse(candidate());
    } catch {
      // Not readable this way; the next candidate repairs more.
    }
  }
  return readSeveral(bare);
}

/** Objects one after another, and what is whole before a brace too many or a text cut off. */
function readSeveral(text: string): unknown {
  const values: unknown[] = [];
  const budget = { characters: text.length * 2 };
  for (let at = text.search(/[{[]/); at !== -1 && values.length < mostValues; ) {
    const literal = readLiteral(text, at, budget);
    if (literal === null) break;
    values.push(literal.value);
    const next = text.slice(literal.end).search(/[{[]/);
    at = next === -1 ? -1 : literal.end + next;
  }
  return values.length > 1 ? values : values[0];
}

/** A quote within a text: `"name": "19" monitor"`. One ends its text only before a comma, a colon or a bracket. */
function escapeInnerQuotes(text: string): string {
  const pieces: string[] = [];
  let isInside = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\') {
      pieces.push(character, text.charAt(index + 1));
      index += 1;
    } else if (character !== '"') {
      pieces.push(character);
    } else if (isInside && !/^\s{0,200}([,:}\]]|$)/.test(text.slice(index + 1, index + 203))) {
      pieces.push('\\"');
    } else {
      pieces.push(character);
      isInside = !isInside;
    }
  }
  return pieces.join('');
}

function unwrap(text: string): string {
  let bare = text.trim();
  // Wrappers come nested at most twice; a fixed number of rounds keeps this linear.
  for (let round = 0; round < 3; round += 1) {
    const opening = openings.find((candidate) => bare.startsWith(candidate));
    if (opening !== undefined) bare = bare.slice(opening.length).trim();
    const closing = closings.find((candidate) => bare.endsWith(candidate));
    if (closing !== undefined) bare = bare.slice(0, -closing.length).trim();
  }
  return bare;
}

function unescapeQuotes(text: string): string {
  return text.replace(/&(quot|#34|#x22);/gi, '"').replace(/&amp;/gi, '&');
}

/** Escapes raw control characters and bad escapes inside strings; drops comments and trailing commas outside. */
function repairJson(text: string): string {
  const pieces: string[] = [];
  /** Where in `pieces` a comma waits to see whether a bracket closes after it; -1 when none does. */
  let commaAt = -1;
  let index = 0;
  while (index < text.length) {
    const character = text.charAt(index);
    if (character === '"') {
      const end = stringEnd(text, index);
      pieces.push(repairString(text.slice(index, end)));
      index = end;
      commaAt = -1;
      continue;
    }
    const afterComment = commentEnd(text, index);
    if (afterComment > index) {
      index = afterComment;
      continue;
    }
    if ((character === '}' || character === ']') && commaAt >= 0) pieces[commaAt] = '';
    if (character === ',') commaAt = pieces.length;
    else if (!isSpace(character)) commaAt = -1;
    pieces.push(character);
    index += 1;
  }
  return pieces.join('');
}

/** The index after the quote that ends the string starting at `start`, or the text's end. */
function stringEnd(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}

/** The index after the comment that starts at `start`; `start` itself when none does. */
function commentEnd(text: string, start: number): number {
  const [close, closeLength] = text.startsWith('/*', start)
    ? ['*/', 2]
    : text.startsWith('//', start)
      ? ['\n', 1]
      : [null, 0];
  if (close === null) return start;
  const end = text.indexOf(close, start + 2);
  return end === -1 ? text.length : end + closeLength;
}

function repairString(quoted: string): string {
  return quoted
    .replace(/\\(u[0-9a-f]{4}|[^u]|u)/gis, (sequence, kind: string) => {
      if (/^(u[0-9a-f]{4}|["\\/bfnrt])$/i.test(kind)) return sequence;
      return kind === 'u' ? '\\\\u' : kind;
    })
    .replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
