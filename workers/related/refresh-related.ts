// Makes and keeps lists of related products: all compared with all at first, later only what came, changed or went.
import type { Queryable } from '../../catalog/database/database.ts';
import { countOutdated } from '../../catalog/related/comparable-photos.ts';
import {
  databaseClock,
  dropLists,
  type RelatedList,
  storeLists,
} from '../../catalog/related/related-lists.ts';
import { openNearest } from '../../clip/nearest-vectors.ts';
import { findOutdated } from './find-outdated.ts';
import { foldRelated } from './fold-related.ts';
import { rowsOf } from './matrix-rows.ts';
import { type PhotoMatrix, readPhotoMatrix } from './photo-matrix.ts';

export interface RefreshOptions {
  db: Queryable;
  model: string;
  /** Results that each list must be right for. */
  top: number;
  /** Cores to compare vectors on. Default 1. */
  threads?: number;
  /** Told the share that is done, 0..1, of both steps. */
  onProgress?: ((step: 'reading' | 'comparing', share: number) => void) | undefined;
  /** Ends it soon; what is left is found again. */
  signal?: AbortSignal | undefined;
}

export interface Refreshed {
  /** Lists that were made or made anew. */
  made: number;
  /** Lists of products that are no longer there. */
  dropped: number;
}

/**
 * Killed at any point it goes on: a product that came, changed or went is told from its own list, which is stored (or
 * dropped) only after those of all the others that it has to do with.
 */
export async function refreshRelated(options: RefreshOptions): Promise<Refreshed> {
  const { db, model, top, threads = 1, onProgress, signal } = options;
  if ((await countOutdated(db, model, top)) === 0) return { made: 0, dropped: 0 };
  const asOf = await databaseClock(db);
  const reading = (share: number) => onProgress?.('reading', share);
  const matrix = await readPhotoMatrix(db, model, { onProgress: reading, signal });
  const { stale, came, left } = await findOutdated(db, matrix, { model, top, threads });
  const made = await makeLists([...stale, ...came], matrix, { ...options, threads, asOf });
  await dropLists(db, { model, asOf, ids: left });
  return { made, dropped: left.length };
}

// One more than asked for says whether there is a next page; the others stand in where rounding, or a product that went
// a moment ago, moved the last ones.
const spare = 8;
const productsAtOnce = 128;

async function makeLists(
  ids: readonly number[],
  matrix: PhotoMatrix,
  { db, model, top, threads, asOf, onProgress, signal }: RefreshOptions & { threads: number; asOf: string },
): Promise<number> {
  if (ids.length === 0) return 0;
  const { photos, dimension, products, vectors } = matrix;
  const firstOf = (id: number) => products.get(id)?.first ?? 0;
  const nearest = openNearest({ vectors: vectors.slice(), dimension, threads });
  try {
    for (let from = 0; from < ids.length; from += productsAtOnce) {
      signal?.throwIfAborted();
      const lists: RelatedList[] = [];
      // Photos of one product, and products of one look, take more than one place each.
      let count = 2 * (top + spare);
      for (let rest = ids.slice(from, from + productsAtOnce); rest.length > 0; count *= 4) {
        const found = await nearest.find(rowsOf(matrix, rest.map(firstOf)), count);
        rest = rest.filter((productId, i) => {
          const near = Array.from({ length: found.count }, (_, j) => ({
            photo: photos[found.places[i * found.count + j] ?? 0] ?? { productId: 0, lookId: null },
            score: found.scores[i * found.count + j] ?? -1,
          }));
          const { isFull, neighbourIds, reach } = foldRelated(near, { productId, results: top + spare });
          if (!isFull && found.count < photos.length) return true;
          lists.push({
            productId,
            photoId: photos[firstOf(productId)]?.photoId ?? 0,
            photosKey: products.get(productId)?.key ?? 0,
            neighbourIds,
            reach: isFull ? reach : null,
          });
          return false;
        });
      }
      await storeLists(db, { model, top, asOf, lists });
      onProgress?.('comparing', Math.min(1, (from + productsAtOnce) / ids.length));
    }
  } finally {
    await nearest.close();
  }
  return ids.length;
}
