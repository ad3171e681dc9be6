// How long is waited before trying again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GiveUp, RetryLater } from '../../../scraper/fetch/fetch-errors.ts';
import { backoffMs, parseRetryAfter, retryWhatMayPass } from '../../../scraper/fetch/retry.ts';

const url = 'https://shop.example/';
const never = new AbortController().signal;

describe('retrying', () => {
  it('backs off exponentially, with jitter, to a limit', () => {
    expect([0, 1, 2, 3].map((retry) => backoffMs(retry, 1))).toEqual([500, 1000, 2000, 4000]);
    fc.assert(
      fc.property(fc.nat(50), fc.double({ min: 0, max: 1, noNaN: true }), (retry, chance) => {
        const delayMs = backoffMs(retry, chance);
        expect(delayMs).toBeGreaterThanOrEqual(250);
        expect(delayMs).toBeLessThanOrEqual(8000);
      }),
    );
  });

  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 1970 00:00:10 GMT', 9000],
    ['Wed, 31 Dec 1969 00:00:10 GMT', 0],
    ['-5', null],
    ['soon', null],
    [null, null],
  ])('reads Retry-After: %s as %s ms', (header, delayMs) => {
    expect(parseRetryAfter(header, 1000)).toBe(delayMs);
  });

  it('does not repeat what will not pass', async () => {
    let attempts = 0;
    const attempt = async () => {
      attempts += 1;
      throw new GiveUp('no', url, { reason: 'status 404', status: 404 });
    };
    await expect(retryWhatMayPass(attempt, 5, never)).rejects.toThrow(GiveUp);
    expect(attempts).toBe(1);
  });

  it('leaves a long Retry-After to the caller instead of waiting', async () => {
    const asked = new RetryLater('later', url, { retryAfterMs: 3_600_000 });
    await expect(retryWhatMayPass(() => Promise.reject(asked), 5, never)).rejects.toBe(asked);
  });

  it('stops waiting when told to', async () => {
    const stopping = new AbortController();
    const attempt = () => Promise.reject(new RetryLater('later', url, { retryAfterMs: 20_000 }));
    const waiting = retryWhatMayPass(attempt, 5, stopping.signal);
    stopping.abort(new Error('told to stop'));
    await expect(waiting).rejects.toThrow();
  });
});
