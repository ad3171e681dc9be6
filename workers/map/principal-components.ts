// Principal components: the directions in which vectors differ most, and the vectors in them. Pure.
import type { RandomNumbers } from './random-numbers.ts';

/** Rows one after the other in one array, so that 50,000 vectors are one block of memory. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float32Array;
}

// The directions of a catalogue are known from part of it; all 50,000 would take ten times as long.
const rowsLookedAt = 5000;
// Of subspace iteration. Chosen, not measured: a layout needs the space that the directions span, not each of them.
const rounds = 10;

/**
 * @returns as many rows, with `count` columns (fewer when the vectors have fewer), most variance first
 */
export function principalComponents(
  vectors: Matrix,
  { count, random }: { count: number; random: RandomNumbers },
): Matrix {
  const kept = Math.min(count, vectors.columns);
  const mean = meanOf(vectors);
  const covariance = covarianceOf(vectors, mean);
  let directions = Array.from({ length: kept }, () =>
    Float64Array.from({ length: vectors.columns }, () => random() - 0.5),
  );
  for (let round = 0; round < rounds; round++) {
    directions = orthonormal(directions.map((direction) => multiply(covariance, direction)));
  }
  return project(vectors, mean, directions.map(withFixedSign));
}

function meanOf({ rows, columns, values }: Matrix): Float64Array {
  const mean = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns; i++) mean[i] = (mean[i] ?? 0) + (values[row * columns + i] ?? 0) / rows;
  }
  return mean;
}

function covarianceOf({ rows, columns, values }: Matrix, mean: Float64Array): Float64Array[] {
  const covariance = Array.from({ length: columns }, () => new Float64Array(columns));
  const step = Math.max(1, rows / rowsLookedAt);
  const offset = new Float64Array(columns);
  for (let at = 0; at < rows; at += step) {
    const start = Math.floor(at) * columns;
    for (let i = 0; i < columns; i++) offset[i] = (values[start + i] ?? 0) - (mean[i] ?? 0);
    for (const [i, line] of covariance.entries()) {
      const factor = offset[i] ?? 0;
      for (let j = 0; j < columns; j++) line[j] = (line[j] ?? 0) + factor * (offset[j] ?? 0);
    }
  }
  return covariance;
}

function multiply(matrix: readonly Float64Array[], vector: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(matrix, (row) => dot(row, vector));
}

/** Gram-Schmidt; a direction that the ones before it say all of becomes zero, and adds nothing. */
function orthonormal(directions: readonly Float64Array<ArrayBuffer>[]): Float64Array<ArrayBuffer>[] {
  const done: Float64Array<ArrayBuffer>[] = [];
  for (const direction of directions) {
    const length = Math.sqrt(dot(direction, direction));
    const rest = direction.slice();
    for (const other of done) {
      const along = dot(rest, other);
      for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] ?? 0) - along * (other[i] ?? 0);
    }
    const left = Math.sqrt(dot(rest, rest));
    done.push(left > 1e-9 * length ? rest.map((x) => x / left) : rest.fill(0));
  }
  return done;
}

/** Either sign is as good; a fixed one keeps a map from turning over when it is drawn again. */
function withFixedSign(direction: Float64Array): Float64Array {
  const largest = direction.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
  return largest < 0 ? direction.map((x) => -x) : direction;
}

function project({ rows, columns, values }: Matrix, mean: Float64Array, directions: Float64Array[]): Matrix {
  const projected = new Float32Array(rows * directions.length);
  for (let row = 0; row < rows; row++) {
    for (const [at, direction] of directions.entries()) {
      let sum = 0;
      for (let i = 0; i < columns; i++) {
        sum += ((values[row * columns + i] ?? 0) - (mean[i] ?? 0)) * (direction[i] ?? 0);
      }
      projected[row * directions.length + at] = sum;
    }
  }
  return { rows, columns: directions.length, values: projected };
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] ?? 0) * (other[i] ?? 0);
  return sum;
}
