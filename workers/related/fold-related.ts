// Folds the photos nearest to a product into its list, as a search does: each product by its best photo, each look once.

export interface FoldedPhoto {
  productId: number;
  lookId: number | null;
}

export interface FoldedList {
  /** Nearest first, with some that share the look of one before. */
  neighbourIds: number[];
  /** The score of the last result. */
  reach: number;
  /** Whether there are as many results as wanted. */
  isFull: boolean;
}

// Two photos of one look may be equally near but for rounding: the search that reads the list chooses among them anew.
const keptOfOneLook = 4;

/** @param near photos of other products and of its own, nearest first */
export function foldRelated(
  near: readonly { photo: FoldedPhoto; score: number }[],
  { productId, results }: { productId: number; results: number },
): FoldedList {
  const seen = new Set([productId]);
  const ofLook = new Map<number, number>();
  const neighbourIds: number[] = [];
  let found = 0;
  let reach = -1;
  for (const { photo, score } of near) {
    if (seen.has(photo.productId)) continue;
    const same = photo.lookId === null ? 0 : (ofLook.get(photo.lookId) ?? 0);
    if (same === 0 && found === results) break;
    seen.add(photo.productId);
    if (photo.lookId !== null) ofLook.set(photo.lookId, same + 1);
    if (same < keptOfOneLook) neighbourIds.push(photo.productId);
    if (same > 0) continue;
    found += 1;
    reach = score;
  }
  return { neighbourIds, reach, isFull: found === results };
}
