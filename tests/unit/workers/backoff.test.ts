import { expect, test } from 'vitest';
import { RetryLater } from '../../../scraper/fetch/fetch-errors.ts';
import { politeBackoffMs } from '../../../workers/backoff.ts';

test('waits double with each attempt, spread over half of it', () => {
  expect([1, 2, 3, 4].map((attempt) => politeBackoffMs(attempt, undefined, 0))).toEqual([
    1000, 2000, 4000, 8000,
  ]);
  expect([1, 2, 3, 4].map((attempt) => politeBackoffMs(attempt, undefined, 1))).toEqual([
    2000, 4000, 8000, 16000,
  ]);
});

test('never comes back before Retry-After', () => {
  const error = new RetryLater('busy', 'http://shop.example/', { retryAfterMs: 60_000 });
  expect(politeBackoffMs(1, error, 0)).toBe(60_000);
  expect(politeBackoffMs(1, error, 0.5)).toBe(60_500);
});

test('a Retry-After shorter than the backoff changes nothing', () => {
  const error = new RetryLater('busy', 'http://shop.example/', { retryAfterMs: 100 });
  expect(politeBackoffMs(4, error, 0)).toBe(8000);
});

test('an absurd Retry-After is cut to a quarter of an hour', () => {
  const error = new RetryLater('busy', 'http://shop.example/', { retryAfterMs: 1e12 });
  expect(politeBackoffMs(1, error, 0.3)).toBe(15 * 60_000);
});
