// From "the same colour" to "the same shape": what "similar" is to mean.
import { useEffect, useRef, useState } from 'react';
import type { Narrowing } from '../address/narrowing.ts';
import { strings } from '../strings/strings.ts';

interface LookSliderProps {
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}

// Long enough for a drag to pass by, short enough to see the order follow the hand.
const settleMs = 180;

export function LookSlider({ narrowing, onNarrow }: LookSliderProps) {
  const chosen = narrowing.look ?? 0;
  const [look, setLook] = useState(chosen);
  useEffect(() => setLook(chosen), [chosen]);
  const latest = useRef(onNarrow);
  latest.current = onNarrow;
  useEffect(() => {
    if (look === chosen) return;
    const timer = setTimeout(
      () => latest.current({ ...narrowing, look: look === 0 ? null : look }),
      settleMs,
    );
    return () => clearTimeout(timer);
  }, [look, chosen, narrowing]);

  return (
    <label className="look">
      <span className="unseen">{strings.filters.look}</span>
      <span aria-hidden="true">{strings.filters.sameColour}</span>
      <input
        type="range"
        min={-1}
        max={1}
        step={0.25}
        value={look}
        aria-valuetext={strings.filters.lookAt(look)}
        onChange={({ target }) => setLook(Number(target.value))}
      />
      <span aria-hidden="true">{strings.filters.sameShape}</span>
    </label>
  );
}
