// Takes a price that only its element's name calls the regular one for the price, where no lower one stands near it.
import type { PriceCandidate } from './price-candidates.ts';

/** Visible characters between a price and the one it replaced. */
export const nearby = 160;
/** Candidates looked at on either side: more do not fit within reach. */
const mostNeighbours = 12;

/** @param candidates in the order of the page */
export function withLonePrices(candidates: PriceCandidate[]): PriceCandidate[] {
  return candidates.map((candidate, index) =>
    candidate.isPerhapsOld && !hasLowerNear(candidate, around(candidates, index))
      ? { ...candidate, isOld: false }
      : candidate,
  );
}

function around(candidates: PriceCandidate[], index: number): PriceCandidate[] {
  return candidates.slice(Math.max(0, index - mostNeighbours), index + mostNeighbours + 1);
}

function hasLowerNear({ amount, run }: PriceCandidate, others: PriceCandidate[]): boolean {
  return others.some(
    (other) =>
      other.amount < amount &&
      !other.isOther &&
      other.isSigned &&
      Math.abs(other.run.offset - run.offset) <= nearby,
  );
}
