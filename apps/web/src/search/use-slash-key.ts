// "/" brings the cursor to the search field from anywhere.
import { useEffect } from 'react';

export function useSlashKey(input: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const inField =
        event.target instanceof Element &&
        event.target.closest('input:not([type=checkbox], [type=file]), select, textarea');
      if (inField) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [input]);
}
