// The filters in force, in words, each with the way to be rid of it.
import type { Narrowing } from '../address/narrowing.ts';
import { strings } from '../strings/strings.ts';

export interface ActiveFilter {
  label: string;
  without: Narrowing;
  /** False for what only an address can set. */
  hasControl: boolean;
}

export function activeFilters(narrowing: Narrowing): ActiveFilter[] {
  const { filters } = strings;
  const { minPrice, maxPrice } = narrowing;
  const found: ActiveFilter[] = [];
  const add = (label: string, off: Partial<Narrowing>, hasControl = true) =>
    found.push({ label, without: { ...narrowing, ...off }, hasControl });
  if (minPrice !== null) add(`${filters.price} ${filters.from} ${minPrice}`, { minPrice: null });
  if (maxPrice !== null) add(`${filters.price} ${filters.to} ${maxPrice}`, { maxPrice: null });
  if (narrowing.available) add(filters.inStock, { available: false });
  if (narrowing.cheaper) add(filters.cheaper, { cheaper: false });
  for (const name of ['brand', 'shop', 'category'] as const) {
    const value = narrowing[name];
    if (value !== null) add(value, { [name]: null }, false);
  }
  return found;
}
