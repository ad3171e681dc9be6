// Which class a vector belongs to, when it belongs to none, and how good the classes are.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClassifier } from '../../../apps/classes/classifier.ts';

const unit = (...values: number[]) => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (x) => x / length);
};

const gold = { name: 'gold', examples: [unit(1, 0.1, 0), unit(1, -0.1, 0)] };
const chrome = { name: 'chrome', examples: [unit(0, 1, 0.2), unit(0, 1, -0.2)] };

test('the class whose examples it is most like, with how far that one is ahead', () => {
  const { label, margin, scores } = createClassifier([gold, chrome]).classify(unit(0.9, 0.3, 0));
  expect(label).toBe('gold');
  expect(scores.map(({ name }) => name)).toEqual(['gold', 'chrome']);
  expect(margin).toBeCloseTo((scores[0]?.score ?? 0) - (scores[1]?.score ?? 0), 6);
});

test('what lies between two classes is none of these, unless no margin is asked for', () => {
  const between = unit(1, 0.99, 0);
  expect(createClassifier([gold, chrome]).classify(between).label).toBeNull();
  expect(createClassifier([gold, chrome], { margin: 0 }).classify(between).label).toBe('gold');
});

test('names alone leave nothing out', () => {
  const one = (name: string, vector: Float32Array) => ({ name, examples: [vector] });
  expect(createClassifier([one('a', unit(1, 0)), one('b', unit(0, 1))]).leaveOneOut()).toBeNull();
});

test('an example that is only like itself is not right when it is left out', () => {
  const stray = { name: 'gold', examples: [unit(1, 0, 0), unit(1, 0.1, 0), unit(0, 1, 0)] };
  expect(createClassifier([stray, chrome]).leaveOneOut()).toEqual({ examples: 5, right: 4, none: 0 });
});

const vector = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  .filter((values) => Math.hypot(...values) > 0.1)
  .map((values) => unit(...values));

test('leaving one out counts what classes made without it say', () => {
  const several = fc.array(vector, { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(several, several, (ofA, ofB) => {
      const classes = [
        { name: 'a', examples: ofA },
        { name: 'b', examples: ofB },
      ];
      const labels = classes.flatMap(({ name, examples }) =>
        examples.map((left) => {
          const without = classes.map((one) => ({
            ...one,
            examples: one.examples.filter((example) => example !== left),
          }));
          const { label, margin } = createClassifier(without).classify(left);
          return { isRight: label === name, isNone: label === null, isClose: Math.abs(margin - 0.02) < 1e-3 };
        }),
      );
      // Examples that cancel each other out, or a margin at the limit, round either way.
      fc.pre(labels.every(({ isClose }) => !isClose) && lengthsAreFine(classes));
      expect(createClassifier(classes).leaveOneOut()).toEqual({
        examples: labels.length,
        right: labels.filter(({ isRight }) => isRight).length,
        none: labels.filter(({ isNone }) => isNone).length,
      });
    }),
    { numRuns: 200 },
  );
});

function lengthsAreFine(classes: readonly { examples: readonly Float32Array[] }[]): boolean {
  return classes.every(({ examples }) =>
    [null, ...examples].every((left) => {
      const sum = [0, 0, 0].map((_, i) =>
        examples.reduce((total, one) => total + (one === left ? 0 : (one[i] ?? 0)), 0),
      );
      return Math.hypot(...sum) > 0.05;
    }),
  );
}
