import { expect, test } from 'vitest';
import { storableJson, storableText } from '../../../catalog/database/storable.ts';

test('zero bytes and half surrogate pairs, which Postgres refuses, are taken out of text', () => {
  expect(storableText('a\0b')).toBe('ab');
  expect(storableText('a\ud800b')).toBe('a\ufffdb');
  expect(storableText('🚰')).toBe('🚰');
});

test('they are taken out of JSON too, and text that only looks like them stays', () => {
  const value = { a: 'x\0y\ud800z', b: 'C:\\u0000', '\0k': 1, c: '🚰' };
  expect(JSON.parse(storableJson(value))).toEqual({ a: 'xyz', b: 'C:\\u0000', k: 1, c: '🚰' });
});
