// How long a failed job waits before its next attempt.
import { RetryLater } from '../scraper/fetch/fetch-errors.ts';

const firstWaitMs = 2_000;
// A shop that asks for a week is left to the next sweep instead of holding a job that long.
const longestWaitMs = 15 * 60_000;

/**
 * Exponential with jitter (2, 4, 8 … seconds, each between half and the whole), and never before a shop's
 * own Retry-After.
 * @param attemptsMade attempts so far, 1 after the first failure
 * @param random in [0, 1)
 * @returns milliseconds
 */
export function politeBackoffMs(attemptsMade: number, error?: Error, random = Math.random()): number {
  const full = firstWaitMs * 2 ** Math.max(0, attemptsMade - 1);
  const jittered = full / 2 + (full / 2) * random;
  const asked = error instanceof RetryLater ? (error.retryAfterMs ?? 0) : 0;
  // A little after what was asked for, so that a fleet told the same second does not come back in it.
  const wait = asked > 0 ? Math.max(jittered, asked + 1_000 * random) : jittered;
  return Math.round(Math.min(wait, longestWaitMs));
}
