// Repeatable random numbers: the same seed words always give the same sequence.
import { createHash } from 'node:crypto';

export interface SeededRandom {
  /** In [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  chance(probability: number): boolean;
}

/** A generator that depends on nothing but the words given. */
export function seededRandom(...words: (string | number)[]): SeededRandom {
  let state = createHash('sha256').update(words.join('/')).digest().readUInt32LE(0);
  // mulberry32: small, fast, and good enough to place tiles and pick handles.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('Cannot pick from an empty list: give at least one item.');
      return item;
    },
  };
}

/** The same items in an order decided by the generator. */
export function shuffled<Item>(items: readonly Item[], random: SeededRandom): Item[] {
  return items
    .map((item) => ({ item, order: random.next() }))
    .sort((left, right) => left.order - right.order)
    .map(({ item }) => item);
}
