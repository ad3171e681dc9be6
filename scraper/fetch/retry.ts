// Tries again what may pass: exponential backoff with jitter, and what Retry-After asks for.
import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLater } from './fetch-errors.ts';

const firstDelayMs = 500;
const longestDelayMs = 8_000;
/** A server that asks for more is left to the queue, which can wait without holding a worker. */
const longestRetryAfterMs = 30_000;

/**
 * @param retries further attempts after the first
 * @throws the last attempt's error, or at once what is no RetryLater; the reason of the signal that is aborted
 */
export async function retryWhatMayPass<T>(
  attempt: () => Promise<T>,
  retries: number,
  ...signals: AbortSignal[]
): Promise<T> {
  for (let retry = 0; ; retry += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RetryLater) || retry >= retries || signals.some(isAborted)) throw error;
      const askedMs = error.retryAfterMs ?? 0;
      if (askedMs > longestRetryAfterMs) throw error;
      await waitUnlessAborted(Math.max(askedMs, backoffMs(retry, Math.random())), AbortSignal.any(signals));
    }
  }
}

/** Delay before retry number `retry` (from 0), in milliseconds: between half and all of 500 · 2^retry, at most 8 s. `chance` is in [0, 1). */
export function backoffMs(retry: number, chance: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** retry);
  return full / 2 + (full / 2) * chance;
}

/** Milliseconds that a Retry-After header asks for (seconds or an HTTP date), never below 0; null when it says neither. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const value = header.trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // Date.parse takes almost anything ("-5" is a year); an HTTP date begins with a weekday.
  if (!/^[A-Za-z]{3,9},? /.test(value)) return null;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}

function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

async function waitUnlessAborted(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal });
  } catch {
    // sleep only ever fails by the signal; what the caller wants to see is why it was aborted.
    throw signal.reason;
  }
}
