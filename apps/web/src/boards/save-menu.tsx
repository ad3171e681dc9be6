// The menu under a heart: on which boards a product is, and a new one.
import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { strings } from '../strings/strings.ts';
import { keepOn, keepOnNew, takeOff } from './board-actions.ts';
import { currentBoards, useBoards } from './board-store.ts';
import { type Board, type BoardProduct, type Boards, holds, longestName } from './boards.ts';
import './save-menu.css';

interface SaveMenuProps {
  product: BoardProduct;
  /** The heart it belongs to. */
  anchor: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

export function SaveMenu({ product, anchor, onClose }: SaveMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const boards = useSteadyOrder(useBoards());
  const titleId = useId();
  useOpen(menu, anchor, onClose);
  // One press is enough: what is on no board goes on the one used last, and the menu says so.
  useEffect(() => {
    const known = currentBoards();
    if (known.some((board) => holds(board, product.id))) return;
    const [last] = known;
    if (last) keepOn(last, product);
    else keepOnNew(strings.boards.firstName, product);
  }, [product]);
  return (
    <div
      ref={menu}
      tabIndex={-1}
      popover="auto"
      role="dialog"
      aria-labelledby={titleId}
      className="save-menu"
    >
      <h2 id={titleId}>{strings.boards.menu}</h2>
      <ul>
        {boards.map((board) => (
          <li key={board.id}>
            <label>
              <input
                type="checkbox"
                checked={holds(board, product.id)}
                onChange={({ target }) => (target.checked ? keepOn(board, product) : takeOff(board, product))}
              />
              <span className="save-menu-name">{board.name}</span>
              <span className="save-menu-count">{board.products.length}</span>
            </label>
          </li>
        ))}
      </ul>
      <NewBoard product={product} onDone={() => menu.current?.hidePopover()} />
    </div>
  );
}

function NewBoard({ product, onDone }: { product: BoardProduct; onDone: () => void }) {
  const [name, setName] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (keepOnNew(name, product)) onDone();
      }}
    >
      <input
        value={name}
        onChange={({ target }) => setName(target.value)}
        placeholder={strings.boards.newName}
        aria-label={strings.boards.nameIt}
        maxLength={longestName}
        autoComplete="off"
        required
      />
      <button type="submit" className="button">
        {strings.boards.create}
      </button>
    </form>
  );
}

/** The one used last moves to the front, but not under the hand that ticks it: new ones come first, the rest stays. */
function useSteadyOrder(boards: Boards): Boards {
  const [places] = useState(() => new Map(currentBoards().map(({ id }, place) => [id, place])));
  const placeOf = ({ id }: Board) => places.get(id) ?? -1;
  return boards.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Shows it in the browser's top layer below the heart; Escape and a click elsewhere close it, the browser sees to that. */
function useOpen(
  menu: RefObject<HTMLDivElement | null>,
  anchor: RefObject<HTMLButtonElement | null>,
  onClose: () => void,
): void {
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const [shown, heart] = [menu.current, anchor.current];
    if (!shown || !heart) return;
    shown.showPopover();
    place(shown, heart);
    // Not a field: that would bring up a phone's keyboard.
    shown.focus({ preventScroll: true });
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState !== 'closed') return;
      if (shown.contains(document.activeElement)) heart.focus({ preventScroll: true });
      close.current();
    };
    shown.addEventListener('toggle', onToggle);
    return () => shown.removeEventListener('toggle', onToggle);
  }, [menu, anchor]);
}

const gapPx = 8;

/** Under the heart where there is room, else above it; never beyond the window's sides. Scrolls with the page. */
function place(menu: HTMLElement, heart: HTMLElement): void {
  const at = heart.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.max(
    gapPx,
    Math.min(at.right - width, document.documentElement.clientWidth - width - gapPx),
  );
  const fitsBelow = at.bottom + gapPx + height <= window.innerHeight || at.top < height + gapPx;
  const top = fitsBelow ? at.bottom + gapPx : at.top - height - gapPx;
  menu.style.left = `${left + window.scrollX}px`;
  menu.style.top = `${top + window.scrollY}px`;
}
