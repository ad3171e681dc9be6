// A picture, or the address of one, pasted anywhere but into a field of words.
import { useEffect } from 'react';
import { isWebAddress } from '../address/asked.ts';
import type { TakePhoto } from './take-photo.ts';

export function usePastedPhoto(take: TakePhoto): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const [file] = event.clipboardData?.files ?? [];
      const text = event.clipboardData?.getData('text').trim() ?? '';
      const inField = event.target instanceof Element && event.target.closest('input, textarea') !== null;
      // A field takes words; a picture is none, so it can only be meant for the search.
      const given = file ?? (!inField && isWebAddress(text) ? text : null);
      if (given === null) return;
      event.preventDefault();
      void take(given);
    };
    addEventListener('paste', onPaste);
    return () => removeEventListener('paste', onPaste);
  });
}
