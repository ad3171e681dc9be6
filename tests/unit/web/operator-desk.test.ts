// What the desk makes of numbers, times and events.
import { describe, expect, it } from 'vitest';
import { eventOf } from '../../../apps/web/src/api/read-events.ts';
import { addSample, ratesOf, type Sample } from '../../../apps/web/src/operator/runs/rates.ts';
import { readLimits } from '../../../apps/web/src/operator/shops/read-limits.ts';
import { duration, relativeTime } from '../../../apps/web/src/operator/times.ts';
import { de } from '../../../apps/web/src/strings/operator/de.ts';
import { en } from '../../../apps/web/src/strings/operator/en.ts';

describe('how fast a run goes', () => {
  const after = (samples: Sample[]) => samples.reduce<Sample[]>(addSample, []);

  it('is measured over the last ten seconds', () => {
    const slow = [0, 1, 2, 3].map((s) => ({ at: s * 10_000, pages: s, photos: 0 }));
    const fast = [1, 2, 3].map((s) => ({ at: 30_000 + s * 3_000, pages: 3 + s * 30, photos: s * 6 }));
    expect(ratesOf(after([...slow, ...fast]))).toEqual({ pagesPerSecond: 10, photosPerSecond: 2 });
  });

  it('is not known from one moment, and is never below nothing', () => {
    expect(ratesOf([])).toBeNull();
    expect(ratesOf([{ at: 0, pages: 5, photos: 5 }])).toBeNull();
    const back = [
      { at: 0, pages: 9, photos: 0 },
      { at: 2_000, pages: 4, photos: 0 },
    ];
    expect(ratesOf(back)).toEqual({ pagesPerSecond: 0, photosPerSecond: 0 });
  });
});

describe('an event of a stream', () => {
  it('has a name and JSON; a comment is none', () => {
    expect(eventOf('event: run\nid: 5\ndata: {"a":"b: c"}')).toEqual([{ event: 'run', data: { a: 'b: c' } }]);
    expect(eventOf(': still here')).toEqual([]);
  });
});

describe('times', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  it('are told as people do', () => {
    expect(relativeTime('2026-03-01T11:57:10Z', now, 'en')).toBe('2 minutes ago');
    expect(relativeTime('2026-03-01T12:00:20Z', now, 'en')).toBe('now');
    expect(relativeTime('2026-03-03T13:00:00Z', now, 'de')).toBe('übermorgen');
  });

  it('of work are short', () => {
    expect([900, 42_000, 3_849_000].map(duration)).toEqual(['0:01', '0:42', '1:04:09']);
  });
});

it('a limit that is left empty is none', () => {
  expect(readLimits({ delayMs: '0', concurrency: ' ', maxPages: '' })).toEqual({ delayMs: 0 });
});

it('the sentences of both languages speak of the same end of a dry run', () => {
  const end = { products: 1, pages: 2, detail: 'closed', reasons: '2× http 500' };
  expect(en.add.ends.found(end)).toBe('One product found on 2 pages. Could not be read: 2× http 500.');
  expect(de.add.ends.found(end)).toBe('1 Produkt gefunden auf 2 Seiten. Nicht lesbar: 2× http 500.');
  expect(Object.keys(de.add.ends)).toEqual(Object.keys(en.add.ends));
});
