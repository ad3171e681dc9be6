// A board as a link: name and products stand in the address' hash, which is never sent to a server.
import { type Board, tidyName, tidyProducts } from './boards.ts';
import { isProductId } from './stored-boards.ts';

/** Stands where a board's id would. */
export const sharedBoardId = 'shared';

/** Beyond this nothing was written by `boardLink`. */
const longestHash = 10_000;

/** The path under the pages' own prefix. */
export function boardLink({ name, products }: Pick<Board, 'name' | 'products'>): string {
  const ids = products.map(({ id }) => id).join('.');
  return `/boards/${sharedBoardId}#${new URLSearchParams([
    ['name', name],
    ['ids', ids],
  ])}`;
}

/** @returns null when the hash names no product */
export function readBoardLink(hash: string): Pick<Board, 'name' | 'products'> | null {
  if (hash.length > longestHash) return null;
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const ids = (params.get('ids') ?? '').split('.').map((id) => (/^\d{1,15}$/.test(id) ? Number(id) : 0));
  const products = tidyProducts(ids.filter(isProductId).map((id) => ({ id, title: '' })));
  return products.length === 0 ? null : { name: tidyName(params.get('name') ?? ''), products };
}
