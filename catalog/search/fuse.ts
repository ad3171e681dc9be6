// Fuses a list by looks and a list by words into one order, by reciprocal rank.

/** In the list by words: how sure it is, above 0 to 1, and whether it is the very product that was named. */
export interface NamedProduct {
  productId: number;
  strength: number;
  isExact: boolean;
}

export interface FusedProduct {
  productId: number;
  /** Place in each list, from 1; those that are alike share one. Null: not in it. */
  visualRank: number | null;
  wordsRank: number | null;
}

export interface FuseOptions {
  /** How little the first places differ; default 60, as in Cormack, Clarke and Büttcher (SIGIR 2009). */
  k?: number;
  /** Of each list; default 1 each. */
  weights?: { visual: number; words: number };
}

/**
 * Reciprocal rank fusion: each list gives weight / (k + rank), that of words times how sure it is. Products that are
 * named exactly come before all others. What both lists rank alike keeps the order of looks, so words that many
 * products share move these together and leave their order alone.
 *
 * @param visual nearest first
 * @param words best first
 */
export function fuse(
  visual: readonly { productId: number; distance: number }[],
  words: readonly NamedProduct[],
  { k = 60, weights = { visual: 1, words: 1 } }: FuseOptions = {},
): FusedProduct[] {
  const visualRanks = ranksOf(visual, ({ distance }) => distance);
  const wordsRanks = ranksOf(words, ({ strength, isExact }) => (isExact ? 2 : strength));
  const named = new Map(words.map((one) => [one.productId, one]));
  const ids = [...new Set([...visual, ...words].map(({ productId }) => productId))];
  const all = ids.map((productId) => {
    const visualRank = visualRanks.get(productId) ?? null;
    const wordsRank = wordsRanks.get(productId) ?? null;
    const { isExact = false, strength = 0 } = named.get(productId) ?? {};
    const score =
      reciprocal(visualRank, k, weights.visual) + reciprocal(wordsRank, k, weights.words * strength);
    return { productId, visualRank, wordsRank, isExact, score };
  });
  return all
    .toSorted(inOrder)
    .map(({ productId, visualRank, wordsRank }) => ({ productId, visualRank, wordsRank }));
}

/** Equal values share the place of the first of them. */
function ranksOf<T extends { productId: number }>(list: readonly T[], likeness: (one: T) => number) {
  const ranks = new Map<number, number>();
  let rank = 0;
  let last: number | undefined;
  for (const [i, one] of list.entries()) {
    const value = likeness(one);
    if (value !== last) rank = i + 1;
    last = value;
    if (!ranks.has(one.productId)) ranks.set(one.productId, rank);
  }
  return ranks;
}

const reciprocal = (rank: number | null, k: number, weight: number) =>
  rank === null ? 0 : weight / (k + rank);

interface Scored extends FusedProduct {
  isExact: boolean;
  score: number;
}

function inOrder(a: Scored, b: Scored): number {
  const place = ({ visualRank }: Scored) => visualRank ?? Number.MAX_SAFE_INTEGER;
  return (
    Number(b.isExact) - Number(a.isExact) ||
    b.score - a.score ||
    place(a) - place(b) ||
    a.productId - b.productId
  );
}
