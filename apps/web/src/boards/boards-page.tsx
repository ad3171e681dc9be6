// The boards a shopper keeps in this browser.
import { Link } from 'react-router';
import type { Product } from '../api/answers.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { Photo } from '../results/photo.tsx';
import { strings } from '../strings/strings.ts';
import { deleteBoard } from './board-actions.ts';
import { useCovers } from './board-queries.ts';
import { useBoards } from './board-store.ts';
import type { Board } from './boards.ts';
import './boards.css';

const coverPhotos = 4;

export function BoardsPage() {
  usePageTitle(strings.titles.boards);
  const boards = useBoards();
  const covers = useCovers(boards);
  return (
    <section className="page boards" id="results" tabIndex={-1} aria-labelledby="boards-title">
      <header className="boards-head">
        <h1 id="boards-title">{strings.boards.title}</h1>
        <p>{strings.boards.lead}</p>
      </header>
      {boards.length === 0 && <NoBoards />}
      <ul className="boards-list">
        {boards.map((board) => (
          <li key={board.id} className="board-tile">
            <Cover board={board} known={covers.data} />
            <h2>
              <Link className="board-link" to={`/boards/${board.id}`}>
                {board.name}
              </Link>
            </h2>
            <p className="board-tile-foot">
              {strings.boards.products(board.products.length)}
              <button
                type="button"
                className="text-link"
                aria-label={`${strings.boards.remove}: ${board.name}`}
                onClick={() => deleteBoard(board)}
              >
                {strings.boards.remove}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NoBoards() {
  return (
    <div className="state">
      <h2>{strings.boards.none}</h2>
      <p>{strings.boards.noneLead}</p>
      <Link className="button" to="/">
        {strings.boards.look}
      </Link>
    </div>
  );
}

interface CoverProps {
  board: Board;
  /** By id; undefined until the catalogue has answered. */
  known: Map<number, Product> | undefined;
}

/** Its first photos, as many as there are; decoration, since the name stands below. */
function Cover({ board, known }: CoverProps) {
  const shown = board.products.slice(0, coverPhotos);
  return (
    <div className="board-cover" data-photos={shown.length} aria-hidden="true">
      {shown.map(({ id }) => {
        if (known === undefined) return <div className="photo" key={id} />;
        const { image = null, thumbHash = null } = known.get(id) ?? {};
        return <Photo key={id} image={image} thumbHash={thumbHash} alt="" />;
      })}
    </div>
  );
}
