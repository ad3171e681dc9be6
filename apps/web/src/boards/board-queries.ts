// Reads the products of boards from the catalogue.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SeveralAnswer } from '../../../api/schemas.ts';
import { requestJson } from '../api/api.ts';
import { type Board, mostProducts } from './boards.ts';

/** What the catalogue knows of them. While one is taken off, the earlier answer stays in sight. */
export function useSeveralProducts(ids: readonly number[]) {
  // Their order on the board is no other question.
  const wanted = ids.toSorted((one, other) => one - other).slice(0, mostProducts);
  return useQuery({
    queryKey: ['several', wanted],
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => fetchSeveral(wanted, signal),
  });
}

const coverPhotos = 4;

/** The first photos of each board, in as few questions as they fit in. By product id. */
export function useCovers(boards: readonly Board[]) {
  const ids = [
    ...new Set(boards.flatMap(({ products }) => products.slice(0, coverPhotos).map(({ id }) => id))),
  ];
  return useQuery({
    queryKey: ['covers', ids],
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const parts = Array.from({ length: Math.ceil(ids.length / mostProducts) }, (_, part) =>
        fetchSeveral(ids.slice(part * mostProducts, (part + 1) * mostProducts), signal),
      );
      const products = (await Promise.all(parts)).flatMap(({ results }) => results);
      return new Map(products.map(({ product }) => [product.id, product]));
    },
  });
}

async function fetchSeveral(ids: readonly number[], signal: AbortSignal): Promise<SeveralAnswer> {
  // The shape is the API's promise, tested on its side.
  return (await requestJson(`/api/products/several?ids=${ids.join(',')}`, { signal })) as SeveralAnswer;
}
