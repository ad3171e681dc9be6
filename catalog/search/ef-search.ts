// How wide the index searches where no filter thins out what it finds.

// The most that pgvector takes; the iterative scan goes on from there.
export const largestEfSearch = 1000;

/** Photos that a search takes at the least: looks and products with several photos take more than one each. */
export const leastTake = 100;

// For .99 of the ten nearest, 60 are wide enough among 20,000 photos. Now and then photos lie where few links lead, and which ones
// is chance: among 200,000 one build of the index needed 60 and another 300 (3.9 instead of 2.5 ms), among a million 150 and 400.
const largeTable = 100_000;
const wideEnough = 400;

/** @param take how many photos are wanted of it */
export function efSearchFor({ photos, take }: { photos: number; take: number }): number {
  return Math.min(largestEfSearch, photos > largeTable ? Math.max(take, wideEnough) : take);
}
