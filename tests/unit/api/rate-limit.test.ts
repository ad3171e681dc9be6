// What is anonymous is limited for all together, and searches are counted beside the requests.
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createQueryCounts } from '../../../apps/api/query-counts.ts';
import { createRateLimit } from '../../../apps/api/rate-limit.ts';
import { createVocabulary } from '../../../apps/api/vocabulary.ts';
import type { CountedQuery } from '../../../catalog/feedback/popular-queries.ts';

describe('a rate limit', () => {
  it('lets a burst through, then as many as time allows', () => {
    let ms = 0;
    const limit = createRateLimit(10, 3, () => ms);
    const taken = (times: number) => Array.from({ length: times }, () => limit.take()).filter(Boolean).length;
    expect(taken(5)).toBe(3);
    ms += 100;
    expect(taken(5)).toBe(1);
    ms += 3_600_000;
    expect(taken(5)).toBe(3);
  });
});

describe('counts of queries', () => {
  it('are handed on together, the same text as one, each shop apart', async () => {
    const stored: CountedQuery[][] = [];
    const store = async (all: CountedQuery[]) => void stored.push(all);
    const counts = createQueryCounts({ store, onError: () => {}, restMs: 20 });
    for (const text of ['Gold purple', 'gold  PURPLE!', '???']) counts.note(text, undefined);
    counts.note('gold purple', 'Taps');
    await setTimeout(200);
    expect(stored).toEqual([
      [
        { text: 'gold purple', shop: null, searches: 2 },
        { text: 'gold purple', shop: 'Taps', searches: 1 },
      ],
    ]);
    counts.note('again', undefined);
    await setTimeout(200);
    expect(stored).toHaveLength(2);
  });

  it('are limited in number, and lost when storing fails', async () => {
    const sizes: number[] = [];
    const errors: unknown[] = [];
    const counts = createQueryCounts({
      store: async (all) => {
        sizes.push(all.length);
        throw new Error('no database');
      },
      onError: (error) => errors.push(error),
      restMs: 20,
    });
    for (let i = 0; i < 5000; i++) counts.note(`text ${i}`, undefined);
    await setTimeout(200);
    expect(sizes).toEqual([1000]);
    expect(errors).toHaveLength(1);
  });
});

it('a vocabulary is not counted again while that goes on or was just done, and a failure is told', async () => {
  let counted = 0;
  const errors: unknown[] = [];
  const vocabulary = createVocabulary(
    async () => {
      counted++;
      throw new Error('no database');
    },
    (error) => errors.push(error),
  );
  for (let i = 0; i < 5; i++) vocabulary.touch();
  await setTimeout(20);
  vocabulary.touch();
  expect(counted).toBe(1);
  expect(errors).toHaveLength(1);
});
