// Chooses among a page's amounts what a shopper pays for its product now, and what it cost before.
import type { PriceHints } from '../../text/price-text.ts';
import { parentOf } from './element-names.ts';
import { zones } from './element-zones.ts';
import { nearby, withLonePrices } from './lone-price.ts';
import type { PageText } from './page-text.ts';
import type { PageTitle } from './page-title.ts';
import type { PageZones } from './page-zones.ts';
import { type PriceCandidate, priceCandidates } from './price-candidates.ts';

export interface VisiblePrice {
  price: number;
  regularPrice: number | null;
  currency: string | null;
  /** The visible characters of the page before it. */
  offset: number;
  /** From about 0, a guess, to 10 and more: named a price, signed, right under the title. */
  certainty: number;
  /** How many prices look like this one: many on a list of products. */
  repeats: number;
  /** How many different amounts they are. */
  amounts: number;
}

export interface PriceSurroundings {
  text: PageText;
  title: PageTitle | null;
  zoneMap: PageZones;
  /** Offsets of the buttons that buy. */
  buyOffsets: number[];
}

/** Below it a number is as likely something else. */
const leastCertainty = 1;
/** The same below a heading of other products: a price there is as a rule theirs. */
const leastBeyond = 3;

export function readVisiblePrice(around: PriceSurroundings, hints: PriceHints): VisiblePrice | null {
  const candidates = withLonePrices(priceCandidates(around.text, hints)).filter(
    (candidate) => candidate.amount > 0,
  );
  const isElsewhere = ({ run }: PriceCandidate) =>
    run.offset >= around.zoneMap.relatedFrom || (around.zoneMap.of(run.element) & zones.related) !== 0;
  const repeats = Map.groupBy(
    candidates.filter((candidate) => !isElsewhere(candidate)),
    (candidate) => candidate.shape,
  );
  const scored = candidates
    .map((candidate) => ({
      candidate,
      score: scoreOf(candidate, around, repeats.get(candidate.shape)?.length ?? 1),
    }))
    .sort((one, other) => other.score - one.score);
  const [best] = scored;
  const isBeyond = best !== undefined && best.candidate.run.offset >= around.zoneMap.relatedFrom;
  if (best === undefined || best.score < (isBeyond ? leastBeyond : leastCertainty)) return null;
  const isOnButton = around.buyOffsets.includes(best.candidate.run.offset);
  const candidate = isOnButton ? best.candidate : lowerBeside(best, scored);
  return {
    price: candidate.amount,
    regularPrice: regularPriceNear(candidate, candidates, around),
    currency: candidate.currency,
    offset: candidate.run.offset,
    certainty: best.score,
    repeats: repeats.get(candidate.shape)?.length ?? 1,
    amounts: new Set(repeats.get(candidate.shape)?.map(({ amount }) => amount)).size,
  };
}

/** The weights were set on the pages of 16 shops; each sign was kept only where it says the same on all of them. */
function scoreOf(candidate: PriceCandidate, around: PriceSurroundings, repeats: number): number {
  const zone = around.zoneMap.of(candidate.run.element);
  let score = candidate.named + (candidate.isSigned ? 2 : 0) + (candidate.isLabelled ? 1.5 : 0);
  score += candidate.isCurrent ? 1.5 : 0;
  score -= isStruck(candidate, zone) ? 5 : 0;
  score -= candidate.isOther ? 5 : 0;
  score += candidate.share > 0.6 ? 1.5 : candidate.share < 0.2 ? -1.5 : 0;
  score -= zone & zones.related ? 6 : 0;
  score -= zone & (zones.site | zones.cart) ? 5 : 0;
  score -= zone & zones.reviews ? 1 : 0;
  score -= zone & zones.hidden ? 2 : 0;
  score -= zone & zones.link ? 2 : 0;
  score -= zone & zones.shipping ? 3 : 0;
  score -= repeats > 3 ? 2 : 0;
  // "Add to bag – $38" names what the chosen size costs.
  score += around.buyOffsets.includes(candidate.run.offset) ? 3.5 : 0;
  return score + placeScore(candidate.run.offset, around);
}

/** Visible characters between a price and another that stands right beside it. */
const beside = 40;

/** Of two prices side by side that nothing tells apart, the higher is the old one. */
function lowerBeside(best: Scored, scored: Scored[]): PriceCandidate {
  const { candidate, score } = best;
  const rival = scored.find(
    (other) =>
      other.candidate.amount < candidate.amount &&
      other.candidate.amount > candidate.amount * 0.2 &&
      other.candidate.isSigned &&
      other.score > score - 1.5 &&
      Math.abs(other.candidate.run.offset - candidate.run.offset) < beside &&
      parentOf(other.candidate.run.element) === parentOf(candidate.run.element),
  );
  return rival?.candidate ?? candidate;
}

interface Scored {
  candidate: PriceCandidate;
  score: number;
}

function isStruck(candidate: PriceCandidate, zone: number): boolean {
  return (candidate.isOld && !candidate.isCurrent) || (zone & zones.struck) !== 0;
}

/** Right under the title is best; far below, before it, and after a heading of other products is worse. */
function placeScore(offset: number, { title, zoneMap, buyOffsets }: PriceSurroundings): number {
  let score = offset >= zoneMap.relatedFrom ? -5 : 0;
  const buy = Math.min(...buyOffsets.map((button) => Math.abs(button - offset)));
  if (buy < 400) score += 1.5;
  if (title === null) return score;
  const distance = offset >= title.offset ? offset - title.end : (title.offset - offset) * 3;
  return score + 3 - Math.min(6, Math.log2(1 + Math.max(0, distance) / 60));
}

function isTwin(one: PriceCandidate, other: PriceCandidate): boolean {
  const isNear = Math.abs(one.run.offset - other.run.offset) < beside;
  return isNear && one.isSigned && parentOf(one.run.element) === parentOf(other.run.element);
}

function regularPriceNear(
  chosen: PriceCandidate,
  candidates: PriceCandidate[],
  { zoneMap }: PriceSurroundings,
): number | null {
  const replaced = candidates.filter(
    (other) =>
      Math.abs(other.run.offset - chosen.run.offset) <= nearby &&
      other.amount > chosen.amount &&
      !other.isOther &&
      (other.currency === null || other.currency === chosen.currency) &&
      (isStruck(other, zoneMap.of(other.run.element)) || isTwin(other, chosen)),
  );
  return replaced[0]?.amount ?? null;
}
