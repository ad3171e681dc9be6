// A photo that is dropped or pasted on this page stays here: the rest of the pages, which would send it, never hears of it.
import { useEffect } from 'react';

export function useGivenPhoto(onGiven: (file: Blob) => void): void {
  useEffect(() => {
    const hasFiles = (data: DataTransfer | null) => data?.types.includes('Files') === true;
    const take = (event: Event, data: DataTransfer | null) => {
      if (!hasFiles(data)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const file = event.type === 'drop' || event.type === 'paste' ? data?.files[0] : undefined;
      if (file) onGiven(file);
    };
    const onDrag = (event: DragEvent) => take(event, event.dataTransfer);
    const onPaste = (event: ClipboardEvent) => take(event, event.clipboardData);
    const drags = ['dragenter', 'dragover', 'drop'] as const;
    // In the capture phase of the window, which comes before all other listeners.
    for (const drag of drags) window.addEventListener(drag, onDrag, true);
    window.addEventListener('paste', onPaste, true);
    return () => {
      for (const drag of drags) window.removeEventListener(drag, onDrag, true);
      window.removeEventListener('paste', onPaste, true);
    };
  }, [onGiven]);
}
