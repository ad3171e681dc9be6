// How wide the index searches where no filter thins out what it finds.

// The most that pgvector takes; the iterative scan goes on from there.
export const largestEfSearch = 1000;

/** Photos that a search takes at the least: looks and products with several photos take more than one each. */
export const leastTake = 100;

// For .99 of the ten nearest, 40 are wide enough among 20,000 photos, 60 among 200,000 and 150 among a million.
const largeTable = 500_000;
const wideEnough = 200;

/** @param take how many photos are wanted of it */
export function efSearchFor({ photos, take }: { photos: number; take: number }): number {
  return Math.min(largestEfSearch, photos > largeTable ? Math.max(take, wideEnough) : take);
}
