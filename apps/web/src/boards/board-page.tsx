// One board: its products in the shopper's order, and more like them.
import { useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { MissingPage } from '../frame/missing-page.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { strings } from '../strings/strings.ts';
import { deleteBoard, keepBoard } from './board-actions.ts';
import { BoardGrid } from './board-grid.tsx';
import { readBoardLink, sharedBoardId } from './board-link.ts';
import { useSeveralProducts } from './board-queries.ts';
import { useBoards } from './board-store.ts';
import { BoardTitle } from './board-title.tsx';
import type { Board } from './boards.ts';
import { MoreLikeBoard } from './more-like-board.tsx';
import { ShareBoard } from './share-board.tsx';
import './boards.css';

export function BoardPage() {
  const { boardId = '' } = useParams();
  const { hash } = useLocation();
  const boards = useBoards();
  if (boardId === sharedBoardId) {
    const shared = readBoardLink(hash);
    return shared ? <SharedBoard board={shared} /> : <MissingPage />;
  }
  const board = boards.find(({ id }) => id === boardId);
  return board ? <OwnBoard key={board.id} board={board} /> : <MissingPage message={strings.boards.unknown} />;
}

function OwnBoard({ board }: { board: Board }) {
  const navigate = useNavigate();
  const [isArranged, setArranged] = useState(false);
  const several = useSeveralProducts(board.products.map(({ id }) => id));
  usePageTitle(strings.titles.board(board.name));
  return (
    <div className="page boards" id="results" tabIndex={-1}>
      <header className="boards-head">
        <BoardTitle board={board} />
        <p>{strings.boards.products(board.products.length)}</p>
        <div className="boards-actions">
          <ShareBoard board={board} />
          {board.products.length > 1 && (
            <button
              type="button"
              className="chip"
              aria-pressed={isArranged}
              onClick={() => setArranged(!isArranged)}
            >
              {isArranged ? strings.boards.arranged : strings.boards.arrange}
            </button>
          )}
          <button
            type="button"
            className="chip"
            onClick={() => {
              deleteBoard(board);
              navigate('/boards');
            }}
          >
            {strings.boards.remove}
          </button>
          <Link className="text-link" to="/boards">
            {strings.boards.all}
          </Link>
        </div>
      </header>
      {board.products.length === 0 && (
        <div className="state">
          <h2>{strings.boards.empty}</h2>
          <p>{strings.boards.noneLead}</p>
          <Link className="button" to="/">
            {strings.boards.look}
          </Link>
        </div>
      )}
      <BoardGrid board={board} several={several} editable={board} isArranged={isArranged} />
      <MoreLikeBoard typical={several.data?.typical ?? []} />
    </div>
  );
}

function SharedBoard({ board }: { board: Pick<Board, 'name' | 'products'> }) {
  const navigate = useNavigate();
  const several = useSeveralProducts(board.products.map(({ id }) => id));
  const name = board.name || strings.boards.shared;
  usePageTitle(strings.titles.board(name));
  const keep = () => {
    const titles = new Map(several.data?.results.map(({ product }) => [product.id, product.title]));
    const products = board.products.map(({ id }) => ({ id, title: titles.get(id) ?? '' }));
    const id = keepBoard({ name, products }, strings.boards.keptShared(name));
    if (id !== null) navigate(`/boards/${id}`);
  };
  return (
    <div className="page boards" id="results" tabIndex={-1}>
      <header className="boards-head">
        {board.name && <p className="boards-kind">{strings.boards.shared}</p>}
        <h1>{name}</h1>
        <p>{strings.boards.products(board.products.length)}</p>
        <div className="boards-actions">
          <button type="button" className="button" onClick={keep} disabled={several.isPending}>
            {strings.boards.keep}
          </button>
          <Link className="text-link" to="/boards">
            {strings.boards.all}
          </Link>
        </div>
      </header>
      <BoardGrid board={board} several={several} />
      <MoreLikeBoard typical={several.data?.typical ?? []} />
    </div>
  );
}
