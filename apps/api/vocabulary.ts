// Keeps the vocabulary of word searches fresh beside the requests: none waits for it.

export interface Vocabulary {
  /** Has it counted again, unless that was done a moment ago. */
  touch(): void;
}

// New products are found by their own words at once; only their typos wait for this. Counting takes a second or two of
// the embedded database, so it is not done more often than a crawl can be watched.
const restMs = 15_000;

/** @param refresh counts again if there is something new */
export function createVocabulary(
  refresh: () => Promise<unknown>,
  onError: (error: unknown) => void,
): Vocabulary {
  let next = 0;
  return {
    touch() {
      const now = Date.now();
      if (now < next) return;
      // Again only when this one is done.
      next = Number.POSITIVE_INFINITY;
      refresh()
        .catch(onError)
        .finally(() => {
          next = Date.now() + restMs;
        });
    },
  };
}
