// The filters on a phone: a sheet over the page, from which the keyboard can't stray.
import { type ReactNode, useEffect, useRef } from 'react';
import { CloseIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';

interface FilterSheetProps {
  /** How many products there are under the filters in force. */
  count: number | undefined;
  onClose: () => void;
  children: ReactNode;
}

export function FilterSheet({ count, onClose, children }: FilterSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby="sheet-title"
      onClose={onClose}
      // By a touch beside it too.
      closedby="any"
    >
      <div className="sheet-inner">
        <header className="sheet-head">
          <h2 id="sheet-title">{strings.filters.title}</h2>
          <button
            type="button"
            className="round-button"
            aria-label={strings.filters.close}
            onClick={() => dialog.current?.close()}
          >
            <CloseIcon />
          </button>
        </header>
        <div className="sheet-body">{children}</div>
        <footer className="sheet-foot">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {count === undefined ? strings.filters.done : strings.filters.show(count)}
          </button>
        </footer>
      </div>
    </dialog>
  );
}
