import { expect, test } from 'vitest';
import { filterConditions, filterKey, Parameters, whereAll } from '../../../catalog/filters.ts';

function conditionsOf(filters: Parameters_[0]) {
  const parameters = new Parameters();
  const conditions = filterConditions(filters, { table: 'e', idColumn: 'product_id', parameters });
  return { conditions, values: parameters.values };
}
type Parameters_ = globalThis.Parameters<typeof filterConditions>;

test('without a filter only what is gone is left out', () => {
  const nothingGone = { conditions: ['not e.gone'], values: [] };
  expect(conditionsOf({})).toEqual(nothingGone);
  expect(conditionsOf({ brand: undefined, minPrice: undefined })).toEqual(nothingGone);
  expect(whereAll([])).toBe('');
});

test('zero and false are filters', () => {
  expect(conditionsOf({ maxPrice: 0, available: false }).values).toEqual([0, false]);
});

test('values become parameters, never text of the statement', () => {
  const { conditions, values } = conditionsOf({
    brand: "O'Neil'; drop table products; --",
    shop: "x' or true",
  });
  expect(conditions.join()).not.toMatch(/neil|x' or/i);
  expect(values).toContain("o'neil'; drop table products; --");
});

test('text is compared without regard to case and surrounding space', () => {
  expect(filterKey('  Brushed GOLD ')).toBe('brushed gold');
});
