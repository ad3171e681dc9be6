// The filters in force as chips, each with its way out, and the way out of all.
import { filtersOnly, type Narrowing, noNarrowing } from '../address/narrowing.ts';
import { CloseIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';
import { activeFilters } from './active-filters.ts';

interface FilterChipsProps {
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}

export function FilterChips({ narrowing, onNarrow }: FilterChipsProps) {
  const active = activeFilters(filtersOnly(narrowing));
  if (active.length === 0) return null;
  const { sort, look } = narrowing;
  return (
    <ul className="chips filter-chips" aria-label={strings.filters.active}>
      {active.map(({ label, without }) => (
        <li key={label}>
          <button
            type="button"
            className="chip chip-remove"
            aria-label={strings.filters.remove(label)}
            onClick={() => onNarrow({ ...without, sort, look })}
          >
            {label}
            <CloseIcon />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="text-link" onClick={() => onNarrow({ ...noNarrowing, sort, look })}>
          {strings.filters.clear}
        </button>
      </li>
    </ul>
  );
}
