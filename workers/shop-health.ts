// Tells a shop that is down from pages that fail: asks for its front page, and waits until that answers.
import { setTimeout } from 'node:timers/promises';
import { FetchError, RetryLater } from '../scraper/fetch/fetch-errors.ts';
import type { Fetcher } from '../scraper/fetch/fetcher.ts';

// 10 minutes in all: a restart or a deployment passes meanwhile, and nobody waits in vain for longer.
const patienceMs = [5_000, 15_000, 30_000, 60_000, 120_000, 180_000, 190_000] as const;

export type Health = 'was up' | 'is back' | 'is down';

/**
 * @param options.waitsMs between two looks
 * @param options.mayGoOn false ends the waiting as `is down`
 * @param options.onDown told once, when the waiting begins, how long it may last
 */
export async function lookForShop(options: {
  fetcher: Pick<Fetcher, 'get'>;
  baseUrl: string;
  signal: AbortSignal;
  mayGoOn: () => boolean;
  waitsMs?: readonly number[] | undefined;
  onDown?: (patienceMs: number) => Promise<void>;
}): Promise<Health> {
  const { fetcher, baseUrl, signal, mayGoOn, waitsMs = patienceMs, onDown } = options;
  if (await answers(fetcher, baseUrl, signal)) return 'was up';
  const patience = waitsMs.reduce((sum, ms) => sum + ms, 0);
  await onDown?.(patience);
  // By the clock: each look has its own retries, further and further apart at a host in trouble.
  const until = performance.now() + patience;
  for (const ms of waitsMs) {
    await pauseWhile(Math.min(ms, until - performance.now()), signal, mayGoOn);
    if (!mayGoOn()) return 'is down';
    if (await answers(fetcher, baseUrl, signal)) return 'is back';
    if (performance.now() >= until) break;
  }
  return 'is down';
}

/** Waits in steps, so that a pause or a cancel is heard meanwhile. */
export async function pauseWhile(ms: number, signal: AbortSignal, mayGoOn: () => boolean): Promise<void> {
  const until = performance.now() + ms;
  for (let left = ms; left > 0 && mayGoOn() && !signal.aborted; left = until - performance.now()) {
    await setTimeout(Math.min(left, 500), undefined, { signal }).catch(() => {}); // an abort ends the loop
  }
}

async function answers(fetcher: Pick<Fetcher, 'get'>, url: string, signal: AbortSignal): Promise<boolean> {
  try {
    await fetcher.get(url, { signal });
    return true;
  } catch (error) {
    // A refusal is an answer too, a challenge for robots is none.
    return error instanceof FetchError && !(error instanceof RetryLater) && error.reason !== 'bot wall';
  }
}
