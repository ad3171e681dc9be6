// What a price history is drawn from: one currency, changes only, a line that never slants.
import { expect, test } from 'vitest';
import { priceSteps, stepLine } from '../../../apps/web/src/product/price-steps.ts';

const seen = (amount: number, day: number, currency = 'EUR') => ({
  amount,
  currency,
  at: new Date(Date.UTC(2026, 0, day)).toISOString(),
});
const price = { amount: 90, currency: 'EUR' };

test('no price, no history', () => {
  expect(priceSteps({ price: null, priceHistory: [] })).toBeNull();
});

test('prices of another currency are named, never compared', () => {
  const history = [seen(10, 1, 'USD'), seen(100, 2), seen(80, 3), seen(500, 4, 'GBP'), seen(90, 5)];
  const steps = priceSteps({ price, priceHistory: history });
  expect(steps?.points.map(({ amount }) => amount)).toEqual([100, 80, 90]);
  expect(steps).toMatchObject({
    low: { amount: 80 },
    high: { amount: 100 },
    otherCurrencies: ['GBP', 'USD'],
  });
});

test('a product that has no price any more is drawn in the currency it had last', () => {
  const steps = priceSteps({ price: null, priceHistory: [seen(10, 1, 'USD'), seen(7, 2)] });
  expect(steps?.points).toMatchObject([{ amount: 7, currency: 'EUR' }]);
});

test('the same price seen again is no change, a day that is none is left out', () => {
  const history = [seen(100, 3), seen(100, 4), { ...seen(5, 1), at: 'soon' }, seen(120, 5), seen(100, 1)];
  const steps = priceSteps({ price, priceHistory: history });
  expect(steps?.points.map(({ amount, at }) => [amount, at.getUTCDate()])).toEqual([
    [100, 1],
    [120, 5],
  ]);
});

test('the line runs from the first price to now, across and then up or down', () => {
  const steps = priceSteps({ price, priceHistory: [seen(100, 1), seen(50, 2), seen(75, 4)] });
  if (!steps) throw new Error('there are three prices');
  const { line, dots } = stepLine(steps, new Date(Date.UTC(2026, 0, 5)), { width: 400, height: 100 });
  expect(line).toBe('M0 0H100V100H300V50H400');
  expect(dots).toEqual([
    { x: 0, y: 0 },
    { x: 100, y: 100 },
    { x: 300, y: 50 },
  ]);
});

test('one price is a level line', () => {
  const steps = priceSteps({ price, priceHistory: [seen(100, 1)] });
  if (!steps) throw new Error('there is one price');
  expect(stepLine(steps, new Date(Date.UTC(2026, 0, 1)), { width: 400, height: 100 }).line).toMatch(
    /^M0 \d+H400$/,
  );
});
