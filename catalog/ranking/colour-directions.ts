// The colour directions of a model's space: stored, and used to turn a query towards the same colour or the same shape.
import type { Queryable } from '../database/database.ts';

export interface ColourDirections {
  /** Orthonormal. */
  directions: Float32Array[];
  /** Photos in the catalogue when they were found. */
  photos: number;
}

/** Null before they were found. */
export async function readColourDirections(db: Queryable, model: string): Promise<ColourDirections | null> {
  const { rows } = await db.query<{ directions: Buffer; count: number; photos: number }>(
    'select directions, count, photos from colour_directions where model = $1',
    [model],
  );
  const [row] = rows;
  if (!row) return null;
  const length = row.count === 0 ? 0 : row.directions.length / 4 / row.count;
  const directions = Array.from({ length: row.count }, (_, n) =>
    Float32Array.from({ length }, (_unused, i) => row.directions.readFloatBE(4 * (n * length + i))),
  );
  return { directions, photos: row.photos };
}

export async function storeColourDirections(
  db: Queryable,
  model: string,
  found: { directions: readonly ArrayLike<number>[]; sampleSize: number; photos: number },
): Promise<void> {
  await db.query(
    `
    insert into colour_directions (model, directions, count, sample_size, photos)
    values ($1, $2, $3, $4, $5)
    on conflict (model) do update
      set directions = excluded.directions, count = excluded.count, sample_size = excluded.sample_size,
        photos = excluded.photos, at = excluded.at`,
    [model, bytesOf(found.directions), found.directions.length, found.sampleSize, found.photos],
  );
}

/**
 * The vector turned towards one of its two parts: what lies along the colour directions, and the rest. The stored
 * vectors stay as they are, since their part across a direction adds nothing to the product with a vector along it:
 * the same index serves.
 *
 * @param towards -1: only colour counts; 0: the vector as it is; 1: only the rest, which is mostly shape
 * @returns unit length; the vector itself when nothing of it would be left
 */
export function turnVector(
  vector: Float32Array,
  directions: readonly Float32Array[],
  towards: number,
): Float32Array {
  const colour = new Float32Array(vector.length);
  for (const direction of directions) {
    const along = vector.reduce((sum, x, i) => sum + x * (direction[i] ?? 0), 0);
    for (const [i, x] of direction.entries()) colour[i] = (colour[i] ?? 0) + along * x;
  }
  const keepColour = towards > 0 ? 1 - towards : 1;
  const keepRest = towards < 0 ? 1 + towards : 1;
  const turned = vector.map((x, i) => {
    const part = colour[i] ?? 0;
    return keepColour * part + keepRest * (x - part);
  });
  const length = Math.hypot(...turned);
  return length < 1e-6 ? vector : turned.map((x) => x / length);
}

function bytesOf(directions: readonly ArrayLike<number>[]): Buffer {
  const values = directions.flatMap((direction) => Array.from(direction));
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeFloatBE(value, 4 * i);
  return bytes;
}
