// recall@10 of one question, from distances.
import { expect, it } from 'vitest';
import { recallOf } from '../../../catalog/health/recall-sample.ts';

const truth = [0.1, 0.2, 0.3, 0.4];

it('is the share of what is truly nearest that was found', () => {
  expect(recallOf([0.1, 0.2, 0.3, 0.4], truth)).toBe(1);
  expect(recallOf([0.1, 0.2, 0.4, 0.5], truth)).toBe(0.75);
  expect(recallOf([0.6, 0.7, 0.8, 0.9], truth)).toBe(0);
  expect(recallOf([], truth)).toBe(0);
});

it('takes any of several that are equally far', () => {
  expect(recallOf([0.1, 0.2, 0.2, 0.2], [0.1, 0.2, 0.2, 0.2])).toBe(1);
  expect(recallOf([0.2, 0.2, 0.2, 0.2, 0.2], [0.1, 0.2])).toBe(1);
});
