// Limits how often something may happen, whoever does it: what is anonymous can only be limited for all together.

export interface RateLimit {
  /** Whether it may happen now; if so, it counts. */
  take(): boolean;
}

/**
 * A bucket of tokens: `burst` at once, then `perSecond`.
 *
 * @param now milliseconds
 */
export function createRateLimit(perSecond: number, burst: number, now = () => performance.now()): RateLimit {
  let tokens = burst;
  let filledAt = now();
  return {
    take() {
      const at = now();
      tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * perSecond);
      filledAt = at;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
}
