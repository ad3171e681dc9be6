// What was understood of a question: what to look for, and what a product must be to count.
import type { Filters } from '../../catalog/products/filters.ts';
import { parseColour } from '../../clip/picture/parse-colour.ts';

export interface Understood {
  /** What to look for by looks, names and descriptions; empty when the question only narrows. */
  words: string;
  /** What to keep away from. */
  without: string[];
  minPrice: number | null;
  maxPrice: number | null;
  /** Of the bounds; null when the question names none. */
  currency: string | null;
  /** Names of colours: any of them. */
  colours: string[];
  /** Any of them, as the catalogue spells them. */
  brands: string[];
  category: string | null;
  shop: string | null;
  available: boolean;
  sort: 'relevance' | 'price' | '-price' | 'newest';
}

export function filtersOf(understood: Understood): Filters {
  const { minPrice, maxPrice, currency, colours, brands, category, shop, available } = understood;
  const names = colours.flatMap((colour) => {
    const known = parseColour(colour);
    return known && 'names' in known ? known.names : [];
  });
  return {
    ...(minPrice === null ? {} : { minPrice }),
    ...(maxPrice === null ? {} : { maxPrice }),
    ...(currency === null ? {} : { currency }),
    ...(names.length === 0 ? {} : { colourNames: [...new Set(names)] }),
    ...(brands.length === 0 ? {} : { brand: brands }),
    ...(category === null ? {} : { category }),
    ...(shop === null ? {} : { shop }),
    ...(available ? { available } : {}),
  };
}
