// The filters in force, in words, each with the way to be rid of it.
import type { Narrowing } from '../address/narrowing.ts';
import { strings } from '../strings/strings.ts';
import { colourName } from './colour-name.ts';

export interface ActiveFilter {
  label: string;
  without: Narrowing;
}

export function activeFilters(narrowing: Narrowing): ActiveFilter[] {
  const { filters } = strings;
  const { minPrice, maxPrice, currency, brand, color } = narrowing;
  const found: ActiveFilter[] = [];
  const add = (label: string, off: Partial<Narrowing>) =>
    found.push({ label, without: { ...narrowing, ...off } });
  if (minPrice !== null) add(`${filters.price} ${filters.from} ${minPrice}`, { minPrice: null });
  if (maxPrice !== null) add(`${filters.price} ${filters.to} ${maxPrice}`, { maxPrice: null });
  if (currency !== null) add(filters.pricesIn(currency), { currency: null });
  if (narrowing.available) add(filters.inStock, { available: false });
  if (narrowing.cheaper) add(filters.cheaper, { cheaper: false });
  if (color !== null) add(colourName(color), { color: null });
  for (const name of brand) add(name, { brand: brand.filter((other) => other !== name) });
  for (const name of ['shop', 'category'] as const) {
    const value = narrowing[name];
    if (value !== null) add(value, { [name]: null });
  }
  return found;
}
