// Query parameters to the catalogue's filters.
import type { Filters } from '../../catalog/products/filters.ts';
import type { ColourFilter } from '../../clip/picture/parse-colour.ts';

interface FilterParameters {
  minPrice?: number | undefined;
  /** A share of a product's price is not a filter of its own; see `similar`. */
  maxPrice?: number | { share: number } | undefined;
  belowPrice?: number | undefined;
  currency?: string | undefined;
  shop?: string | undefined;
  brand?: string[] | undefined;
  category?: string | undefined;
  available?: boolean | undefined;
  priceChanged?: 'any' | 'up' | 'down' | undefined;
  collection?: string | undefined;
  color?: ColourFilter | undefined;
}

/** Leaves out what was not asked for; the catalogue looks a shop up by id, name and address. */
export function filtersOf(query: FilterParameters): Filters {
  const { minPrice, maxPrice, belowPrice, currency, shop, brand, category, available } = query;
  const { priceChanged, collection, color } = query;
  return {
    minPrice,
    maxPrice: typeof maxPrice === 'number' ? maxPrice : undefined,
    belowPrice,
    currency,
    shop,
    brand,
    category,
    available,
    priceChanged,
    collection,
    ...colourOf(color),
  };
}

function colourOf(color: ColourFilter | undefined): Filters {
  if (!color) return {};
  return 'names' in color ? { colourNames: color.names } : { colourCells: color.cells };
}
