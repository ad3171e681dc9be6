// Query parameters to the catalogue's filters.
import type { Filters } from '../../catalog/search.ts';

interface FilterParameters {
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  currency?: string | undefined;
  shop?: string | undefined;
  brand?: string | undefined;
  category?: string | undefined;
  available?: boolean | undefined;
}

export function filtersOf(query: FilterParameters): Filters {
  const { minPrice, maxPrice, currency, shop, brand, category, available } = query;
  return {
    ...(minPrice === undefined ? {} : { minPrice }),
    ...(maxPrice === undefined ? {} : { maxPrice }),
    ...(currency === undefined ? {} : { currency }),
    // A shop can be called "1": ids win, since they are what our own pages send.
    ...(shop === undefined ? {} : { shop: /^[1-9]\d{0,14}$/.test(shop) ? Number(shop) : shop }),
    ...(brand === undefined ? {} : { brand }),
    ...(category === undefined ? {} : { category }),
    ...(available === undefined ? {} : { available }),
  };
}
