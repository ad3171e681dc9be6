// A switch with its label.
import type { ReactNode } from 'react';

interface ToggleProps {
  label: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
}

export function Toggle({ label, on, onChange, disabled = false }: ToggleProps) {
  return (
    <label className="toggle">
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        disabled={disabled}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className="toggle-track" aria-hidden="true" />
      {label}
    </label>
  );
}
