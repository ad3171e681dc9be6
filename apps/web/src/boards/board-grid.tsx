// The products of a board as cards, in its order; those that are gone are shown as such.
import type { UseQueryResult } from '@tanstack/react-query';
import type { SeveralAnswer } from '../../../api/schemas.ts';
import { say } from '../frame/toast-store.ts';
import { ProductCard } from '../results/product-card.tsx';
import { Problem, SkeletonGrid } from '../results/states.tsx';
import { strings } from '../strings/strings.ts';
import { takeOff } from './board-actions.ts';
import { changeBoards } from './board-store.ts';
import { type Board, type BoardProduct, moveProduct } from './boards.ts';

interface BoardGridProps {
  board: Pick<Board, 'products'>;
  several: UseQueryResult<SeveralAnswer>;
  /** The shopper's own board; left out, nothing can be changed. */
  editable?: Board;
  /** Show what moves products about. */
  isArranged?: boolean;
}

export function BoardGrid({ board, several, editable, isArranged = false }: BoardGridProps) {
  if (board.products.length === 0) return null;
  if (several.isPending) return <SkeletonGrid count={board.products.length} />;
  if (several.isError) return <Problem message={several.error.message} onRetry={() => several.refetch()} />;
  const known = new Map(several.data.results.map((result) => [result.product.id, result]));
  return (
    <ul className="grid board-grid">
      {board.products.map((kept, place) => {
        const { product, goneAt = null } = known.get(kept.id) ?? {};
        const title = product?.title ?? kept.title;
        return (
          <li key={kept.id}>
            {product ? <ProductCard product={product} eager={place < 4} /> : <LeftProduct kept={kept} />}
            {goneAt !== null && <p className="board-gone">{strings.boards.noLongerSold}</p>}
            {editable && (isArranged || !product) && (
              <Controls board={editable} kept={{ id: kept.id, title }} place={place} canMove={isArranged} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function LeftProduct({ kept }: { kept: BoardProduct }) {
  return (
    <article className="card">
      <div className="card-frame">
        <div className="photo photo-none">
          <span>{strings.boards.left}</span>
        </div>
      </div>
      <div className="card-words">
        <h3 className="card-title">{kept.title || strings.boards.untitled}</h3>
      </div>
    </article>
  );
}

interface ControlsProps {
  board: Board;
  kept: BoardProduct;
  place: number;
  canMove: boolean;
}

function Controls({ board, kept, place, canMove }: ControlsProps) {
  const count = board.products.length;
  const title = kept.title || strings.boards.untitled;
  const isFirst = place === 0;
  const isLast = place === count - 1;
  const move = (by: number) => {
    if (by < 0 ? isFirst : isLast) return;
    changeBoards(moveProduct(board.id, kept.id, by));
    say({
      text: strings.boards.moved(title, place + by + 1, count),
      undo: () => void changeBoards(moveProduct(board.id, kept.id, -by)),
    });
  };
  return (
    <p className="board-controls">
      {canMove && (
        <>
          <button
            type="button"
            aria-label={strings.boards.earlier(title)}
            aria-disabled={isFirst}
            onClick={({ currentTarget }) => {
              move(-1);
              currentTarget.focus();
            }}
          >
            ←
          </button>
          <button
            type="button"
            aria-label={strings.boards.later(title)}
            aria-disabled={isLast}
            onClick={({ currentTarget }) => {
              move(1);
              currentTarget.focus();
            }}
          >
            →
          </button>
        </>
      )}
      <button type="button" aria-label={strings.boards.takeOff(title)} onClick={() => takeOff(board, kept)}>
        ×
      </button>
    </p>
  );
}
