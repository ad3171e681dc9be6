// Reads one term of a query line: a word, or a signed or weighted word, quoted phrase or product.
import { BadQuery } from './bad-query.ts';

interface Place {
  /** Where it begins in the line. */
  from: number;
  /** Where the line goes on. */
  to: number;
}

export type Term =
  /** Text as it stands; joins the words beside it. */
  | ({ kind: 'word' } & Place)
  | ({ kind: 'text'; text: string; weight: number } & Place)
  | ({ kind: 'product'; productId: number; weight: number } & Place);

export const largestWeight = 10;

// A sign is one only before what could be a term: "-20%", "- gold" and "--" are text.
const signed = /[+-](?=[\p{L}"“])/uy;
const quoted = /"([^"]*)"|“([^”]*)”/uy;
const wordEnd = /\s|$/u;
const weightAhead = /:([^\s]*)/uy;
// Letters alone: a SKU (AB12:3), a ratio (16:9), a time or an address has digits or signs before its colon.
const weighted = /^([\p{L}\p{M}][\p{L}\p{M}'’-]*):(-?(?:\d{1,3}(?:\.\d*)?|\.\d+))$/u;
const product = /^(like|unlike):(\d+)(?::(.*))?$/iu;

/** The term at `at`, where the line has no space. Throws `BadQuery`. */
export function readTerm(line: string, at: number): Term {
  const sign = matchAt(signed, line, at)?.[0];
  const start = at + (sign?.length ?? 0);
  const factor = sign === '-' ? -1 : 1;
  return (
    readQuoted(line, { at, start, factor }) ??
    readWord(line, { at, start, factor, isSigned: sign !== undefined })
  );
}

interface Start {
  at: number;
  /** Behind the sign. */
  start: number;
  factor: 1 | -1;
}

function readQuoted(line: string, { at, start, factor }: Start): Term | null {
  const opens = /["“]/u.test(line.charAt(start));
  // An inch sign that stands alone is text.
  if (!opens || /^(\s|$)/u.test(line.slice(start + 1, start + 2))) return null;
  const found = matchAt(quoted, line, start);
  if (!found) throw new BadQuery('this quote is not closed', start);
  const text = (found[1] ?? found[2] ?? '').trim();
  if (text === '') throw new BadQuery('there is nothing between these quotes', start);
  const end = start + found[0].length;
  const given = matchAt(weightAhead, line, end);
  const weight = given ? weightOf(given[1] ?? '', end + 1) : 1;
  return { kind: 'text', text, weight: factor * weight, from: at, to: end + (given?.[0].length ?? 0) };
}

function readWord(line: string, { at, start, factor, isSigned }: Start & { isSigned: boolean }): Term {
  const to = start + line.slice(start).search(wordEnd);
  const word = line.slice(start, to);
  const place = { from: at, to };
  const known = product.exec(word);
  if (known) {
    const [, verb = '', id = '', given] = known;
    const weight = given === undefined ? 1 : weightOf(given, to - given.length);
    const away = verb.toLowerCase() === 'unlike' ? -1 : 1;
    return { kind: 'product', productId: idOf(id, start), weight: factor * away * weight, ...place };
  }
  const [, text, number] = weighted.exec(word) ?? [];
  if (text !== undefined && number !== undefined) {
    return { kind: 'text', text, weight: factor * weightOf(number, to - number.length, word), ...place };
  }
  return isSigned ? { kind: 'text', text: word, weight: factor, ...place } : { kind: 'word', ...place };
}

function weightOf(given: string, at: number, word?: string): number {
  const hint = word === undefined ? '' : `; text with a colon goes into quotes, "${word}"`;
  if (given.startsWith('-')) {
    throw new BadQuery(`a weight is not negative, the minus goes before the word${hint}`, at);
  }
  const value = /^(\d{1,9}(\.\d*)?|\.\d+)$/.test(given) ? Number(given) : Number.NaN;
  if (!(value <= largestWeight)) {
    throw new BadQuery(`a weight is a number from 0 to ${largestWeight}${hint}`, at);
  }
  return value;
}

function idOf(digits: string, at: number): number {
  // 15 digits stay exact in a JSON number and inside Postgres' bigint.
  if (!/^[1-9]\d{0,14}$/.test(digits)) {
    throw new BadQuery('after like: comes the id of a product, a whole number above 0', at);
  }
  return Number(digits);
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}
