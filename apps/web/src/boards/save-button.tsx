// The heart on a product: keeps it on the board used last, and opens the menu to choose another.
import { lazy, Suspense, useRef, useState } from 'react';
import { HeartIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';
import { useIsKept } from './board-store.ts';
import type { BoardProduct } from './boards.ts';

const SaveMenu = lazy(async () => ({ default: (await import('./save-menu.tsx')).SaveMenu }));

export function SaveButton({ product, large = false }: { product: BoardProduct; large?: boolean }) {
  const kept = useIsKept(product.id);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const label = kept ? strings.boards.kept(product.title) : strings.boards.saveTo(product.title);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={large ? 'save save-large' : 'save'}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        data-kept={kept}
        onClick={() => setOpen(true)}
      >
        <HeartIcon />
      </button>
      {isOpen && (
        <Suspense>
          <SaveMenu product={product} anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
