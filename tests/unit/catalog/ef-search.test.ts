import { expect, test } from 'vitest';
import { efSearchFor } from '../../../catalog/search/ef-search.ts';

test('a large table is searched wider, and none wider than pgvector can', () => {
  expect(efSearchFor({ photos: 50_000, take: 100 })).toBe(100);
  expect(efSearchFor({ photos: 1_000_000, take: 100 })).toBe(400);
  expect(efSearchFor({ photos: 1_000_000, take: 500 })).toBe(500);
  expect(efSearchFor({ photos: 1_000_000, take: 5000 })).toBe(1000);
});
