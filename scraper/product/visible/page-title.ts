// Finds where on the page the product's name stands: everything else is judged by its distance from there.
import type { PageElement } from '../../page/parsed-page.ts';
import { ancestry, namesOf, oncePerSpelling, parentOf } from './element-names.ts';
import { createZoneLookup, zones } from './element-zones.ts';
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
  /\b(product|item|goods|detail|pdp)[- ]?(main)?[- ]?(title|name|heading)\b|\btitle-?product\b/;

const namesTitle = oncePerSpelling((names) => titleNames.test(names));

/** @param expected the name as structured data, the document's title or the page's address have it */
export function findTitle(text: PageText, expected: string[]): PageTitle | null {
  const wanted = expected.map(wordsOf).filter((words) => words.size > 0);
  const likeness = (said: string) => Math.max(0, ...wanted.map((words) => overlap(wordsOf(said), words)));
  const best = bestHeading(headings(text), likeness);
  if (best !== null && best.likeness >= 0.5) return describe(best);
  const line = bestHeading(plainLines(text), likeness);
  return describe(line !== null && line.likeness >= 0.7 ? line : best);
}

interface Heading {
  element: PageElement;
  runs: TextRun[];
  likeness: number;
}

function bestHeading(
  found: Map<PageElement, TextRun[]>,
  likenessOf: (said: string) => number,
): Heading | null {
  const zoneOf = createZoneLookup();
  let best: (Heading & { score: number }) | null = null;
  for (const [element, runs] of found) {
    const likeness = likenessOf(joined(runs));
    const own = ownScore(element);
    if (likeness + own < 1.4 && likeness < 0.5) continue;
    const elsewhere = zoneOf(element) & (zones.site | zones.related | zones.cart) ? 1.5 : 0;
    const score = likeness * 4 + own - elsewhere;
    if (best === null || score > best.score) best = { element, runs, likeness, score };
  }
  return best;
}

function describe(heading: Heading | null): PageTitle | null {
  const [first, last] = [heading?.runs[0], heading?.runs.at(-1)];
  if (heading === null || first === undefined || last === undefined) return null;
  return {
    text: joined(heading.runs),
    offset: first.offset,
    end: last.offset + last.text.length,
    surroundings: new Set(ancestry(heading.element, deepest)),
  };
}

/** As deep as a page is parsed. */
const deepest = 512;

function joined(runs: TextRun[]): string {
  return runs
    .map((run) => run.text)
    .join(' ')
    .slice(0, 400);
}

function ownScore(element: PageElement): number {
  if (element.name === 'h1') return 1.5;
  if (namesTitle(namesOf(element))) return 1;
  return element.name === 'h2' ? 0.4 : 0;
}

const mostHeadings = 300;

/** Runs by the heading or product-name element they stand in. */
function headings(text: PageText): Map<PageElement, TextRun[]> {
  const found = new Map<PageElement, TextRun[]>();
  const known = new Map<PageElement, boolean>();
  for (const run of text.runs) {
    const heading = headingOf(run.element, known);
    if (heading === null) continue;
    const runs = found.get(heading);
    if (runs !== undefined) runs.push(run);
    else if (found.size < mostHeadings || heading.name === 'h1') found.set(heading, [run]);
  }
  return found;
}

/** For pages whose product's name stands in no heading: every short line of the upper part. */
function plainLines(text: PageText): Map<PageElement, TextRun[]> {
  const found = new Map<PageElement, TextRun[]>();
  for (const run of text.runs.slice(0, mostPlainLines)) {
    if (run.text.length >= 6 && run.text.length <= 200) found.set(run.element, [run]);
  }
  return found;
}

const mostPlainLines = 1500;

function headingOf(element: PageElement, known: Map<PageElement, boolean>): PageElement | null {
  let outer: PageElement | null = element;
  for (let level = 0; level < 4 && outer !== null; level += 1) {
    let isHeading = known.get(outer);
    if (isHeading === undefined) {
      isHeading = /^h[1-3]$/.test(outer.name) || namesTitle(namesOf(outer));
      known.set(outer, isHeading);
    }
    if (isHeading) return outer;
    outer = parentOf(outer);
  }
  return null;
}

/** Words, and the letters of scripts that write no spaces between them. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().slice(0, 400).match(wordLike) ?? []);
}

const wordLike =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+?(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\p{L}\p{N}\p{M}]|$)/gu;

/** Of the smaller set's words the share that the other has. */
function overlap(one: Set<string>, other: Set<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const shared = [...one].filter((word) => other.has(word)).length;
  return (shared / one.size) * Math.min(1, one.size / Math.min(4, other.size));
}
