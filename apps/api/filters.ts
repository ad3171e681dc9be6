// Query parameters to the catalogue's filters.
import type { Filters } from '../../catalog/filters.ts';

interface FilterParameters {
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  currency?: string | undefined;
  shop?: string | undefined;
  brand?: string | undefined;
  category?: string | undefined;
  available?: boolean | undefined;
}

/** Leaves out what was not asked for; the catalogue looks a shop up by id, name and address. */
export function filtersOf(query: FilterParameters): Filters {
  const { minPrice, maxPrice, currency, shop, brand, category, available } = query;
  return { minPrice, maxPrice, currency, shop, brand, category, available };
}
