// A button that asks once more before it does what can't be undone at once.
import { useState } from 'react';
import { operatorStrings } from '../../strings/operator/strings.ts';

interface ConfirmButtonProps {
  label: string;
  question: string;
  isBusy: boolean;
  onConfirm: () => void;
  /** How the first button looks. Default quiet. */
  className?: string;
}

export function ConfirmButton({ label, question, isBusy, onConfirm, className }: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const { models: texts } = operatorStrings;
  if (!isAsking) {
    return (
      <button
        type="button"
        className={className ?? 'button button-quiet button-small'}
        disabled={isBusy}
        onClick={() => setAsking(true)}
      >
        {label}
      </button>
    );
  }
  return (
    <fieldset className="models-confirm">
      <legend className="models-question">{question}</legend>
      <button
        type="button"
        className="button button-small"
        // biome-ignore lint/a11y/noAutofocus: the button that was pressed made way for this one
        autoFocus
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {label}
      </button>
      <button type="button" className="text-link" onClick={() => setAsking(false)}>
        {texts.leave}
      </button>
    </fieldset>
  );
}
