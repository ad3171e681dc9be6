import { expect, test } from 'vitest';
import { isUnchangedSinceVisit } from '../../../workers/sitemap-dates.ts';

const visited = new Date('2026-03-10T12:00:00Z');

test.each([
  ['2026-03-10T11:59:59Z', true],
  ['2026-03-10T12:00:01Z', false],
  ['2026-03-10T13:30:00+02:00', true],
  ['2026-03-08', true],
  ['2026-03-09', false], // its evening in the far west is after our visit's noon minus a day
  ['2026-03-10', false],
  ['yesterday', false],
  ['', false],
  [null, false],
])('lastmod %s, visited at noon on the 10th: unchanged is %s', (lastModified, unchanged) => {
  expect(isUnchangedSinceVisit(lastModified, visited)).toBe(unchanged);
});

test('a page never visited has changed', () => {
  expect(isUnchangedSinceVisit('2020-01-01', null)).toBe(false);
});
