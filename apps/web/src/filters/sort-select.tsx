// The order of the results.
import type { Narrowing, Sort } from '../address/narrowing.ts';
import { strings } from '../strings/strings.ts';

interface SortSelectProps {
  narrowing: Narrowing;
  /** The orders that make sense here; the first is the one used when none is chosen. */
  sorts: readonly Sort[];
  onNarrow: (narrowing: Narrowing) => void;
}

export function SortSelect({ narrowing, sorts, onNarrow }: SortSelectProps) {
  return (
    <label className="sort">
      <span>{strings.filters.sort}</span>
      <select
        value={narrowing.sort ?? sorts[0]}
        onChange={({ target }) => {
          const sort = sorts.find((one) => one === target.value) ?? null;
          onNarrow({ ...narrowing, sort: sort === sorts[0] ? null : sort });
        }}
      >
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {strings.sorts[sort]}
          </option>
        ))}
      </select>
    </label>
  );
}
