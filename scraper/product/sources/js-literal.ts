// Reads a JavaScript object or array literal out of a script, as data: nothing is ever run.
import { closingIndex, commentEnd, stringEnd } from './literal-bounds.ts';

/** Nested deeper it is no product's data; also keeps the recursion shallow. */
const deepest = 80;

/** Literals longer than this are read only when they are JSON, which is ten times as fast. */
const longestLoose = 300_000;
const longest = 2_500_000;

export interface Literal {
  value: unknown;
  /** The index after its last character. */
  end: number;
}

/** How many characters may still be looked at; shared by all the literals of a page, since unclosed ones reach far. */
export interface ReadingBudget {
  characters: number;
}

/**
 * @param start the index of the literal's `{` or `[`
 * @returns null when the literal is not closed or holds code; an expression in it (a variable, a call) is undefined
 */
export function readLiteral(text: string, start: number, budget: ReadingBudget): Literal | null {
  const end = closingIndex(text, start, Math.min(longest, budget.characters));
  budget.characters -= (end ?? Math.min(text.length, start + longest)) - start;
  if (end === null) return null;
  try {
    return { value: JSON.parse(text.slice(start, end)), end };
  } catch {
    // Not JSON: unquoted keys, single quotes, comments or expressions.
    return end - start > longestLoose ? null : new LiteralReader(text, start).read();
  }
}

class HoldsCode extends Error {}

class LiteralReader {
  private readonly text: string;
  private index: number;

  constructor(text: string, start: number) {
    this.text = text;
    this.index = start;
  }

  read(): Literal | null {
    try {
      return { value: this.readValue(0), end: this.index };
    } catch (error) {
      if (error instanceof HoldsCode) return null;
      throw error;
    }
  }

  private readValue(depth: number): unknown {
    this.skipSpace();
    const start = this.index;
    const value = this.readSimple(depth);
    this.skipSpace();
    if (depth === 0 || /[,}\]]/.test(this.text.charAt(this.index))) return value;
    // What was read is the beginning of an expression: `'a' + b`, `price.toFixed(2)`.
    this.index = start;
    this.skipExpression();
    return undefined;
  }

  private readSimple(depth: number): unknown {
    const character = this.text.charAt(this.index);
    if (depth > deepest) throw new HoldsCode();
    if (character === '{') return this.readObject(depth);
    if (character === '[') return this.readArray(depth);
    if (character === '"' || character === "'" || character === '`') return this.readString();
    const [word = ''] =
      /^(-?[\d.]+(e[+-]?\d+)?|true|false|null|!0|!1)(?![\w$.(])/i.exec(
        this.text.slice(this.index, this.index + 40),
      ) ?? [];
    this.index += word.length;
    if (word === 'true' || word === '!0') return true;
    if (word === 'false' || word === '!1') return false;
    if (word === 'null') return null;
    return word === '' ? undefined : Number(word);
  }

  private readObject(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.index += 1;
    for (;;) {
      this.skipSpace();
      if (this.text.charAt(this.index) === '}') break;
      const key = this.readKey();
      this.skipSpace();
      if (this.text.charAt(this.index) !== ':') throw new HoldsCode();
      this.index += 1;
      const value = this.readValue(depth + 1);
      if (key !== '__proto__') object[key] = value;
      if (!this.skipComma('}')) break;
    }
    this.index += 1;
    return object;
  }

  private readArray(depth: number): unknown[] {
    const array: unknown[] = [];
    this.index += 1;
    for (;;) {
      this.skipSpace();
      if (this.text.charAt(this.index) === ']') break;
      array.push(this.readValue(depth + 1));
      if (!this.skipComma(']')) break;
    }
    this.index += 1;
    return array;
  }

  private skipComma(closing: string): boolean {
    this.skipSpace();
    const character = this.text.charAt(this.index);
    if (character === ',') this.index += 1;
    else if (character !== closing) throw new HoldsCode();
    return character === ',';
  }

  private readKey(): string {
    const character = this.text.charAt(this.index);
    if (character === '"' || character === "'") return this.readString();
    const [key] = /^[\w$\u00a0-\uffff-]{1,100}/.exec(this.text.slice(this.index, this.index + 101)) ?? [];
    if (key === undefined) throw new HoldsCode();
    this.index += key.length;
    return key;
  }

  private readString(): string {
    const end = stringEnd(this.text, this.index, this.text.length);
    const body = this.text.slice(this.index + 1, end - 1);
    this.index = end;
    return body.includes('\\') ? unescapeString(body) : body;
  }

  /** To the next comma or closing bracket of the same depth; code ends the reading. */
  private skipExpression(): void {
    let depth = 0;
    const limit = Math.min(this.text.length, this.index + 3000);
    const start = this.index;
    while (this.index < limit) {
      const character = this.text.charAt(this.index);
      if (character === '"' || character === "'" || character === '`') {
        this.index = stringEnd(this.text, this.index, limit);
        continue;
      }
      if (depth === 0 && /[,}\]]/.test(character)) {
        if (/\bfunction\b|=>|;/.test(this.text.slice(start, this.index))) throw new HoldsCode();
        return;
      }
      if (/[([{]/.test(character)) depth += 1;
      if (/[)\]}]/.test(character)) depth -= 1;
      this.index += 1;
    }
    throw new HoldsCode();
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.index);
      if (code <= 32 || code === 0xa0 || code === 0xfeff) this.index += 1;
      else if (code === 47 && /[/*]/.test(this.text.charAt(this.index + 1)))
        this.index = commentEnd(this.text, this.index);
      else return;
    }
  }
}

const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
};

export function unescapeString(body: string): string {
  return body.replace(/\\(u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|x[0-9a-f]{2}|[\s\S])/gi, (_, escaped: string) => {
    const [, code] = /^[ux]\{?([0-9a-f]{2,6})\}?$/i.exec(escaped) ?? [];
    const point = code === undefined ? Number.NaN : Number.parseInt(code, 16);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    return escapes[escaped] ?? escaped;
  });
}
