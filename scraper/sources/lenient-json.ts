// Reads JSON as shops write it. One pass without backtracking: hostile input costs no more than its length.

/** A script larger than this holds a catalogue, not a product. */
const longestText = 2_000_000;

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
  for (const candidate of [() => bare, () => repairJson(bare), () => repairJson(unescapeQuotes(bare))]) {
    try {
      return JSON.parse(candidate());
    } catch {
      // Not readable this way; the next candidate repairs more.
    }
  }
  return undefined;
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
