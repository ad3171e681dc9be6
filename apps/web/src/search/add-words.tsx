// "+ also" and "− without": a small field for one more phrase, to look for or to keep away from.
import { type SubmitEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Asked } from '../address/asked.ts';
import { withText } from '../address/asked-changes.ts';
import { MinusIcon, PlusIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';

const kinds = [
  { sign: 1, icon: <PlusIcon /> },
  { sign: -1, icon: <MinusIcon /> },
] as const;

export function AddWords({ asked, onAdd }: { asked: Asked; onAdd: (wanted: Asked) => void }) {
  const [sign, setSign] = useState<1 | -1 | null>(null);
  const buttons = useRef(new Map<1 | -1, HTMLButtonElement | null>());
  const texts = strings.asked;
  const wordsOf = (one: 1 | -1) => (one > 0 ? texts.addAlso : texts.addWithout);

  if (sign === null) {
    return (
      <div className="asked-add">
        {kinds.map(({ sign: one, icon }) => (
          <button
            key={one}
            type="button"
            className="chip"
            ref={(button) => {
              buttons.current.set(one, button);
            }}
            aria-label={one > 0 ? texts.addAlsoLabel : texts.addWithoutLabel}
            onClick={() => setSign(one)}
          >
            {icon}
            {wordsOf(one)}
          </button>
        ))}
      </div>
    );
  }
  const close = () => {
    flushSync(() => setSign(null));
    buttons.current.get(sign)?.focus();
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get('words') ?? '');
    close();
    if (words.trim() !== '') onAdd(withText(asked, words, sign));
  };
  return (
    <form
      className="asked-add asked-add-form"
      onSubmit={onSubmit}
      onKeyDown={({ key }) => key === 'Escape' && close()}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Left empty it is in the way; with words in it, it waits for them.
        const isEmpty = new FormData(currentTarget).get('words') === '';
        if (isEmpty && !currentTarget.contains(relatedTarget)) setSign(null);
      }}
    >
      <label>
        <b aria-hidden="true">{sign > 0 ? '+' : '−'}</b>
        <input
          name="words"
          // biome-ignore lint/a11y/noAutofocus: the button that was pressed for it is gone
          autoFocus
          aria-label={sign > 0 ? texts.addAlsoLabel : texts.addWithoutLabel}
          placeholder={sign > 0 ? texts.addAlsoHint : texts.addWithoutHint}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={500}
        />
      </label>
      <button type="submit" className="chip">
        {texts.add}
      </button>
    </form>
  );
}
