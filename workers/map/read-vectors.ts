// The vectors of a catalogue as one block of memory, read in small statements so that searches go on in between.
import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '../../catalog/database/database.ts';
import { type MappableProduct, readMappable } from '../../catalog/map/mappable-products.ts';
import type { Filters } from '../../catalog/products/filters.ts';
import type { Matrix } from './principal-components.ts';

export interface ReadOptions {
  db: Queryable;
  model: string;
  /** Products there are: of more than 50,000 some are read, spread over all. */
  products: number;
  filters?: Filters;
  /** Told the share that is done, 0..1. */
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export type ReadProduct = Omit<MappableProduct, 'vector'>;

export interface ReadVectors {
  /** In order of their ids, as the rows of the matrix. */
  products: ReadProduct[];
  vectors: Matrix;
  /** The largest id there is. */
  newestId: number;
}

// Their vectors take 100 MB.
const mostRead = 50_000;
// 512 numbers as text are some 5 KB: reading a batch must not hold the event loop for long.
const batchSize = 250;

export async function readVectors(options: ReadOptions): Promise<ReadVectors> {
  const { db, model, filters, onProgress, signal } = options;
  const everyNth = Math.max(1, Math.ceil(options.products / mostRead));
  const products: ReadProduct[] = [];
  const vectors: Float32Array[] = [];
  let seen = 0;
  let afterId = 0;
  for (;;) {
    signal?.throwIfAborted();
    const batch = await readMappable(db, model, { afterId, limit: batchSize, filters });
    const last = batch.at(-1);
    if (!last) break;
    for (const { vector, ...product } of batch) {
      if (seen++ % everyNth !== 0) continue;
      products.push(product);
      vectors.push(vector);
    }
    afterId = last.productId;
    onProgress?.(Math.min(1, seen / Math.max(1, options.products)));
    await setImmediate();
  }
  return { products, vectors: matrixOf(vectors), newestId: afterId };
}

/** A row for each; all of one length. */
export function matrixOf(vectors: readonly Float32Array[]): Matrix {
  const columns = vectors[0]?.length ?? 0;
  const values = new Float32Array(vectors.length * columns);
  for (const [row, vector] of vectors.entries()) values.set(vector, row * columns);
  return { rows: vectors.length, columns, values };
}
