// Where strings, comments and brackets of JavaScript end, found without reading what they mean.

const [doubleQuote, singleQuote, backtick, backslash, slash] = [34, 39, 96, 92, 47];
const [openBrace, closeBrace, openBracket, closeBracket] = [123, 125, 91, 93];

/** The index after the bracket that closes the one at `start`; null when there is none. */
export function closingIndex(text: string, start: number, most: number): number | null {
  const limit = Math.min(text.length, start + most);
  let depth = 0;
  for (let index = start; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (code === doubleQuote || code === singleQuote || code === backtick) {
      index = stringEnd(text, index, limit) - 1;
    } else if (code === slash && /[/*]/.test(text.charAt(index + 1))) {
      index = commentEnd(text, index) - 1;
    } else if (code === openBrace || code === openBracket) {
      depth += 1;
    } else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return null;
}

/** The index after the quote that ends the string at `start`. */
export function stringEnd(text: string, start: number, limit: number): number {
  const quote = text.charCodeAt(start);
  for (let index = start + 1; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (code === backslash) index += 1;
    else if (code === quote) return index + 1;
  }
  return limit;
}

/** The index after the comment at `start`. */
export function commentEnd(text: string, start: number): number {
  const closing = text.charAt(start + 1) === '/' ? '\n' : '*/';
  const end = text.indexOf(closing, start + 2);
  return end === -1 ? text.length : end + closing.length;
}
