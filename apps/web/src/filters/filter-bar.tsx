// Price range, stock, "cheaper" and order; every change goes into the address.
import { type SubmitEvent, useEffect, useState } from 'react';
import { inOrder, type Narrowing, noNarrowing, readAmount, type Sort } from '../address/narrowing.ts';
import { strings } from '../strings/strings.ts';
import { activeFilters } from './active-filters.ts';

interface FilterBarProps {
  narrowing: Narrowing;
  /** The orders that make sense here; the first is the one used when none is chosen. */
  sorts: readonly Sort[];
  onNarrow: (narrowing: Narrowing) => void;
}

export function FilterBar({ narrowing, sorts, onNarrow }: FilterBarProps) {
  const { filters } = strings;
  return (
    <search className="filters" aria-label={filters.label}>
      <AddressOnly {...{ narrowing, onNarrow }} />
      <PriceRange {...{ narrowing, onNarrow }} />
      <Toggle
        label={filters.inStock}
        on={narrowing.available}
        onChange={(available) => onNarrow({ ...narrowing, available })}
      />
      <label className="sort">
        <span>{filters.sort}</span>
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
    </search>
  );
}

/** Filters that have no control here and come with an address (brand, shop, category), and the way out of all. */
function AddressOnly({ narrowing, onNarrow }: Pick<FilterBarProps, 'narrowing' | 'onNarrow'>) {
  const active = activeFilters({ ...narrowing, cheaper: false });
  const withoutControl = active.filter(({ hasControl }) => !hasControl);
  return (
    <>
      {withoutControl.map(({ label, without }) => (
        <button
          key={label}
          type="button"
          className="chip chip-remove"
          aria-label={strings.filters.remove(label)}
          onClick={() => onNarrow(without)}
        >
          {label}
          <span aria-hidden="true">×</span>
        </button>
      ))}
      {active.length > withoutControl.length && (
        <button
          type="button"
          className="text-link"
          onClick={() => onNarrow({ ...noNarrowing, cheaper: narrowing.cheaper, sort: narrowing.sort })}
        >
          {strings.filters.clear}
        </button>
      )}
    </>
  );
}

/** Two amounts, applied on Enter or when the pair of fields is left; swapped when given the wrong way round. */
function PriceRange({ narrowing, onNarrow }: Pick<FilterBarProps, 'narrowing' | 'onNarrow'>) {
  const { filters } = strings;
  const [low, setLow] = useState('');
  const [high, setHigh] = useState('');
  useEffect(() => setLow(narrowing.minPrice?.toString() ?? ''), [narrowing.minPrice]);
  useEffect(() => setHigh(narrowing.maxPrice?.toString() ?? ''), [narrowing.maxPrice]);

  const apply = () => {
    const [minPrice, maxPrice] = inOrder(amountIn(low), amountIn(high));
    if (minPrice !== narrowing.minPrice || maxPrice !== narrowing.maxPrice) {
      onNarrow({ ...narrowing, minPrice, maxPrice });
    }
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    apply();
  };

  return (
    <form
      className="price-range"
      onSubmit={onSubmit}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) apply();
      }}
    >
      <span aria-hidden="true">{filters.price}</span>
      <AmountField label={filters.minPrice} hint={filters.from} value={low} onChange={setLow} />
      <span aria-hidden="true">–</span>
      <AmountField label={filters.maxPrice} hint={filters.to} value={high} onChange={setHigh} />
      <button type="submit" className="unseen" tabIndex={-1}>
        {filters.price}
      </button>
    </form>
  );
}

interface AmountFieldProps {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
}

function AmountField({ label, hint, value, onChange }: AmountFieldProps) {
  return (
    <input
      className="amount"
      inputMode="decimal"
      aria-label={label}
      placeholder={hint}
      value={value}
      maxLength={9}
      onChange={({ target }) => onChange(target.value.replace(',', '.').replace(/[^\d.]/g, ''))}
    />
  );
}

interface ToggleProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function Toggle({ label, on, onChange }: ToggleProps) {
  return (
    <label className="toggle">
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className="toggle-track" aria-hidden="true" />
      {label}
    </label>
  );
}

/** Half-typed amounts (`49.`, `.5`, `1.2.3`) count as what was meant, to the cent. */
function amountIn(text: string): number | null {
  const amount = Number.parseFloat(text);
  return Number.isFinite(amount) ? readAmount(String(Math.round(amount * 100) / 100)) : null;
}
