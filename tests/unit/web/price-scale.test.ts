// The price slider: every range equally wide, ends without a bound, amounts as a shopper would say them.
import { expect, test } from 'vitest';
import { priceScale } from '../../../apps/web/src/filters/price-scale.ts';

const between = (...edges: number[]) =>
  edges.slice(1).map((to, i) => ({ from: edges[i] ?? 0, to, count: 1 }));
const scale = priceScale(between(12, 100, 1000, 5000));

test('its ends bound nothing', () => {
  expect(scale.steps).toBe(30);
  expect(scale.amountAt(0, 'low')).toBeNull();
  expect(scale.amountAt(30, 'high')).toBeNull();
  expect(scale.stepOf(null, 'low')).toBe(0);
  expect(scale.stepOf(null, 'high')).toBe(30);
});

test('a range is as wide as another, whatever it spans', () => {
  expect(scale.amountAt(10, 'high')).toBe(100);
  expect(scale.amountAt(20, 'high')).toBe(1000);
  expect(scale.stepOf(100, 'low')).toBe(10);
  expect(scale.stepOf(3000, 'high')).toBe(25);
});

test('amounts are round, and never leave out what the slider takes in', () => {
  expect(scale.amountAt(5, 'low')).toBe(56);
  expect(scale.amountAt(15, 'low')).toBe(550);
  const cents = priceScale(between(0.99, 1.37));
  expect(cents.amountAt(5, 'low')).toBeLessThanOrEqual(1.18);
  expect(cents.amountAt(5, 'high')).toBeGreaterThanOrEqual(1.18);
});

test('an amount from an address stays where the slider would put it', () => {
  for (let step = 1; step < 30; step++) {
    const amount = scale.amountAt(step, 'low');
    expect(Math.abs(scale.stepOf(amount, 'low') - step)).toBeLessThanOrEqual(1);
  }
});

test('what lies outside the scale stands at its ends', () => {
  expect(scale.stepOf(1, 'low')).toBe(0);
  expect(scale.stepOf(1, 'high')).toBe(0);
  expect(scale.stepOf(99_999, 'high')).toBe(30);
});
