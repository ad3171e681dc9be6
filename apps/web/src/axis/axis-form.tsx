// The two ends of the line, as they are typed.
import { type FormEvent, useEffect, useState } from 'react';
import { axisStrings } from '../strings/axis/strings.ts';
import type { Ends } from './axis-answers.ts';

interface AxisFormProps {
  ends: Ends;
  onChoose: (ends: Ends) => void;
}

// As much as the API takes of both together, and a little less.
const longestEnd = 400;

export function AxisForm({ ends, onChoose }: AxisFormProps) {
  const [typed, setTyped] = useState(ends);
  useEffect(() => setTyped(ends), [ends]);
  const choose = (chosen: Ends) => {
    const [from, to] = [clean(chosen.from), clean(chosen.to)];
    setTyped({ from, to });
    if (from !== '' && to !== '') onChoose({ from, to });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    choose(typed);
  };
  return (
    <form className="axis-form" onSubmit={onSubmit}>
      <End
        label={axisStrings.from}
        hint={axisStrings.fromHint}
        value={typed.from}
        onChange={(from) => setTyped({ ...typed, from })}
      />
      <button
        type="button"
        className="axis-swap"
        aria-label={axisStrings.swap}
        title={axisStrings.swap}
        onClick={() => choose({ from: typed.to, to: typed.from })}
      >
        <span aria-hidden="true">⇄</span>
      </button>
      <End
        label={axisStrings.to}
        hint={axisStrings.toHint}
        value={typed.to}
        onChange={(to) => setTyped({ ...typed, to })}
      />
      <button type="submit" className="button">
        {axisStrings.show}
      </button>
      <p className="axis-examples">
        {axisStrings.try}
        {axisStrings.examples.map(([from = '', to = '']) => (
          <button type="button" className="chip" key={from} onClick={() => choose({ from, to })}>
            {from} – {to}
          </button>
        ))}
      </p>
    </form>
  );
}

/** Two dots stand between the ends. */
const clean = (text: string) => text.replaceAll(/\.{2,}/g, '.').trim();

interface EndProps {
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
}

function End({ label, hint, value, onChange }: EndProps) {
  return (
    <label className="axis-end">
      <span>{label}</span>
      <input
        type="text"
        value={value}
        maxLength={longestEnd}
        placeholder={hint}
        autoComplete="off"
        enterKeyHint="go"
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
