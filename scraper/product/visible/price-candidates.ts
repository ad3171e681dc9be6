// Every amount on a page that could be the product's price, with what its surroundings say of it.
import type { PageElement } from '../../page/parsed-page.ts';
import { findPrices, type PriceFound, type PriceHints } from '../../text/price-text.ts';
import { ancestry, namesOf, oncePerSpelling } from './element-names.ts';
import type { PageText, TextRun } from './page-text.ts';
import { type Line, priceLines } from './price-line.ts';
import {
  currentNames,
  factorBefore,
  labelBefore,
  oldBefore,
  oldNames,
  otherAfter,
  otherBefore,
  otherNames,
  priceNames,
  saleBefore,
  surelyOldNames,
} from './price-words.ts';

export interface PriceCandidate extends PriceFound {
  run: TextRun;
  /** How near its element is to one that is named a price: 3 itself, 0 none. */
  named: number;
  isCurrent: boolean;
  isOld: boolean;
  /** Only a name such as `regular-price` says so, which some shops give the one price they show. */
  isPerhapsOld: boolean;
  /** A saving, a unit price, an instalment, shipping: not a product's price. */
  isOther: boolean;
  /** A word such as "Price:" stands before it. */
  isLabelled: boolean;
  /** The share of its line that it takes. */
  share: number;
  /** What its element and those around it are called: alike for the prices of one list. */
  shape: string;
}

/** More are a price list; a bound on what a hostile page can cost. */
const mostCandidates = 2000;
/** Of a line's text, that a bare number takes after a word for price: "only" and "for" stand in prose too. */
const leastShare = 0.2;
/** How far up an element's names still speak of its text. */
const levels = 4;

export function priceCandidates(text: PageText, hints: PriceHints): PriceCandidate[] {
  const found: PriceCandidate[] = [];
  for (const line of priceLines(text)) {
    if (found.length >= mostCandidates) break;
    const prices = findPrices(line.text, hints);
    for (const [index, price] of prices.entries()) {
      const { end: from = 0, amount = 0 } = prices[index - 1] ?? {};
      // `Price reduced from $250 to $199` is no range: its second number is the price.
      if (price.amount >= amount && isUpperEnd(line.text.slice(from, price.start))) continue;
      const candidate = describe(text, line, price, from);
      const isMarked = candidate.isSigned || candidate.named > 0;
      if (isMarked || (candidate.isLabelled && candidate.share > leastShare)) found.push(candidate);
    }
  }
  return found;
}

/** `€10 – €20`, `from 10 to 20`: a range is shown by its lower end. */
function isUpperEnd(between: string): boolean {
  return /^ {0,2}([-–—~〜～]|to|bis|tot|à|a|do|до|til|till|hasta|até)\s{0,2}$/iu.test(between);
}

function describe(text: PageText, line: Line, price: PriceFound, wordsFrom: number): PriceCandidate {
  const run = runAt(line, price.digitsAt);
  const before = wordsBefore(text, line, price, wordsFrom);
  const after = wordsAfter(text, line, price);
  const said = namesSay(run.element);
  const length = line.text.length;
  return {
    ...price,
    ...said,
    run,
    isCurrent: said.isCurrent || saleBefore.test(before),
    isOld: said.isOld || oldBefore.test(before),
    isPerhapsOld: said.isPerhapsOld && !oldBefore.test(before),
    isOther: said.isOther || otherBefore.test(before) || factorBefore.test(before) || otherAfter.test(after),
    isLabelled: labelBefore.test(before),
    share: length === 0 ? 0 : Math.min(1, (price.end - price.start) / length),
    shape: shapeOf(run.element),
  };
}

/** Those in its line; where it begins the line, those of a short one before: `<dt>Price</dt><dd>9 €</dd>`. */
function wordsBefore(text: PageText, line: Line, price: PriceFound, from: number): string {
  const inLine = line.text.slice(Math.max(from, price.start - 40), price.start);
  if (from > 0 || /\p{L}/u.test(inLine)) return inLine;
  const above = text.runs[(line.pieces[0]?.run.index ?? 0) - 1];
  // Within a longer line it belongs to what stands before it there: `£100 <small>ex. VAT</small>`.
  return above?.gap === 'block' && above.text.length <= 40 ? above.text : '';
}

/** Those in its line; where it ends the line, a unit or tax note below it. */
function wordsAfter(text: PageText, line: Line, price: PriceFound): string {
  const inLine = line.text.slice(price.end, price.end + 30);
  if (/[\p{L}\p{N}]/u.test(inLine)) return inLine;
  const below = text.runs[(line.pieces.at(-1)?.run.index ?? text.runs.length) + 1]?.text ?? '';
  return below.length <= 20 && noteBelow.test(below) ? below : inLine;
}

const noteBelow =
  /^(\/|per\s|je\s|pro\s|par\s|excl|exkl|ex\.? ?vat|bez dph|netto|hors|ht$|sin iva|\+ iva|monthly|mtl)/i;

function runAt(line: Line, at: number): TextRun {
  let chosen = line.pieces[0];
  for (const piece of line.pieces) if (piece.at <= at) chosen = piece;
  if (chosen === undefined) throw new Error('A line has at least one piece.');
  return chosen.run;
}

/** The innermost element that says something decides: `<div class="old-price-box"><b class="price-now">`. */
function namesSay(element: PageElement) {
  const said = { named: 0, isCurrent: false, isOld: false, isPerhapsOld: false, isOther: false };
  let level = 0;
  for (const outer of ancestry(element, levels)) {
    const names = outer.name === 'form' ? '' : namesOf(outer);
    if (names !== '') {
      const kinds = kindsNamed(names);
      if (said.named === 0 && kinds.isPrice) said.named = levels - 1 - Math.min(level, levels - 2);
      const decided = said.isCurrent || said.isOld || said.isOther;
      if (!decided) {
        said.isOther = kinds.isOther;
        said.isOld = kinds.isOld;
        said.isPerhapsOld = kinds.isOld && !kinds.isSurelyOld;
        said.isCurrent = kinds.isCurrent && !said.isOld && !said.isOther;
      }
    }
    level += 1;
  }
  return said;
}

const kindsNamed = oncePerSpelling((names) => ({
  isPrice: priceNames.test(names),
  isOther: otherNames.test(names),
  isOld: oldNames.test(names),
  isSurelyOld: surelyOldNames.test(names),
  isCurrent: currentNames.test(names),
}));

function shapeOf(element: PageElement): string {
  return (
    ancestry(element, 3)
      .map((outer) => `${outer.name}.${outer.attribs.class ?? ''}`)
      .join('<')
      // Cards of one list are often numbered: `card card--3`.
      .replace(/\d+/g, '#')
  );
}
