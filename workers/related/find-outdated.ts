// Which lists of related products are not true any more: their product changed, one in them did, or a nearer one came.
import type { Queryable } from '../../catalog/database/database.ts';
import { type KnownList, listsWith, notListed, readKnownLists } from '../../catalog/related/related-lists.ts';
import { openNearest } from '../../clip/nearest-vectors.ts';
import { rowsOf } from './matrix-rows.ts';
import type { PhotoMatrix } from './photo-matrix.ts';

export interface Outdated {
  /** Products whose list has to be made anew because of others. */
  stale: number[];
  /** Products that came or changed. Their own lists are stored last: until then they are found again. */
  came: number[];
  /** Products that are no longer there but have a list; it goes last of all. */
  left: number[];
}

export async function findOutdated(
  db: Queryable,
  matrix: PhotoMatrix,
  { model, top, threads }: { model: string; top: number; threads: number },
): Promise<Outdated> {
  const known = new Map((await readKnownLists(db, model)).map((list) => [list.productId, list]));
  const came: number[] = [];
  const changed: number[] = [];
  const same: KnownList[] = [];
  for (const [id, { key }] of matrix.products) {
    const list = known.get(id);
    if (list?.photosKey === key) same.push(list);
    else came.push(id);
    if (list && list.photosKey !== key) changed.push(id);
  }
  const left = [...known.keys()].filter((id) => !matrix.products.has(id));
  const stale = new Set(await listsWith(db, model, [...left, ...changed]));
  for (const list of same) if (list.top < top) stale.add(list.productId);
  const unsure = same.filter(({ productId }) => !stale.has(productId));
  for (const id of await reachedBy(db, matrix, { model, came, lists: unsure, threads })) stale.add(id);
  for (const id of [...came, ...left]) stale.delete(id);
  return { stale: [...stale], came, left };
}

const listsAtOnce = 256;
// After a first pass that was cut off, many that have no list yet are in those of others already.
const comersCompared = 64;
// Sums of 512 products in another order differ by less.
const rounding = 1e-6;

/** The lists that a product which came or changed belongs into, or may. */
async function reachedBy(
  db: Queryable,
  matrix: PhotoMatrix,
  {
    model,
    came,
    lists,
    threads,
  }: { model: string; came: readonly number[]; lists: readonly KnownList[]; threads: number },
): Promise<number[]> {
  if (came.length === 0 || lists.length === 0) return [];
  const { photos, products, dimension } = matrix;
  const places = came.flatMap((id) => products.get(id)?.places ?? []);
  const comers = openNearest({ vectors: rowsOf(matrix, places), dimension, threads });
  const reached: number[] = [];
  try {
    for (let from = 0; from < lists.length; from += listsAtOnce) {
      const some = lists.slice(from, from + listsAtOnce);
      const firsts = some.map(({ productId }) => products.get(productId)?.first ?? 0);
      const { count, scores, places: at } = await comers.find(rowsOf(matrix, firsts), comersCompared);
      const pairs: { productId: number; neighbourId: number }[] = [];
      for (const [i, { productId, reach }] of some.entries()) {
        const least = (reach ?? -2) - rounding;
        const near = places.slice(0, count).flatMap((_, j) => {
          const isNear = (scores[i * count + j] ?? -2) >= least;
          return isNear ? (photos[places[at[i * count + j] ?? 0] ?? 0]?.productId ?? []) : [];
        });
        pairs.push(...near.map((neighbourId) => ({ productId, neighbourId })));
        // Where all that were compared reach it, so may more.
        if (near.length === count && count < places.length) reached.push(productId);
      }
      reached.push(...(pairs.length === 0 ? [] : await notListed(db, model, pairs)));
    }
  } finally {
    await comers.close();
  }
  return reached;
}
