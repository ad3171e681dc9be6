// The values of one facet with their counts: radio buttons where one can be chosen, boxes where several can.
import { useId, useState } from 'react';
import type { Facets } from '../api/answers.ts';
import { strings } from '../strings/strings.ts';

type Values = Facets['brand'];

interface ValueListProps {
  title: string;
  /** Without filters: they keep their places, whatever is chosen elsewhere. */
  all: Values;
  now: Values;
  chosen: readonly string[];
  /** What stands for "none of them"; with it only one can be chosen. */
  anyLabel?: string;
  onChoose: (chosen: string[]) => void;
}

const fewEnough = 8;
const keyOf = (value: string) => value.toLowerCase();

export function ValueList({ title, all, now, chosen, anyLabel, onChoose }: ValueListProps) {
  const name = useId();
  const [isWhole, setWhole] = useState(false);
  const counts = new Map(now.map(({ value, count }) => [keyOf(value), count]));
  const isChosen = new Set(chosen.map(keyOf));
  const named = new Set(all.map(({ value }) => keyOf(value)));
  // What an address names and nobody sells is listed too, so that it can be taken away.
  const values = [...chosen.filter((value) => !named.has(keyOf(value))), ...all.map(({ value }) => value)];
  if (values.length < 2 && chosen.length === 0) return null;
  const shown = isWhole ? values : values.filter((value, i) => i < fewEnough || isChosen.has(keyOf(value)));
  const choose = (value: string, isOn: boolean) => {
    if (anyLabel !== undefined) return onChoose([value]);
    const others = chosen.filter((one) => keyOf(one) !== keyOf(value));
    onChoose(isOn ? [...others, value] : others);
  };
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      {anyLabel !== undefined && (
        <label className="facet-value">
          <input type="radio" name={name} checked={chosen.length === 0} onChange={() => onChoose([])} />
          <span>{anyLabel}</span>
        </label>
      )}
      {shown.map((value) => {
        const count = counts.get(keyOf(value)) ?? 0;
        const isOn = isChosen.has(keyOf(value));
        return (
          <label key={keyOf(value)} className="facet-value">
            <input
              type={anyLabel === undefined ? 'checkbox' : 'radio'}
              name={name}
              checked={isOn}
              disabled={count === 0 && !isOn}
              onChange={({ target }) => choose(value, target.checked)}
            />
            <span>{value}</span>
            <small>{strings.number(count)}</small>
          </label>
        );
      })}
      {shown.length < values.length && (
        <button type="button" className="text-link" onClick={() => setWhole(true)}>
          {strings.filters.allValues(values.length)}
        </button>
      )}
    </fieldset>
  );
}
