// The filters in force as removable chips, including those that only an address can set (brand, shop, category).
import { type Narrowing, noNarrowing } from '../address.ts';
import { strings } from '../strings.ts';

/** Each filter in force: its words, and the narrowing without it. */
export function activeFilters(narrowing: Narrowing): { label: string; without: Narrowing }[] {
  const { filters } = strings;
  const found: { label: string; without: Narrowing }[] = [];
  const add = (label: string, off: Partial<Narrowing>) =>
    found.push({ label, without: { ...narrowing, ...off } });
  if (narrowing.minPrice !== null)
    add(`${filters.price} ${filters.from} ${narrowing.minPrice}`, { minPrice: null });
  if (narrowing.maxPrice !== null)
    add(`${filters.price} ${filters.to} ${narrowing.maxPrice}`, { maxPrice: null });
  if (narrowing.available) add(filters.inStock, { available: false });
  if (narrowing.cheaper) add(filters.cheaper, { cheaper: false });
  for (const name of ['brand', 'shop', 'category'] as const) {
    const value = narrowing[name];
    if (value !== null) add(value, { [name]: null });
  }
  return found;
}

interface ActiveFiltersProps {
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}

export function ActiveFilters({ narrowing, onNarrow }: ActiveFiltersProps) {
  const active = activeFilters(narrowing);
  if (active.length === 0) return null;
  return (
    <ul className="chips chips-active">
      {active.map(({ label, without }) => (
        <li key={label}>
          <button
            type="button"
            className="chip chip-remove"
            aria-label={strings.filters.remove(label)}
            onClick={() => onNarrow(without)}
          >
            {label}
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {active.length > 1 && (
        <li>
          <button
            type="button"
            className="text-link"
            onClick={() => onNarrow({ ...noNarrowing, sort: narrowing.sort })}
          >
            {strings.filters.clear}
          </button>
        </li>
      )}
    </ul>
  );
}
