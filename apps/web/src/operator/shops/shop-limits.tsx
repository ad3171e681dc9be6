// How gently a shop is read, for those who want to say it.
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { TypedLimits } from './read-limits.ts';

const fields = [
  { name: 'delayMs', min: 0, max: 600_000, usual: '500' },
  { name: 'concurrency', min: 1, max: 16, usual: '2' },
  { name: 'maxPages', min: 1, max: 10_000_000, usual: '20000' },
] as const;

export function ShopLimits({
  limits,
  onChange,
}: {
  limits: TypedLimits;
  onChange(limits: TypedLimits): void;
}) {
  const texts = operatorStrings.add.limits;
  return (
    <details className="shop-limits">
      <summary>{texts.title}</summary>
      <div className="shop-limits-fields">
        {fields.map(({ name, min, max, usual }) => (
          <label className="desk-field" key={name}>
            {texts[name]}
            <input
              type="number"
              min={min}
              max={max}
              step={1}
              placeholder={usual}
              value={limits[name]}
              onChange={({ target }) => onChange({ ...limits, [name]: target.value })}
            />
          </label>
        ))}
      </div>
    </details>
  );
}
