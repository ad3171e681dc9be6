import { expect, test } from 'vitest';
import { embeddingsTable, UnknownModel } from '../../../catalog/photos/models.ts';

test('each model has a table of its own', () => {
  expect(embeddingsTable('clip-vit-base-patch32')).toBe('embeddings_clip_vit_base_patch32');
});

test.each(['', 'A', 'x y', 'x"; drop table products; --', '../x', '-x', 'x'.repeat(41), 'é'])(
  'the id %j never becomes part of a statement',
  (id) => {
    expect(() => embeddingsTable(id)).toThrow(UnknownModel);
  },
);
