// The way to the filters, and the order.
import { filtersOnly, type Narrowing, type Sort } from '../address/narrowing.ts';
import { FilterIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';
import { activeFilters } from './active-filters.ts';
import { SortSelect } from './sort-select.tsx';

interface FilterBarProps {
  narrowing: Narrowing;
  sorts: readonly Sort[];
  onNarrow: (narrowing: Narrowing) => void;
  isPanelOpen: boolean;
  onTogglePanel: () => void;
}

export function FilterBar({ narrowing, sorts, onNarrow, isPanelOpen, onTogglePanel }: FilterBarProps) {
  const active = activeFilters(filtersOnly(narrowing)).length;
  return (
    <div className="filter-bar">
      <button type="button" className="chip" aria-expanded={isPanelOpen} onClick={onTogglePanel}>
        <FilterIcon />
        {strings.filters.title}
        {active > 0 && <b className="count-mark">{active}</b>}
      </button>
      <SortSelect {...{ narrowing, sorts, onNarrow }} />
    </div>
  );
}
