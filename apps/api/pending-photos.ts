// How many photos still wait for their embedding: asked for by every answer, counted every few seconds.
export interface PendingPhotos {
  /** The count, a few seconds old at most while it is asked for; null when it can not be counted. */
  count(): Promise<number | null>;
}

/** Older than this and it is counted again, behind the answer that noticed. */
const freshForMs = 3_000;
/** Older than this and the answer waits for the new count: nobody asked for a while. */
const usableForMs = 30_000;

/** `countPending` is an anti-join over all photos: milliseconds at 20,000, too much for every answer. */
export function createPendingPhotos(countPending: () => Promise<number>, now = Date.now): PendingPhotos {
  let latest: { count: number; at: number } | null = null;
  let counting: Promise<number | null> | null = null;

  function countAgain(): Promise<number | null> {
    counting ??= countPending()
      .then((count) => {
        latest = { count, at: now() };
        return count;
      })
      // A notice is not worth failing an answer for; the answer's own query reports a dead database.
      .catch(() => null)
      .finally(() => {
        counting = null;
      });
    return counting;
  }

  return {
    async count() {
      const ageMs = latest === null ? Number.POSITIVE_INFINITY : now() - latest.at;
      if (latest === null || ageMs > usableForMs) return countAgain();
      if (ageMs > freshForMs) void countAgain();
      return latest.count;
    },
  };
}

/** What the shopper is told, if anything. */
export function pendingNotice(count: number | null): string[] {
  if (count === null || count === 0) return [];
  const photos = count === 1 ? '1 photo is' : `${count.toLocaleString('en')} photos are`;
  return [`${photos} still being embedded and can not be found yet.`];
}
