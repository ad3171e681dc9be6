// Two amounts, applied on Enter or when the pair of fields is left.
import { type SubmitEvent, useEffect, useState } from 'react';
import { readAmount } from '../address/narrowing.ts';
import { strings } from '../strings/strings.ts';

interface AmountFieldsProps {
  low: number | null;
  high: number | null;
  /** What stands in empty fields: the cheapest and the dearest there is. */
  hints: [number | null, number | null];
  onApply: (low: number | null, high: number | null) => void;
}

export function AmountFields({ low, high, hints, onApply }: AmountFieldsProps) {
  const { filters } = strings;
  const [lowText, setLow] = useState('');
  const [highText, setHigh] = useState('');
  useEffect(() => setLow(low?.toString() ?? ''), [low]);
  useEffect(() => setHigh(high?.toString() ?? ''), [high]);
  const apply = () => onApply(amountIn(lowText), amountIn(highText));
  return (
    <form
      className="price-range"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        apply();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) apply();
      }}
    >
      <AmountField
        label={filters.minPrice}
        hint={hints[0] ?? filters.from}
        value={lowText}
        onChange={setLow}
      />
      <span aria-hidden="true">–</span>
      <AmountField
        label={filters.maxPrice}
        hint={hints[1] ?? filters.to}
        value={highText}
        onChange={setHigh}
      />
      <button type="submit" className="unseen" tabIndex={-1}>
        {filters.price}
      </button>
    </form>
  );
}

interface AmountFieldProps {
  label: string;
  hint: string | number;
  value: string;
  onChange: (value: string) => void;
}

function AmountField({ label, hint, value, onChange }: AmountFieldProps) {
  return (
    <input
      className="amount"
      inputMode="decimal"
      aria-label={label}
      placeholder={String(hint)}
      value={value}
      maxLength={9}
      onChange={({ target }) => onChange(target.value.replace(',', '.').replace(/[^\d.]/g, ''))}
    />
  );
}

/** Half-typed amounts (`49.`, `.5`, `1.2.3`) count as what was meant, to the cent. */
function amountIn(text: string): number | null {
  const amount = Number.parseFloat(text);
  return Number.isFinite(amount) ? readAmount(String(Math.round(amount * 100) / 100)) : null;
}
