// The options that keep a command to part of the catalogue, and the filters that they stand for.
import { type Command, Option } from 'commander';
import type { Filters } from '../../catalog/products/filters.ts';
import type { ColourFilter } from '../../clip/picture/parse-colour.ts';
import { amount, colourOption, several } from './option-values.ts';

/** As commander hands them over. */
export interface FilterOptions {
  minPrice?: number;
  maxPrice?: number | { share: number };
  belowPrice?: number;
  currency?: string;
  shop?: string;
  brand?: string[];
  category?: string;
  available?: boolean;
  priceChanged?: 'any' | 'up' | 'down';
  collection?: string;
  color?: ColourFilter;
}

/** All but --max-price, which may be a share of a product's price. */
export const withFilterOptions = (command: Command): Command =>
  command
    .option('--min-price <amount>', 'leave out what is cheaper', amount)
    .option('--below-price <amount>', 'only what costs less', amount)
    .option('--currency <code>', 'what the amounts are in, such as EUR; others need an exchange rate')
    .option('--shop <name>', 'only this shop')
    .option('--brand <name>', 'only this brand; given several times, any of them', several)
    .option('--category <name>', 'only this category and below it; several steps as "Bathroom > Taps"')
    .option('--available', 'only what is in stock')
    .addOption(
      new Option('--price-changed <how>', 'only prices that have changed').choices(['any', 'up', 'down']),
    )
    .option('--collection <name>', 'only this collection, by its id or name')
    .option(
      '--color <colour>',
      'only photos with this colour: a name such as gold, or #b8860b',
      colourOption,
    );

export function toFilters(options: FilterOptions): Filters {
  const { minPrice, maxPrice, belowPrice, currency, shop, brand, category, available } = options;
  const { priceChanged, collection, color } = options;
  return {
    ...(minPrice !== undefined && { minPrice }),
    ...(typeof maxPrice === 'number' && { maxPrice }),
    ...(belowPrice !== undefined && { belowPrice }),
    ...(currency !== undefined && { currency: currency.toUpperCase() }),
    ...(shop !== undefined && { shop }),
    ...(brand !== undefined && { brand }),
    ...(category !== undefined && { category }),
    ...(available && { available }),
    ...(priceChanged !== undefined && { priceChanged }),
    ...(collection !== undefined && { collection }),
    ...(color && ('names' in color ? { colourNames: color.names } : { colourCells: color.cells })),
  };
}
