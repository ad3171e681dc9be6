import { describe, expect, test } from 'vitest';
import { firstQuestions } from '../../../apps/web/src/start/first-questions.ts';

const ask = (address: string) => {
  const { pathname, search } = new URL(address, 'http://shop.test');
  return firstQuestions({ pathname, search });
};

describe('what a page asks first', () => {
  test('the home page asks for a shuffled window, and has a pair', () => {
    const { paths, hasPair } = ask('/');
    expect(paths).toEqual([expect.stringMatching(/^\/api\/products\?sort=random&seed=\d+&limit=24$/)]);
    expect(hasPair).toBe(true);
  });

  test('a search asks for its words, narrowed as its address says', () => {
    const { paths, hasPair } = ask('/?q=gold+purple&maxPrice=100&sort=price&cheaper=true');
    expect(paths).toEqual(['/api/search?q=gold+purple&maxPrice=100&sort=price&limit=24']);
    expect(hasPair).toBe(false);
  });

  test('a narrowed window has no pair', () => {
    expect(ask('/?brand=Greyfriars').hasPair).toBe(false);
  });

  test('a product is asked for, and beside its lookalikes both', () => {
    expect(ask('/product/12').paths).toEqual(['/api/products/12']);
    expect(ask('/similar/12?cheaper=true').paths).toEqual([
      '/api/products/12',
      '/api/products/12/similar?cheaper=true&limit=24',
    ]);
  });

  test.each([
    '/map',
    '/boards',
    '/operator/queue',
    '/product/none',
    '/product/12/x',
    '/?photo=file:abcdefgh',
  ])('%s asks for nothing early', (address) => {
    expect(ask(address).paths).toEqual([]);
  });
});
