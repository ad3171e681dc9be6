// The sentences that say why a product is there: at most two, in their order, whole words only.
import { expect, test } from 'vitest';
import { matchingSentences, stemsOf } from '../../../apps/ask/matching-sentences.ts';

const of = (description: string, words: string) =>
  matchingSentences(
    description,
    stemsOf(words).map((stem) => ({ stem, weight: 1 })),
  );
const text =
  'A tall swan neck. It pulls down by 40 cm, with a spray head! Five-year guarantee. Brass bodies • 3/8" hoses included';

test('are those with the words, in singular or plural', () => {
  expect(of(text, 'pull down spray')).toEqual(['It pulls down by 40 cm, with a spray head!']);
  expect(of(text, 'brass body')).toEqual(['Brass bodies']);
  expect(of(text, 'neck guarantees')).toEqual(['A tall swan neck.', 'Five-year guarantee.']);
});

test('no word inside another counts, and nothing found is nothing shown', () => {
  expect(of(text, 'ray')).toEqual([]);
  expect(of('', 'gold')).toEqual([]);
});

test('a second one must say something else', () => {
  expect(of('Gold tap. A gold tap. Gold tap, polished.', 'gold tap')).toHaveLength(1);
});

test('a long one is cut at a word', () => {
  const [sentence] = of(`Gold ${'very '.repeat(100)}tap`, 'gold');
  expect(sentence?.length).toBeLessThanOrEqual(241);
  expect(sentence).toMatch(/very…$/);
});
