// Reads a sitemap's lastmod: has this page changed since we were there?

const dayMs = 24 * 60 * 60 * 1000;

/**
 * @param lastModified W3C date as the sitemap wrote it: a day (`2026-03-01`) or an instant
 * @returns true only when the page surely hasn't changed since `visitedAt`; anything unclear is false
 */
export function isUnchangedSinceVisit(lastModified: string | null, visitedAt: Date | string | null): boolean {
  if (!lastModified || !visitedAt) return false;
  const changedAt = Date.parse(lastModified);
  if (Number.isNaN(changedAt)) return false;
  // A bare day covers all of it, in whatever time zone the shop lives (up to 12 hours west of UTC).
  const latest = lastModified.includes('T') ? changedAt : changedAt + dayMs + dayMs / 2;
  return latest < new Date(visitedAt).getTime();
}
