// Takes photos that are dropped or pasted anywhere on the page, and says what becomes of them.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { withPhoto } from '../address/asked-changes.ts';
import { CloseIcon } from '../frame/icons.tsx';
import { useAsked } from '../search/use-asked.ts';
import { strings } from '../strings/strings.ts';
import { type TakePhoto, TakePhotoContext } from './take-photo.ts';
import { useDroppedPhoto } from './use-dropped-photo.ts';
import { usePastedPhoto } from './use-pasted-photo.ts';
import './photo-query.css';

type State = { kind: 'idle' } | { kind: 'reading' } | { kind: 'trouble'; message: string };
const idle: State = { kind: 'idle' };

export function PhotoDoor({ children }: { children: ReactNode }) {
  const here = useLatest(useAsked());
  const [state, setState] = useState<State>(idle);
  const reading = useRef<AbortController>(null);

  const take: TakePhoto = async (given) => {
    reading.current?.abort();
    const current = new AbortController();
    reading.current = current;
    setState({ kind: 'reading' });
    try {
      const { readPhoto } = await import('./read-photo.ts');
      const source = await readPhoto(given, current.signal);
      if (current.signal.aborted) return false;
      setState(idle);
      const { asked, ask } = here.current;
      ask(withPhoto(asked, { source, weight: 1, crop: null }));
      return true;
    } catch (error) {
      // Another photo was given meanwhile: what is said is about that one.
      if (current.signal.aborted) return false;
      setState({ kind: 'trouble', message: error instanceof Error ? error.message : String(error) });
      return false;
    }
  };
  const isOver = useDroppedPhoto(take);
  usePastedPhoto(take);

  return (
    <TakePhotoContext value={take}>
      {children}
      {isOver && <DropOverlay />}
      <PhotoNotice state={state} onDismiss={() => setState(idle)} />
    </TakePhotoContext>
  );
}

/** What holds when the photo has been read, not when it was given. */
function useLatest<Value>(value: Value): { current: Value } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

function DropOverlay() {
  return (
    <div className="drop-overlay" aria-hidden="true">
      <p>
        <strong>{strings.photo.drop}</strong>
        {strings.photo.dropHint}
      </p>
    </div>
  );
}

function PhotoNotice({ state, onDismiss }: { state: State; onDismiss: () => void }) {
  return (
    <div className="photo-notice" aria-live="polite">
      {state.kind === 'reading' && <p>{strings.photo.reading}</p>}
      {state.kind === 'trouble' && (
        <div role="alert">
          <p>{state.message}</p>
          <button type="button" aria-label={strings.photo.dismiss} onClick={onDismiss}>
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  );
}
