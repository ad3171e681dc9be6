// The one line at the foot of the window that says what was just done and offers to undo it.
import { useEffect, useState } from 'react';
import { strings } from '../strings/strings.ts';
import { CloseIcon } from './icons.tsx';
import { say, useToast } from './toast-store.ts';

// Long enough to read it, find the button and change one's mind.
const shownMs = 10_000;

export function Toast() {
  const message = useToast();
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!message || isHeld) return;
    const timer = setTimeout(() => say(null), shownMs);
    return () => clearTimeout(timer);
  }, [message, isHeld]);
  const undo = () => {
    say(null);
    message?.undo?.();
  };
  // The region is always there: screen readers only tell of what changes in one they know. A log, since pages have a
  // status of their own.
  return (
    <div
      className="toast-place"
      role="log"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {message && (
        <div className="toast">
          <span>{message.text}</span>
          {message.undo && (
            <button type="button" className="toast-undo" onClick={undo}>
              {strings.toast.undo}
            </button>
          )}
          <button
            type="button"
            className="toast-close"
            aria-label={strings.toast.close}
            onClick={() => say(null)}
          >
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  );
}
