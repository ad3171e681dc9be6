// The slowest requests of the last hour, however many there are.
import { expect, it } from 'vitest';
import { askedOf, createSlowRequests } from '../../../apps/api/slow-requests.ts';

const at = (minute: number) => new Date(minute * 60_000);
const request = (ms: number, when: Date) => ({
  at: when,
  method: 'GET',
  route: '/api/search',
  asked: '/api/search?q=tap',
  ms,
  status: 200,
  plan: null,
});

it('keeps the hundred slowest of a thousand', () => {
  const slow = createSlowRequests(() => 0);
  for (let i = 0; i < 1000; i++) slow.note(request((i * 617) % 1000, at(0)));
  expect(slow.list().map(({ ms }) => ms)).toEqual(Array.from({ length: 100 }, (_, i) => 999 - i));
});

it('forgets after an hour, and then takes quicker ones again', () => {
  let minute = 0;
  const slow = createSlowRequests(() => minute * 60_000);
  for (let i = 0; i < 300; i++) slow.note(request(500, at(0)));
  expect(slow.list()).toHaveLength(100);
  minute = 61;
  expect(slow.list()).toEqual([]);
  slow.note(request(1, at(61)));
  expect(slow.list()).toHaveLength(1);
});

it('cuts long values short, and takes the query off an address', () => {
  expect(askedOf({ originalUrl: '/api/search?q=gold+purple&limit=5' })).toBe(
    '/api/search?q=gold+purple&limit=5',
  );
  expect(askedOf({ originalUrl: `/api/search?q=${'x'.repeat(900)}` }).length).toBeLessThan(120);
  const signed = encodeURIComponent('https://cdn.example/a.jpg?sig=secret#part');
  expect(askedOf({ originalUrl: `/api/search?q=${signed}` })).not.toContain('secret');
});
