// Tells from words near the product's name, and from its buy button, whether the product can be had.
import type { Availability } from '../scraped-product.ts';
import type { BuyButton } from './buy-buttons.ts';
import { ancestry, namesOf, parentOf } from './element-names.ts';
import { zones } from './element-zones.ts';
import { isOneOfMany, isSize } from './one-of-many.ts';
import type { PageText, TextRun } from './page-text.ts';
import type { PageTitle } from './page-title.ts';
import type { PageZones } from './page-zones.ts';
import { awaitsReturn, isElsewhereGone, isNoneLeft, isWaiting } from './stock-phrases.ts';
import { inStock, outOfStock, preorder } from './stock-words.ts';

export interface VisibleStock {
  availability: Availability;
  certainty: number;
}

export interface StockSurroundings {
  text: PageText;
  title: PageTitle | null;
  zoneMap: PageZones;
  buyButtons: BuyButton[];
  /** The offset of the product's price, where one is seen. */
  priceOffset: number | null;
}

/** A shop says it in a few words; what is longer is terms of delivery. */
const longestPhrase = 90;
/** Longer ones speak of a service or of what would be if. */
const longestNotice = 60;
/** Visible characters from the name or price within which a notice is about this product. */
const reach = 2500;

export function readVisibleStock(around: StockSurroundings): VisibleStock | null {
  const sums = { out: 0, in: 0, pre: 0 };
  for (const run of around.text.runs) {
    const weight = weightOf(run, around);
    if (weight <= 0) continue;
    const words = wordsSay(run.text, labelOf(run, around.text.runs));
    const said = words ?? namesSay(run);
    if (said !== null) sums[said] = Math.max(sums[said], weight * trustIn(run, said, words === null, around));
  }
  // What a button says that is no text of the page: `<input value="Sold out">`.
  for (const button of around.text.buttons.filter(({ element }) => element.name === 'input')) {
    const weight = weightOf(button, around);
    if (weight > 0 && wordsSay(button.text) === 'out') sums.out = Math.max(sums.out, weight);
  }
  const enabled = around.buyButtons.filter(
    (button) => !button.isDisabled && !button.isHidden && isNear(button.offset, around),
  );
  const disabled = around.buyButtons.filter((button) => button.isDisabled && isNear(button.offset, around));
  // The only thing to do here is to wait. Sizes that are gone say the same beside a button that sells.
  if (enabled.every((button) => !button.isCaptioned)) sums.out = Math.max(sums.out, waitingWeight(around));
  // A page whose button says "Add to cart" sells, whatever was said in its data when that was last made.
  if (enabled.some((button) => button.isCaptioned)) sums.in += 0.95;
  else if (enabled.length > 0) sums.in += 0.7;
  else if (disabled.length > 0) sums.out += 0.3;
  else if (sums.out > 0) sums.out += 0.2;
  if (sums.out > 0.5 && sums.out > sums.in * 0.9)
    return { availability: 'out_of_stock', certainty: sums.out };
  if (sums.pre > 0.5 && sums.pre > sums.in - 0.95) return { availability: 'preorder', certainty: sums.pre };
  return sums.in > 0 ? { availability: 'in_stock', certainty: sums.in } : null;
}

function waitingWeight(around: StockSurroundings): number {
  const waiting = [...around.text.runs, ...around.text.buttons].filter(({ text }) => isWaiting(text));
  return Math.max(0, ...waiting.slice(0, mostWaiting).map((run) => 0.8 * weightOf(run, around)));
}

const mostWaiting = 50;

type Says = 'in' | 'out' | 'pre';

/** What only an element's names say is weaker than a button that sells: "to order, 20 days" is called `unavailable`. */
function trustIn(run: TextRun, said: Says, isOnlyNamed: boolean, { text }: StockSurroundings): number {
  if (said !== 'out') return 1;
  const isOfSize = isSize(text.runs[run.index - 1], run.element);
  return (isOfSize || isOneOfMany(run.element) ? 0.3 : 1) * (isOnlyNamed ? 0.6 : 1);
}

function wordsSay(text: string, label = ''): Says | null {
  if (text.length > longestPhrase) return null;
  const gone = outOfStock.exec(text);
  const isLong = gone !== null && gone.index + gone[0].length > longestNotice;
  if (gone !== null) return isLong || isElsewhereGone(text, label) ? null : 'out';
  // "We don't know when this will be back in stock" says that it is not.
  if (awaitsReturn(text) || isNoneLeft(text)) return 'out';
  if (preorder.test(text)) return 'pre';
  // "Available soon" is the caption of a button that does not sell.
  return inStock.test(text) && !isWaiting(text) ? 'in' : null;
}

/** What stands before a notice in the element around it. */
function labelOf(run: TextRun, runs: TextRun[]): string {
  const before = runs[run.index - 1];
  return before !== undefined && before.element === parentOf(run.element) ? before.text : '';
}

const outNames = /\b(out-?of-?stock|sold-?out|not-?available|unavailable|no-?stock|outofstock|soldout)\b/;
const inNames = /\b(in-?stock|instock|stock-?available|is-?available|stock-?in)\b/;

/** The innermost element speaks: `<p class="stock in-stock">3</p>`. */
function namesSay(run: TextRun): Says | null {
  if (run.text.length > longestPhrase) return null;
  for (const element of ancestry(run.element, 2)) {
    const names = namesOf(element);
    if (outNames.test(names)) return 'out';
    if (inNames.test(names)) return 'in';
  }
  return null;
}

/** From 1 right beside the name or price down to 0 where a notice is about something else. */
function weightOf(run: TextRun, around: StockSurroundings): number {
  if (run.text.length > longestPhrase || run.offset >= around.zoneMap.relatedFrom) return 0;
  if (!isNear(run.offset, around)) return 0;
  const zone = around.zoneMap.of(run.element);
  if (zone & (zones.related | zones.site | zones.cart | zones.reviews | zones.hidden)) return 0;
  const distance = distanceFrom(run.offset, around);
  const share = run.text.length > 45 ? 0.7 : 1;
  return share * (1 - (distance / reach) * 0.5);
}

function isNear(offset: number, around: StockSurroundings): boolean {
  return distanceFrom(offset, around) <= reach;
}

function distanceFrom(offset: number, { title, priceOffset }: StockSurroundings): number {
  const distances = [
    title === null ? null : Math.abs(offset - title.end),
    priceOffset === null ? null : Math.abs(offset - priceOffset),
  ];
  const known = distances.filter((distance) => distance !== null);
  return known.length === 0 ? reach : Math.min(...known);
}
