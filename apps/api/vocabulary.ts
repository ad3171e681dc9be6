// Keeps the vocabulary of word searches fresh beside the requests: none waits for it.

export interface Vocabulary {
  /** Has it counted again, unless that was done a moment ago. */
  touch(): void;
}

// New products are found by their own words at once; only their typos wait for this. At 20,000 products counting takes
// 1.5 s of the embedded database, during which nobody else is answered: a twentieth of the time at most.
const restMs = 15_000;
const restTimes = 20;

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
          const tookMs = Date.now() - now;
          next = Date.now() + Math.max(restMs, restTimes * tookMs);
        });
    },
  };
}
