// Boards as they are kept in the browser. Anyone can write there: what can't be read is left out, not failed on.
import { type Board, type BoardProduct, type Boards, mostBoards, tidyName, tidyProducts } from './boards.ts';

const version = 1;
const longestTitle = 300;

export function writeBoards(boards: Boards): string {
  return JSON.stringify({ version, boards });
}

export function readBoards(stored: string | null): Boards {
  const boards = list(field(parsed(stored), 'boards')).flatMap((value) => readBoard(value) ?? []);
  return [...new Map(boards.map((board) => [board.id, board])).values()].slice(0, mostBoards);
}

function readBoard(value: unknown): Board | null {
  const [id, name] = [field(value, 'id'), field(value, 'name')];
  if (!isBoardId(id) || typeof name !== 'string' || tidyName(name) === '') return null;
  const products = list(field(value, 'products')).flatMap((one) => readProduct(one) ?? []);
  return { id, name: tidyName(name), products: tidyProducts(products) };
}

function readProduct(value: unknown): BoardProduct | null {
  const [id, title] = [field(value, 'id'), field(value, 'title')];
  if (!isProductId(id)) return null;
  return { id, title: typeof title === 'string' ? title.slice(0, longestTitle).toWellFormed() : '' };
}

function isBoardId(id: unknown): id is string {
  return typeof id === 'string' && /^[a-z0-9]{4,40}$/.test(id);
}

/** As the API takes them: whole, and of 15 digits at most. */
export function isProductId(id: unknown): id is number {
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id < 1e15;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null; // not ours, or cut off: as if nothing were kept
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
