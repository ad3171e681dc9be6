// The rules that tell a match from what merely is nearest.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { photoCutoff, quantile, textCutoff } from '../../../catalog/ranking/cutoff-rules.ts';

const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });

test('a quantile is one of the values, and grows with the share', () => {
  fc.assert(
    fc.property(scores, (values) => {
      const found = [0, 0.25, 0.5, 0.95, 1].map((share) => quantile(values, share));
      expect(found.every((value) => values.includes(value))).toBe(true);
      expect(found).toEqual(found.toSorted((one, other) => one - other));
    }),
  );
});

test('selling what the better half of the texts name does not move the cut-off', () => {
  const strange = [0.08, 0.09, 0.1, 0.11, 0.12, 0.13];
  expect(textCutoff([...strange, 0.2, 0.2, 0.2, 0.2, 0.2])).toBe(
    textCutoff([...strange, 0.9, 0.9, 0.9, 0.9, 0.9]),
  );
});

test('cut-offs are scores', () => {
  fc.assert(
    fc.property(scores, (values) => {
      for (const cutoff of [textCutoff(values), photoCutoff(values)]) {
        expect(cutoff).toBeGreaterThanOrEqual(-1);
        expect(cutoff).toBeLessThanOrEqual(1);
      }
    }),
  );
});
