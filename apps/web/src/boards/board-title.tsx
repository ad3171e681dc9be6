// A board's name, and the field that changes it.
import { useEffect, useRef, useState } from 'react';
import { strings } from '../strings/strings.ts';
import { giveName } from './board-actions.ts';
import { type Board, longestName } from './boards.ts';

export function BoardTitle({ board }: { board: Board }) {
  const [isEdited, setEdited] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const wasEdited = useRef(false);
  // Whoever renamed by keyboard stands where they began.
  useEffect(() => {
    if (wasEdited.current && !isEdited) rename.current?.focus();
    wasEdited.current = isEdited;
  }, [isEdited]);
  if (isEdited) return <NameField board={board} onDone={() => setEdited(false)} />;
  return (
    <div className="board-title">
      <h1>{board.name}</h1>
      <button ref={rename} type="button" className="text-link" onClick={() => setEdited(true)}>
        {strings.boards.rename}
      </button>
    </div>
  );
}

function NameField({ board, onDone }: { board: Board; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(board.name);
  useEffect(() => field.current?.select(), []);
  return (
    <form
      className="board-title"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== board.name) giveName(board, name);
        onDone();
      }}
      onKeyDown={({ key }) => key === 'Escape' && onDone()}
    >
      <input
        ref={field}
        value={name}
        onChange={({ target }) => setName(target.value)}
        aria-label={strings.boards.name}
        maxLength={longestName}
        autoComplete="off"
        required
      />
      <button type="submit" className="button">
        {strings.boards.saveName}
      </button>
      <button type="button" className="text-link" onClick={onDone}>
        {strings.boards.cancel}
      </button>
    </form>
  );
}
