// A matrix of weights as int8, each column with a step of its own. Arithmetic only.

export interface Int8Columns {
  numbers: Int8Array;
  /** What 1 means in each column. */
  steps: Float32Array;
}

export function quantiseColumns(
  weights: Float32Array,
  { rows, columns, rowScales }: { rows: number; columns: number; rowScales: Float32Array | null },
): Int8Columns {
  const scaleOf = (row: number) => rowScales?.[row] ?? 1;
  const largest = new Float32Array(columns);
  for (let row = 0, i = 0; row < rows; row++) {
    const scale = scaleOf(row);
    for (let column = 0; column < columns; column++, i++)
      largest[column] = Math.max(largest[column] ?? 0, Math.abs((weights[i] ?? 0) * scale));
  }
  const steps = largest.map((value) => value / 127 || 1);
  const numbers = new Int8Array(weights.length);
  for (let row = 0, i = 0; row < rows; row++) {
    const scale = scaleOf(row);
    for (let column = 0; column < columns; column++, i++)
      numbers[i] = Math.round(((weights[i] ?? 0) * scale) / (steps[column] ?? 1));
  }
  return { numbers, steps };
}
