// Some rows of a matrix of photos, copied end to end: what is handed to another thread is gone here.
import type { PhotoMatrix } from './photo-matrix.ts';

export function rowsOf(
  { vectors, dimension }: Pick<PhotoMatrix, 'vectors' | 'dimension'>,
  places: readonly number[],
): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(places.length * dimension);
  for (const [i, place] of places.entries()) {
    rows.set(vectors.subarray(place * dimension, (place + 1) * dimension), i * dimension);
  }
  return rows;
}
