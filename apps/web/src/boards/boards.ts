// What a shopper's boards are, and every change to them. Pure: boards in, boards out; what makes no sense changes nothing.

export interface BoardProduct {
  id: number;
  /** As it was called when it was put here: what is left of it if it leaves the catalogue. */
  title: string;
}

export interface Board {
  id: string;
  name: string;
  /** In the shopper's order. */
  products: readonly BoardProduct[];
}

/** The one used last comes first. */
export type Boards = readonly Board[];

/** What the API reads at once; see `ids` of GET /api/products/several. */
export const mostProducts = 200;
export const mostBoards = 100;
export const longestName = 80;

export type Change = (boards: Boards) => Boards;

/** Puts a new board in front; without a name that shows, or with too many boards already, nothing happens. */
export function createBoard(board: Board): Change {
  const name = tidyName(board.name);
  return (boards) =>
    name === '' || boards.length >= mostBoards || boards.some(({ id }) => id === board.id)
      ? boards
      : [{ ...board, name, products: tidyProducts(board.products) }, ...boards];
}

export function renameBoard(boardId: string, name: string): Change {
  const wanted = tidyName(name);
  return changing(boardId, (board) => (wanted === '' ? board : { ...board, name: wanted }));
}

export function removeBoard(boardId: string): Change {
  return (boards) => boards.filter(({ id }) => id !== boardId);
}

/** Takes a removal back: the board stands where it stood. */
export function restoreBoard(board: Board, at: number): Change {
  return (boards) => (boards.some(({ id }) => id === board.id) ? boards : boards.toSpliced(at, 0, board));
}

/** At the end, or at a place; the board moves to the front, as the one used last. */
export function addProduct(boardId: string, product: BoardProduct, at?: number): Change {
  return (boards) => {
    const board = boards.find(({ id }) => id === boardId);
    if (!board || holds(board, product.id) || board.products.length >= mostProducts) return boards;
    const products = board.products.toSpliced(at ?? board.products.length, 0, product);
    return [{ ...board, products }, ...boards.filter(({ id }) => id !== boardId)];
  };
}

export function removeProduct(boardId: string, productId: number): Change {
  return changing(boardId, (board) => ({
    ...board,
    products: board.products.filter(({ id }) => id !== productId),
  }));
}

/** @param by places: -1 towards the front, 1 towards the end */
export function moveProduct(boardId: string, productId: number, by: number): Change {
  return changing(boardId, (board) => {
    const from = board.products.findIndex(({ id }) => id === productId);
    const product = board.products[from];
    const to = from + by;
    if (!product || to < 0 || to >= board.products.length) return board;
    return { ...board, products: board.products.toSpliced(from, 1).toSpliced(to, 0, product) };
  });
}

export function holds(board: Board, productId: number): boolean {
  return board.products.some(({ id }) => id === productId);
}

/** One line of at most `longestName` characters. */
export function tidyName(name: string): string {
  return [
    ...name
      .toWellFormed()
      .replaceAll(/[\p{C}\s]+/gu, ' ')
      .trim(),
  ]
    .slice(0, longestName)
    .join('')
    .trim();
}

/** Each once, no more than a board takes. */
export function tidyProducts(products: readonly BoardProduct[]): BoardProduct[] {
  return [...new Map(products.map((product) => [product.id, product])).values()].slice(0, mostProducts);
}

function changing(boardId: string, change: (board: Board) => Board): Change {
  return (boards) => {
    const at = boards.findIndex(({ id }) => id === boardId);
    const board = boards[at];
    const changed = board && change(board);
    return changed === undefined || changed === board ? boards : boards.with(at, changed);
  };
}
