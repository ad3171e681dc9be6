import { expect, test } from 'vitest';
import { Parameters, whereAll } from '../../../catalog/database/sql-parameters.ts';
import { type Filters, filterConditions, filterKey } from '../../../catalog/products/filters.ts';

function conditionsOf(filters: Filters) {
  const parameters = new Parameters();
  const conditions = filterConditions(filters, { table: 'e', of: 'vectors', parameters });
  return { conditions, values: parameters.values };
}

test('without a filter only what is gone or no photo of a product is left out', () => {
  const onlyShown = { conditions: ['not e.gone', 'not e.placeholder'], values: [] };
  expect(conditionsOf({})).toEqual(onlyShown);
  expect(conditionsOf({ brand: undefined, minPrice: undefined })).toEqual(onlyShown);
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
  expect(values).toContainEqual(["o'neil'; drop table products; --"]);
});

test('text is compared without regard to case and surrounding space', () => {
  expect(filterKey('  Brushed GOLD ')).toBe('brushed gold');
});
