import { expect, test } from 'vitest';
import { graphMemoryKb } from '../../../catalog/photos/vector-index.ts';

test('the memory of a graph is what pgvector says is full', () => {
  const fullMb = 8;
  expect(graphMemoryKb({ rows: 4649, dimension: 512 }) / 1024 / fullMb).toBeCloseTo(1, 2);
});
