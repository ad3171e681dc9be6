// The words of a schedule: what is understood, what is refused and how that is said, and when a run is due.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadSchedule, nextTime, parseSchedule } from '../../../workers/schedule-words.ts';

const hourMs = 3_600_000;

describe('words that are understood', () => {
  test.each([
    ['every hour', { everyMs: hourMs }],
    ['every week', { everyMs: 168 * hourMs }],
    ['every month', { everyMs: 720 * hourMs }],
    ['  Every   3  Days ', { everyMs: 72 * hourMs }],
    ['every 1 day', { everyMs: 24 * hourMs }],
    ['every day at 04:00', { pattern: '0 4 * * *' }],
    ['every day at 4:05', { pattern: '5 4 * * *' }],
    ['every Monday at 23:59', { pattern: '59 23 * * 1' }],
    ['every sunday at 00:00', { pattern: '0 0 * * 0' }],
    ['cron 0 4 * * 1', { pattern: '0 4 * * 1' }],
    ['cron "30 */6 1,15 jan-jun mon"', { pattern: '30 */6 1,15 jan-jun mon' }],
  ])('%s', (words, times) => {
    expect(parseSchedule(words).times).toEqual(times);
  });

  test('read again as they are stored they mean the same', () => {
    for (const words of ['Every  Week', 'every day at 04:00', "cron '0 4 * * MON'"]) {
      const once = parseSchedule(words);
      expect(parseSchedule(once.text)).toEqual(once);
    }
  });
});

describe('words that are not', () => {
  test.each([
    ['', /is no schedule; understood are every week, /],
    ['weekly', /"weekly" is no schedule/],
    ['every', /is no schedule/],
    ['every fortnight', /is no schedule/],
    ['every 0 days', /is no schedule/],
    ['every -1 days', /is no schedule/],
    ['every 1.5 days', /is no schedule/],
    ['every 3 days please', /is no schedule/],
    ['every 9999 weeks', /is more than 366 days/],
    ['every 10 minutes', /is no schedule/],
    ['every monday', /says no time of day \(every monday at 04:00\)/],
    ['every day at noon', /has no time of day from 00:00 to 23:59/],
    ['every day at 24:00', /has no time of day/],
    ['every day at', /has no time of day/],
    ['every week at 04:00', /names a time of day, which goes with a day only/],
    ['every 3 days at 04:00', /is no schedule/],
    ['cron', /five fields/],
    ['cron * * * *', /five fields/],
    ['cron 0 0 4 * * 1', /five fields/],
    ['cron H 4 * * *', /five fields/],
    ['cron @daily', /five fields/],
    ['cron 0 25 * * *', /is not a cron expression \(/],
    ['cron 0 4 30 2 *', /is not a cron expression \(/],
    ['cron * * * * *', /comes more often than once an hour/],
    ['cron 0,30 4 * * *', /comes more often than once an hour/],
    [`every ${'3'.repeat(500)} days`, /is too long/],
  ])('%s', (words, why) => {
    expect(() => parseSchedule(words)).toThrow(BadSchedule);
    expect(() => parseSchedule(words)).toThrow(why);
  });

  test('whatever is written, it is understood or refused with a sentence', () => {
    const words = fc.constantFrom(
      'every',
      'day',
      'week',
      'at',
      '04:00',
      '3',
      'cron',
      '*',
      '0',
      '"',
      'monday',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 8 }).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          parseSchedule(given);
        } catch (error) {
          expect(error).toBeInstanceOf(BadSchedule);
        }
      }),
    );
  });
});

test('the next time is so long after, or the next of the cron expression in its own time zone', () => {
  const after = new Date('2026-03-01T12:00:00Z');
  const next = (words: string, zone = 'UTC') =>
    nextTime(parseSchedule(words).times, after, zone).toISOString();
  expect(next('every week')).toBe('2026-03-08T12:00:00.000Z');
  expect(next('every day at 04:00')).toBe('2026-03-02T04:00:00.000Z');
  expect(next('every day at 04:00', 'America/New_York')).toBe('2026-03-02T09:00:00.000Z');
  expect(next('every monday at 04:00')).toBe('2026-03-02T04:00:00.000Z');
});
