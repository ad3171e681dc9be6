// How clusters are called.
import { expect, test } from 'vitest';
import { type Named, nameClusters } from '../../../workers/map/cluster-names.ts';

const tap = (title: string, changes: Partial<Named> = {}): Named => ({
  title,
  brand: null,
  category: [],
  ...changes,
});
const taps = (count: number, title: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => tap(title(n)));

test('by the phrase that sets it apart, not by what all products are', () => {
  const names = nameClusters([
    taps(10, (n) => `Basin Tap ${n}, Polished Gold`),
    taps(10, (n) => `Basin Tap ${n}, Matte Black`),
  ]);
  expect(names).toEqual(['Polished Gold', 'Matte Black']);
});

test('by two phrases where each is true of a half', () => {
  const [name] = nameClusters([
    [...taps(6, (n) => `Tap ${n}, Brushed Nickel`), ...taps(6, (n) => `Tap ${n}, Signal Red`)],
    taps(12, (n) => `Tap ${n}, White`),
  ]);
  expect(name?.split(' · ').sort()).toEqual(['Brushed Nickel', 'Signal Red']);
});

test('no two are called the same', () => {
  const names = nameClusters([
    taps(10, (n) => (n < 6 ? 'Gold Kitchen Tap' : 'Gold Tap')),
    taps(10, (n) => (n < 6 ? 'Gold Basin Tap' : 'Gold Tap')),
    taps(10, () => 'White Tap'),
  ]);
  expect(new Set(names).size).toBe(3);
});

test('part of a region does not repeat its name, and has none where it is like the rest', () => {
  const gold = [...taps(10, () => 'Gold Kitchen Tap'), ...taps(10, () => 'Gold Bath Filler')];
  const everything = [...gold, ...taps(20, () => 'White Basin Tap')];
  const names = nameClusters([gold.slice(0, 10), gold.slice(10), [gold[0] ?? tap('')]], {
    everything,
    within: 'Gold',
  });
  expect(names[0]).toMatch(/Kitchen/);
  expect(names[1]).toMatch(/Filler/);
  expect(names).not.toContain('Gold');
  expect(names[2]).toBeNull();
});

test('joining words, numbers and codes are no names, and nothing but them leaves it without one', () => {
  const names = nameClusters([taps(5, () => 'with 200mm TB-4711'), taps(5, () => 'Oak and Ash')]);
  expect(names[0]).toBeNull();
  expect(names[1]).toMatch(/^(Oak|Ash)/);
});

test('spelled as most titles do, whatever markup a shop puts in', () => {
  const [name] = nameClusters([
    [...taps(4, () => 'MATTE BLACK'), ...taps(6, () => 'Matte Black')],
    taps(10, () => '<b>White</b>'),
  ]);
  expect(name).toBe('Matte Black');
});
