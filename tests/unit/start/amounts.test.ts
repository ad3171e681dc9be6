import { expect, test } from 'vitest';
import { bytesText, durationText, priceText, timeText } from '../../../apps/start/amounts.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [123_456, '123 kB'],
  [3_140_000_000, '3.1 GB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [0, '0.0 s'],
  [59_940, '59.9 s'],
  [60_000, '1 min'],
  [725_000, '12 min 5 s'],
  [12_000_000, '3 h 20 min'],
  [187_200_000, '2 d 4 h'],
])('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('times are local, to the minute', () => {
  expect(timeText(new Date(2026, 2, 1, 4, 5, 59))).toBe('2026-03-01 04:05');
});

test('a price without a currency is a plain number', () => {
  expect(priceText({ amount: 1299.5, currency: 'XXX' })).toBe('1,299.5');
  expect(priceText({ amount: 5, currency: 'no' })).toBe('5 no');
});
