// Finds values that stand after a label: "SKU: 4711", a row of a table, a definition list.
import { type Label, type LabelKind, labelOf, mayBeLabelled } from './label-words.ts';
import type { PageText, TextRun } from './page-text.ts';

export interface LabelledValue extends Label {
  value: string;
  /** Where the value stands. */
  run: TextRun;
}

/** Longer texts are prose, though they may begin with a label. */
const longestText = 200;
const longestLabel = 45;
/** A label and its value are neighbours; between them at most a lone colon and the like. */
const mostBetween = 2;

export function labelledValues(text: PageText): LabelledValue[] {
  return text.runs.flatMap((run) => valuesIn(run, text.runs));
}

function valuesIn(run: TextRun, runs: TextRun[]): LabelledValue[] {
  if (run.text.length > longestText) return [];
  const isList = /[|;•·,/–—〈【（「([*]/.test(run.text);
  if (!isList && !mayBeLabelled(run.text)) return [];
  const found: LabelledValue[] = [];
  // `make / manufacturer` is one label; with a digit in it there are values between the slashes.
  const edges = /\d/.test(run.text) ? / ?[|;•·] ?|, | [/–—] / : / ?[|;•·] ?|, /;
  const parts = isList ? run.text.split(edges) : [run.text];
  for (const part of parts) {
    const split = splitLabel(part.replace(/^[〈【（「([*•-]\s?/u, ''));
    if (split === null) continue;
    if (split.rest !== '') addValue(found, split.label, split.rest, run);
    else {
      const next = valueAfter(run, runs);
      if (next !== null) addValue(found, split.label, next.text, next);
    }
  }
  return found;
}

/** A text that is a label as a whole: `Brand`, `Item Number (DPCI)`, `make/manufacturer:`. */
function wholeLabel(text: string): Label | null {
  if (text.length > longestLabel) return null;
  const bare = text.replace(/ ?\([^()]{0,20}\)? ?[:：]?$/u, '');
  const whole = labelOf(bare);
  if (whole !== null || /\d/.test(bare)) return whole;
  return (
    bare
      .split('/')
      .map(labelOf)
      .find((label) => label?.isSure) ?? null
  );
}

/** The longest beginning that is a label, and what follows it. */
function splitLabel(text: string): { label: Label; rest: string } | null {
  if (!mayBeLabelled(text)) return null;
  const whole = wholeLabel(text);
  if (whole !== null) return { label: whole, rest: '' };
  const ends = [...text.slice(0, longestLabel).matchAll(/[\s:：#.№]+|(?<=[\p{Script=Han}])(?=[\w])/gu)];
  for (const end of ends.reverse()) {
    // With the mark first, for `Internet #` is a label and `Internet` none.
    const label = labelOf(text.slice(0, end.index + end[0].length)) ?? labelOf(text.slice(0, end.index));
    if (label === null) continue;
    const rest = text.slice(end.index).replace(/^[\s:：#.№=\-–—]+/u, '');
    // "Code 7 products" and "brand spotlight" are prose: a label that may be a word asks for a mark after it.
    const asksMark = !label.isSure || label.kind === 'brand';
    if (asksMark && !/[:：#.№]/u.test(end[0])) return null;
    return { label, rest: rest.trim() };
  }
  return null;
}

function valueAfter(run: TextRun, runs: TextRun[]): TextRun | null {
  for (let index = run.index + 1; index <= run.index + 1 + mostBetween; index += 1) {
    const next = runs[index];
    if (next === undefined) return null;
    if (/^[\s:：#.№\-–—]*$/u.test(next.text)) continue;
    return labelOf(next.text) === null ? next : null;
  }
  return null;
}

function addValue(found: LabelledValue[], label: Label, written: string, run: TextRun): void {
  const value = checks[label.kind](written.replace(/^[\s:：#№]+|[\s,;〉】）」]+$/gu, ''), label);
  if (value !== null) found.push({ ...label, value, run });
}

const checks: Record<LabelKind, (written: string, label: Label) => string | null> = {
  sku: readCode,
  mpn: readCode,
  gtin: (written) => /^[\d -]{8,20}/.exec(written)?.[0]?.replace(/\D/g, '') ?? null,
  brand: readBrand,
};

const longestCode = 40;

/** `4711`, `1002/710`, `GARNI 570 EASY II`; of a longer text the first word, if that is a code. */
function readCode(written: string, label: Label): string | null {
  const [first = ''] = written.split(' ');
  const isWhole = written.length <= longestCode && written.split(' ').every(isCodeWord);
  const code = (isWhole ? written : first).replace(/[)\].,:;]+$|^[([]+/g, '');
  if (code.length > longestCode || code.length < 2 || !/^[\p{L}\p{N}]/u.test(code)) return null;
  if (/[€$£]/.test(code) || (!label.isSure && /^\d+[.,]\d{2}$/.test(code))) return null;
  if (/\d/.test(code)) return code;
  return label.isSure && label.kind === 'sku' && /^[A-Z][A-Z\d_-]{2,}$/.test(code) ? code : null;
}

function isCodeWord(word: string): boolean {
  return /\d/.test(word) || /^[\p{Lu}\d_/.-]+$/u.test(word);
}

function readBrand(written: string): string | null {
  const brand = written.replace(/[®™]/g, '').trim();
  if (brand.length < 2 || brand.length > 40 || brand.split(' ').length > 5) return null;
  return /\p{L}/u.test(brand) &&
    !/[:!?€$£]|https?:|^(n\/?a|none|other|yes|no|see|view|more|all)\b/i.test(brand)
    ? brand
    : null;
}
