// Cursors of searches: where a page ended, when the first one began, and for which vector.
import { decodeCursor, encodeCursor, InvalidCursor } from './cursors.ts';

export interface SearchPosition {
  /** Results on all pages so far. */
  rank: number;
  productId: number;
  /** Of the last result; null while pages are cut from a reordered set. */
  distance: number | null;
  /** The database's clock at the first page, in microseconds since 1970. */
  addedBy: number;
}

export function writeSearchCursor(shape: string, vector: Float32Array, position: SearchPosition): string {
  const { rank, productId, distance, addedBy } = position;
  return encodeCursor(shape, [sketch(vector), addedBy, rank, distance, productId]);
}

/** @throws InvalidCursor when it is damaged, or of another query */
export function readSearchCursor(cursor: string, shape: string, vector: Float32Array): SearchPosition {
  const kinds = ['text', 'id', 'id', 'number?', 'id'] as const;
  const [look, addedBy, rank, distance, productId] = decodeCursor(cursor, shape, kinds);
  requireSameLook(look, vector);
  return {
    rank: Number(rank),
    productId: Number(productId),
    distance: typeof distance === 'number' ? distance : null,
    addedBy: Number(addedBy),
  };
}

const sketchLength = 16;
const sketchSteps = 1000;

/**
 * The first components of the vector, coarsely: enough to tell another query's cursor from this one's. Not
 * a hash, because the same text encoded in another batch differs in the last digits.
 */
function sketch(vector: Float32Array): string {
  return Array.from(vector.subarray(0, sketchLength), (x) => Math.round(x * sketchSteps).toString(36)).join(
    ' ',
  );
}

function requireSameLook(look: unknown, vector: Float32Array): void {
  const parts = String(look)
    .split(' ')
    .map((part) => Number.parseInt(part, 36));
  const same =
    parts.length === Math.min(sketchLength, vector.length) &&
    parts.every((part, i) => Math.abs(part - (vector[i] ?? 0) * sketchSteps) < 2);
  if (!same) {
    throw new InvalidCursor('The cursor belongs to another query; ask for the first page without a cursor.');
  }
}
