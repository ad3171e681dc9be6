// Finds where on the page the product's name stands: everything else is judged by its distance from there.
import type { PageElement } from '../parsed-page.ts';
import { ancestry, namesOf } from './element-names.ts';
import type { PageText, TextRun } from './page-text.ts';

export interface PageTitle {
  text: string;
  offset: number;
  /** The offset where its text ends. */
  end: number;
  /** The elements it is in: the product's own surroundings, whatever they are called. */
  surroundings: ReadonlySet<PageElement>;
}

const titleNames =
  /\b(product|item|goods|detail|pdp)[-_ ]*(main)?[-_ ]*(title|name|heading)\b|\btitle[-_]?product\b/;

/** @param expected the name as structured data or the document's title have it */
export function findTitle(text: PageText, expected: string[]): PageTitle | null {
  const wanted = expected.map(wordsOf).filter((words) => words.size > 0);
  let best: { element: PageElement; runs: TextRun[]; score: number } | null = null;
  for (const [element, runs] of headings(text)) {
    const said = runs
      .map((run) => run.text)
      .join(' ')
      .slice(0, 400);
    const likeness = Math.max(0, ...wanted.map((words) => overlap(wordsOf(said), words)));
    const score = likeness * 4 + ownScore(element);
    if (likeness + ownScore(element) > 0.5 && (best === null || score > best.score))
      best = { element, runs, score };
  }
  if (best === null) return null;
  const [first, last] = [best.runs[0], best.runs.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    text: best.runs.map((run) => run.text).join(' '),
    offset: first.offset,
    end: last.offset + last.text.length,
    surroundings: new Set(ancestry(best.element, 600)),
  };
}

function ownScore(element: PageElement): number {
  if (element.name === 'h1') return 1.5;
  if (titleNames.test(namesOf(element))) return 1;
  return element.name === 'h2' ? 0.4 : 0;
}

const mostHeadings = 300;

/** Runs by the heading or product-name element they stand in. */
function headings(text: PageText): Map<PageElement, TextRun[]> {
  const found = new Map<PageElement, TextRun[]>();
  for (const run of text.runs) {
    for (const element of ancestry(run.element, 4)) {
      if (!/^h[1-3]$/.test(element.name) && !titleNames.test(namesOf(element))) continue;
      const known = found.get(element);
      if (known !== undefined) known.push(run);
      else if (found.size < mostHeadings) found.set(element, [run]);
      break;
    }
  }
  return found;
}

function wordsOf(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .slice(0, 400)
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  // Scripts without spaces give one long word; their letters serve as well.
  return new Set(words.length > 2 ? words : words.flatMap((word) => (word.length > 12 ? [...word] : [word])));
}

/** Of the smaller set's words the share that the other has. */
function overlap(one: Set<string>, other: Set<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const shared = [...one].filter((word) => other.has(word)).length;
  return (shared / one.size) * Math.min(1, one.size / Math.min(4, other.size));
}
