// Joins the pieces of text that a browser shows as one line, so that a price split over elements can be read.
import type { PageElement } from '../../page/parsed-page.ts';
import { namesOf, parentOf } from './element-names.ts';
import type { PageText, TextRun } from './page-text.ts';

export interface Line {
  text: string;
  /** Each with where it starts in `text`. */
  pieces: { run: TextRun; at: number }[];
}

/** Longer lines are prose. */
const longestLine = 300;

const centNames =
  /\b(cents?|decimals?|fraction|minor|kopecks?|pence|penny|dec|decimal-?part|centimos|centavos|small|sup|superscript|grosze|after)\b/;

/** Lines that hold a digit, in document order. */
export function priceLines(text: PageText): Line[] {
  const lines: Line[] = [];
  let line: Line = { text: '', pieces: [] };
  const close = () => {
    if (/\p{Nd}/u.test(line.text)) lines.push(line);
    line = { text: '', pieces: [] };
  };
  for (const run of text.runs) {
    const before = line.pieces.at(-1)?.run;
    const joint = before === undefined ? '' : jointOf(before, run, line.text);
    if (joint === null || line.text.length + run.text.length > longestLine) close();
    else line.text += joint;
    line.pieces.push({ run, at: line.text.length });
    line.text += run.text.slice(0, longestLine);
  }
  close();
  return lines;
}

/** What stands between two runs of one line; null when the later one starts a line of its own. */
function jointOf(before: TextRun, run: TextRun, line: string): string | null {
  if (areCents(before, run, line)) return /[.,]$/.test(line) || /^[.,€£]/.test(run.text) ? '' : '.';
  const isSign = run.text.length <= 4 && !/[\p{Nd}]/u.test(run.text);
  const wasSign = before.text.length <= 4 && !/[\p{Nd}]/u.test(before.text);
  // Signs are often blocks by their tag and inline by style: they join what they stand beside in one small element.
  if (run.gap === 'block') return (isSign || wasSign) && sharesSmallParent(before, run) ? ' ' : null;
  // Two spaces, for one may group thousands: `<b>12</b> <b>990 €</b>`.
  if (run.gap === 'space') return '  ';
  if (run.element === before.element) return ' ';
  return areApart(before.text, run.text) ? '  ' : '';
}

/** Nothing between them in the page's source, but a style sheet keeps them apart: a price before a caption, after a code, before another price. */
function areApart(before: string, after: string): boolean {
  if (/^\d/.test(after)) return wordAtEnd.test(before) || /\d[.,]\d\d$/.test(before);
  if (!/^\p{L}/u.test(after)) return false;
  if (/\p{L}$/u.test(before)) return true;
  return /\d[.,]\d\d$/.test(before) || (/\d$/.test(before) && /^\p{L}{4}/u.test(after));
}

/** A word, or a code such as `cd-77`. */
const wordAtEnd = /\p{L}$|\p{L}\P{L}?\d{1,6}$/u;

/** `12` and, raised or in an element of its own, `99`. */
function areCents(before: TextRun, run: TextRun, line: string): boolean {
  if (!/^[.,€£]?\d{2}(?!\d|[.,]\d)/.test(run.text) || run.element === before.element) return false;
  if (!/\d[.,]?$/.test(line) || /\d[.,]\d{1,2}$/.test(before.text)) return false;
  const outer = parentOf(run.element);
  const isMarked = namesCents(run.element) || (outer !== null && namesCents(outer));
  return isMarked || (run.gap === 'none' && /^[.,]?\d{2}\D{0,4}$/.test(run.text));
}

function namesCents(element: PageElement): boolean {
  return element.name === 'sup' || element.name === 'small' || centNames.test(namesOf(element));
}

function sharesSmallParent(one: TextRun, other: TextRun): boolean {
  const near = (element: PageElement) => [element, parentOf(element)];
  return near(one.element).some((element) => element !== null && near(other.element).includes(element));
}
