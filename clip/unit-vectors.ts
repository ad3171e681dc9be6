// The rows of a tower's output as unit-length vectors: no export of a CLIP normalises them.
import type { TowerOutput } from './tower.ts';

/** Splits [batch, dimension]. Throws naming the file when it is something else, or a row has no direction. */
export function unitVectors({ dims, data }: TowerOutput, file: string): Float32Array[] {
  if (dims.length !== 2) throw new Error(`${file} gave [${dims}] where [batch, dimension] was expected.`);
  const [count = 0, dimension = 0] = dims;
  return Array.from({ length: count }, (_, row) => {
    const vector = data.slice(row * dimension, (row + 1) * dimension);
    const length = Math.hypot(...vector);
    if (!Number.isFinite(length) || length === 0) {
      throw new Error(`${file} gave a vector of length ${length} for item ${row} of ${count} of a batch.`);
    }
    return vector.map((value) => value / length);
  });
}
