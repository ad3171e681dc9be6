// Prices, savings, links and colours as the cards show them.
import { describe, expect, test } from 'vitest';
import { safeImagePath, safeShopUrl } from '../../../apps/web/src/frame/safe-url.ts';
import { formatPrice, saving } from '../../../apps/web/src/results/price.ts';
import { coloursIn } from '../../../apps/web/src/search/colour-words.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });

describe('prices', () => {
  test('are written in their own currency', () => {
    expect(formatPrice(usd(129.5), 'en-US')).toBe('$129.50');
    expect(formatPrice(usd(1200), 'en-US')).toBe('$1,200');
    expect(formatPrice({ amount: 980, currency: 'JPY' }, 'en-US')).toBe('¥980');
  });
  test('with a currency nobody knows are still shown', () => {
    expect(formatPrice({ amount: 5, currency: 'pts.' }, 'en-US')).toBe('5 pts.');
    expect(formatPrice({ amount: 1299.5, currency: 'XXX' }, 'en-US')).toBe('1,299.5');
  });
  test('save exact cents, and only within one currency', () => {
    expect(saving(usd(129.9), usd(149.5))).toEqual(usd(19.6));
    expect(saving(usd(149.5), usd(149.5))).toBeNull();
    expect(saving({ amount: 1, currency: 'EUR' }, usd(2))).toBeNull();
    expect(saving(null, usd(2))).toBeNull();
  });
});

describe('addresses from a shop', () => {
  test.each(['https://shop.example/p/1', 'http://127.0.0.1:8081/p/1'])('%s becomes a link', (url) => {
    expect(safeShopUrl(url)).toBe(url);
  });
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/p/1',
    '',
  ])('%s does not', (url) => expect(safeShopUrl(url)).toBeNull());
  test('only thumbnails of this server become photos', () => {
    const path = `/images/${'a1'.repeat(32)}.webp`;
    expect(safeImagePath(path)).toBe(path);
    for (const other of [null, 'https://shop.example/a.jpg', `//shop.example${path}`, `${path}?x`]) {
      expect(safeImagePath(other)).toBeNull();
    }
  });
});

describe('colours in a query', () => {
  test('are found in its order, two at most', () => {
    expect(coloursIn('Gold tap, purple handles and red')).toHaveLength(2);
    expect(coloursIn('purple gold')).toEqual(coloursIn('gold purple').reverse());
  });
  test('rose gold is one colour, marigold none', () => {
    expect(coloursIn('rose gold')).toHaveLength(1);
    expect(coloursIn('marigold')).toEqual([]);
  });
});
