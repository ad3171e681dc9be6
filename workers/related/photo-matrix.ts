// All photos that similar products are found by, in memory: their vectors end to end, and the products they are of.
import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '../../catalog/database/database.ts';
import {
  type ComparablePhoto,
  countComparable,
  readComparable,
} from '../../catalog/related/comparable-photos.ts';

export type MatrixPhoto = Omit<ComparablePhoto, 'vector'>;

export interface PhotoMatrix {
  photos: MatrixPhoto[];
  dimension: number;
  /** Unit vectors, in the order of the photos. */
  vectors: Float32Array<ArrayBuffer>;
  products: Map<number, MatrixProduct>;
}

export interface MatrixProduct {
  /** Place of the photo that stands for it: its first. */
  first: number;
  /** Places of all its photos. */
  places: number[];
  /** Of all its photos together. */
  key: number;
}

// 2 KB each: reading a batch must not hold the event loop for long.
const batchSize = 500;

/** Takes 100 MB for 50,000 photos of 512 dimensions. */
export async function readPhotoMatrix(
  db: Queryable,
  model: string,
  {
    onProgress,
    signal,
  }: { onProgress?: ((share: number) => void) | undefined; signal?: AbortSignal | undefined },
): Promise<PhotoMatrix> {
  const expected = await countComparable(db, model);
  const photos: MatrixPhoto[] = [];
  let vectors = new Float32Array(0);
  let dimension = 0;
  for (let afterId = 0; ; ) {
    signal?.throwIfAborted();
    const batch = await readComparable(db, model, { afterId, limit: batchSize });
    const last = batch.at(-1);
    if (!last) break;
    dimension = last.vector.length;
    vectors = withRoomFor(vectors, (photos.length + batch.length) * dimension, expected * dimension);
    for (const { vector, ...photo } of batch) {
      vectors.set(unit(vector), photos.length * dimension);
      photos.push(photo);
    }
    afterId = last.photoId;
    onProgress?.(Math.min(1, photos.length / expected));
    await setImmediate();
  }
  vectors = vectors.subarray(0, photos.length * dimension).slice();
  return { photos, dimension, vectors, products: productsOf(photos) };
}

/** More photos may come while they are read. */
function withRoomFor(vectors: Float32Array<ArrayBuffer>, needed: number, expected: number) {
  if (vectors.length >= needed) return vectors;
  const larger = new Float32Array(Math.max(needed, expected, Math.ceil(1.2 * vectors.length)));
  larger.set(vectors);
  return larger;
}

/** Stored in half precision, a unit vector's length is off by some hundred thousandths: more than neighbours differ by. */
function unit(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return vector.map((value) => value / Math.sqrt(sum));
}

function productsOf(photos: readonly MatrixPhoto[]): Map<number, MatrixProduct> {
  const products = new Map<number, MatrixProduct>();
  for (const [place, { productId, position, key }] of photos.entries()) {
    const known = products.get(productId);
    if (!known) {
      products.set(productId, { first: place, places: [place], key });
      continue;
    }
    known.places.push(place);
    known.key ^= key;
    if (position < (photos[known.first]?.position ?? 0)) known.first = place;
  }
  return products;
}
