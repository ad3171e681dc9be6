// Cosine similarity of unit vectors, for tests.

/** Dot product; throws on different lengths so that a test can't pass on empty vectors. */
export function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b || a.length !== b.length || a.length === 0)
    throw new Error(`Can't compare ${a?.length} with ${b?.length} numbers.`);
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
