// What a shopper does to boards, said aloud and with a way back.
import { say } from '../frame/toast-store.ts';
import { strings } from '../strings/strings.ts';
import { changeBoards, currentBoards } from './board-store.ts';
import {
  addProduct,
  type Board,
  type BoardProduct,
  type Change,
  createBoard,
  mostBoards,
  mostProducts,
  removeBoard,
  removeProduct,
  renameBoard,
  restoreBoard,
} from './boards.ts';

export function keepOn(board: Board, product: BoardProduct): void {
  const isKept = perform(addProduct(board.id, namesOf(product)), {
    text: strings.boards.added(board.name),
    undo: removeProduct(board.id, product.id),
  });
  if (!isKept) say({ text: strings.boards.full(mostProducts) });
}

export function takeOff(board: Board, product: Pick<BoardProduct, 'id'>): void {
  const at = board.products.findIndex(({ id }) => id === product.id);
  const former = board.products[at];
  perform(removeProduct(board.id, product.id), {
    text: strings.boards.removed(board.name),
    undo: former && addProduct(board.id, former, at),
  });
}

/** @returns whether there is such a board now */
export function keepOnNew(name: string, product: BoardProduct): boolean {
  return keepBoard({ name, products: [namesOf(product)] }, strings.boards.added(name)) !== null;
}

/** @returns the new board's id, or null when it could not be made */
export function keepBoard({ name, products }: Pick<Board, 'name' | 'products'>, text: string): string | null {
  const id = newId();
  if (perform(createBoard({ id, name, products }), { text, undo: removeBoard(id) })) return id;
  if (currentBoards().length >= mostBoards) say({ text: strings.boards.tooMany(mostBoards) });
  return null;
}

export function deleteBoard(board: Board): void {
  const at = currentBoards().findIndex(({ id }) => id === board.id);
  perform(removeBoard(board.id), {
    text: strings.boards.deleted(board.name),
    undo: restoreBoard(board, at),
  });
}

export function giveName(board: Board, name: string): void {
  perform(renameBoard(board.id, name), {
    text: strings.boards.renamed(name.trim()),
    undo: renameBoard(board.id, board.name),
  });
}

function perform(change: Change, { text, undo }: { text: string; undo?: Change | undefined }): boolean {
  const { changed, kept } = changeBoards(change);
  if (!changed) return false;
  say({
    text: kept ? text : strings.boards.notKept,
    undo: undo && (() => void changeBoards(undo)),
  });
  return true;
}

/** Cards hand over whole products; only this much is kept. */
function namesOf({ id, title }: BoardProduct): BoardProduct {
  return { id, title };
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => (byte % 36).toString(36)).join('');
}
