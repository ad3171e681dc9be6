// The data that a page hands to its scripts: JSON scripts, assignments, arguments of calls, JSON in attributes.
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';
import { readStreamedRows, unflatten } from './framework-data.ts';
import { type ReadingBudget, readLiteral, unescapeString } from './js-literal.ts';
import { parseLenientJson } from './lenient-json.ts';

export interface ScriptValue {
  value: unknown;
  /** What the data is given to, as far as it can be told: `window.__STATE__`, `gtag event view_item`, `data-product`. */
  label: string;
}

/** Of the pages seen none needed a third of these; bounds on what a hostile page can cost. */
const mostCharacters = 4_000_000;
/** Literals that turn out to be code are looked at and passed over. */
const mostLooked = 8_000_000;
const mostLiterals = 600;
const mostAttributes = 300;
const longestAttribute = 1_000_000;

/** A script without one of these words has no product in it. */
const telling = /price|prix|preis|sku|product|ecomm|item_name|offers/i;

/** Never throws. */
export function readScriptValues(page: ParsedPage): ScriptValue[] {
  const values: ScriptValue[] = [];
  const budget = { characters: mostLooked };
  let characters = 0;
  for (const script of page.byTag('script')) {
    const text = scriptText(script);
    // A streamed row may be cut anywhere: its middle counts though it tells nothing.
    const isStreamed = text.startsWith('self.__next_f');
    if (text.length < 20 || !(isStreamed || telling.test(text))) continue;
    characters += text.length;
    if (characters > mostCharacters) break;
    const type = (script.attribs.type ?? '').toLowerCase();
    if (/ld\+json/.test(type)) continue;
    if (/json|x-magento-init/.test(type)) {
      const value = readJsonScript(text);
      const label = `${script.attribs.id ?? ''} ${script.attribs.class ?? ''}`;
      values.push({ value: unflatten(value) ?? value, label });
    } else if (/^$|javascript|module|ecmascript/.test(type)) {
      readAssignments(text, values, budget);
    }
  }
  readAttributes(page, values);
  const pieces = values
    .filter(({ label }) => label.includes('__next_f'))
    .map(({ value }) => textOfPush(value));
  for (const value of readStreamedRows(pieces)) values.push({ value, label: '__next_f' });
  return values;
}

/** `self.__next_f.push([1, "…"])`. */
function textOfPush(value: unknown): string {
  const text: unknown = Array.isArray(value) ? value[1] : null;
  return typeof text === 'string' ? text : '';
}

function scriptText(script: PageElement): string {
  const [only] = script.childNodes;
  return only !== undefined && 'data' in only ? only.data : '';
}

/** Here and there a JSON script is escaped for HTML, or for an URL. */
function readJsonScript(text: string): unknown {
  if (!/^\s*%7B/i.test(text)) return parseLenientJson(text);
  try {
    return parseLenientJson(decodeURIComponent(text));
  } catch {
    // A lone `%`: not escaped this way after all.
    return undefined;
  }
}

/** `name = {`, `call('a', 'b', {`, `JSON.parse('{`: the brackets after which data may stand. */
const opening = /(?:[=(,]\s{0,20}(?=[{[]))|JSON\.parse\(\s{0,20}(?=["'`])/g;

function readAssignments(text: string, values: ScriptValue[], budget: ReadingBudget): void {
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    if (values.length >= mostLiterals || budget.characters <= 0) return;
    const start = opening.lastIndex;
    if (match[0].startsWith('JSON')) {
      const end = quotedEnd(text, start);
      values.push({
        value: parseLenientJson(unescapeString(text.slice(start + 1, end))),
        label: labelBefore(text, match.index),
      });
      opening.lastIndex = end;
      continue;
    }
    // `{}`, `[]`, blocks of code and destructuring are no data.
    if (!/^(?:\[\s{0,20}[{["']|\{\s{0,200}["'\w$/])/.test(text.slice(start, start + 240))) continue;
    const literal = readLiteral(text, start, budget);
    if (literal === null) continue;
    if (literal.end - start > 20)
      values.push({ value: literal.value, label: labelBefore(text, match.index) });
    opening.lastIndex = literal.end;
  }
}

function quotedEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === quote) return index;
  }
  return text.length;
}

/** The last words before the data: the variable's name, or the call's and its first arguments. */
function labelBefore(text: string, index: number): string {
  return text
    .slice(Math.max(0, index - 80), index)
    .replace(/[^\w$.]+/g, ' ')
    .trim()
    .split(' ')
    .slice(-4)
    .join(' ');
}

/** Attributes that hold an object or a list: `data-product_variations`, `data-props`, `:product`. */
function readAttributes(page: ParsedPage, values: ScriptValue[]): void {
  let found = 0;
  for (const { attribs } of page.elements) {
    for (const name in attribs) {
      const value = attribs[name] ?? '';
      if (value.length < 30 || !isStructure(value)) continue;
      if (found >= mostAttributes || value.length > longestAttribute) return;
      if (!telling.test(value)) continue;
      found += 1;
      values.push({ value: parseLenientJson(value), label: name });
    }
  }
}

function isStructure(value: string): boolean {
  const first = value.charCodeAt(0);
  return (
    (first === 0x7b || first === 0x5b || first <= 0x20) &&
    /^\s{0,20}[{[]\s{0,20}["{]/.test(value.slice(0, 60))
  );
}
