// Measures how long one attempt waits for the server, and ends it when that is too long.
import { RetryLater } from './fetch-errors.ts';

export interface ClockLimits {
  /** Waiting in all, from the first byte sent to the last byte read, redirects included. */
  timeoutMs: number;
  /** Longest silence while a body is read. */
  idleTimeoutMs: number;
  /** Mean speed of a body below which the server is taken to be dripping. */
  minBytesPerSecond: number;
  /** Waiting for a body before its speed is judged. */
  speedGraceMs: number;
}

/**
 * Only the time spent waiting for the network counts: neither that for the host's turn nor what the reader of a
 * stream takes between two chunks.
 */
export interface NetworkClock {
  /** Aborted when time is up, or when the caller's signals are. */
  readonly signal: AbortSignal;
  /** Waits for headers or for the end of what is of no interest. @throws RetryLater when the time for all is up */
  wait<T>(url: string, promise: Promise<T>): Promise<T>;
  /** Waits for the next piece of a body, of which `bytes` have come. @throws RetryLater as well for silence and dripping */
  waitForBody<T>(url: string, bytes: number, promise: Promise<T>): Promise<T>;
  /** From now on the body of a stream is read, which may take this long in all. */
  allow(timeoutMs: number): void;
  abort(reason?: unknown): void;
  /** Lets go of the signals it listens to. */
  stop(): void;
}

/** @param signals whose abort ends the attempt */
export function createNetworkClock(limits: ClockLimits, signals: AbortSignal[]): NetworkClock {
  const controller = new AbortController();
  let leftMs = limits.timeoutMs;
  let allowedMs = limits.timeoutMs;
  let bodyMs = 0;
  const listeners = signals.map((signal) => ({ signal, listener: () => controller.abort(signal.reason) }));
  for (const { signal, listener } of listeners) {
    if (signal.aborted) listener();
    // By hand, not by AbortSignal.any: thousands of short signals would hang on those that live as long as the fetcher.
    else signal.addEventListener('abort', listener, { once: true });
  }

  async function waitAtMost<T>(limitMs: number, late: () => RetryLater, promise: Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const timer = setTimeout(() => controller.abort(late()), Math.max(1, Math.ceil(limitMs)));
    try {
      return await promise;
    } catch (error) {
      // What undici throws once it is aborted says less than why it was.
      throw controller.signal.aborted ? controller.signal.reason : error;
    } finally {
      clearTimeout(timer);
      leftMs -= performance.now() - startedAt;
    }
  }

  const tooLate = (url: string) => () =>
    new RetryLater(`${url} took longer than ${allowedMs} ms; try again later.`, url, { reason: 'timeout' });

  async function waitForBody<T>(url: string, bytes: number, promise: Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const { idleTimeoutMs, speedGraceMs, minBytesPerSecond } = limits;
    const silent = () =>
      new RetryLater(`${url} sent nothing for ${idleTimeoutMs} ms; try again later.`, url, {
        reason: 'timeout',
      });
    const outOfTime = leftMs < idleTimeoutMs;
    const answer = await waitAtMost(
      outOfTime ? leftMs : idleTimeoutMs,
      outOfTime ? tooLate(url) : silent,
      promise,
    );
    bodyMs += performance.now() - startedAt;
    if (bodyMs > speedGraceMs && bytes < (minBytesPerSecond * bodyMs) / 1000) {
      const message = `${url} sends less than ${minBytesPerSecond} bytes a second; try again later.`;
      throw new RetryLater(message, url, { reason: 'too slow' });
    }
    return answer;
  }

  return {
    signal: controller.signal,
    wait: (url, promise) => waitAtMost(leftMs, tooLate(url), promise),
    waitForBody,
    allow(timeoutMs) {
      leftMs = timeoutMs;
      allowedMs = timeoutMs;
    },
    abort: (reason) => controller.abort(reason),
    stop() {
      for (const { signal, listener } of listeners) signal.removeEventListener('abort', listener);
    },
  };
}
