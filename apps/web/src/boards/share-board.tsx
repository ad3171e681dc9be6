// The button that copies a board's link, or shows it where copying is not allowed.
import { useState } from 'react';
import { basePath } from '../frame/base-path.ts';
import { say } from '../frame/toast-store.ts';
import { strings } from '../strings/strings.ts';
import { boardLink } from './board-link.ts';
import type { Board } from './boards.ts';

export function ShareBoard({ board }: { board: Board }) {
  const [shown, setShown] = useState<string | null>(null);
  const share = async () => {
    const link = location.origin + basePath + boardLink(board);
    try {
      await navigator.clipboard.writeText(link);
      say({ text: strings.boards.copied });
    } catch {
      setShown(link); // no permission, or a page without https: the shopper copies it
    }
  };
  if (board.products.length === 0) return null;
  return (
    <>
      <button type="button" className="button" onClick={share}>
        {strings.boards.share}
      </button>
      {shown !== null && (
        <label className="board-address">
          {strings.boards.copyThis}
          <input readOnly value={shown} onFocus={({ target }) => target.select()} />
        </label>
      )}
    </>
  );
}
