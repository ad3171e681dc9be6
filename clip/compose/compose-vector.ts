// Makes one vector of the parts of a query: what to look for, what to keep away from, each with its weight.

export interface VectorPart {
  /** Which tower it came from. */
  kind: 'text' | 'photo';
  /** Unit length. */
  vector: Float32Array;
  /** Below 0 keeps away from it; 0 changes nothing. */
  weight: number;
}

/** Nothing is left to look for: every weight is 0 or below, or the parts cancel each other out. */
export class NothingToSeek extends Error {
  override name = 'NothingToSeek';
}

/**
 * How much more a text weighs when a photo stands beside it. Over a catalogue the cosines of a text spread less than
 * half as wide as those of a photo (demo shop, starter: ±0.071 and ±0.162), so at equal weights the photo decides alone.
 * "this product - its finish + another", 294 cases, first ten with the new finish / same shape / both of those there are:
 * 1: 44/55/32 %, 1.5: 68/43/40 %, 2: 78/35/38 %, 3: 85/28/33 %. Centring each kind on its mean gave 73/41/40 % at 2 and
 * needs a mean of each, so the plain sum stays: a mean shifts every result's score alike and changes no order.
 */
const textBesidePhoto = 2;

// Below this what is left of unit vectors is rounding.
const smallestLength = 1e-3;

/** The weighted sum at unit length. One part alone is given back as it is. Throws `NothingToSeek`. */
export function composeVector(parts: readonly VectorPart[]): Float32Array {
  const counting = parts.filter(({ weight }) => weight !== 0);
  if (!counting.some(({ weight }) => weight > 0)) {
    throw new NothingToSeek('Nothing to look for has a weight above 0.');
  }
  const [first, ...others] = counting;
  if (first && others.length === 0) return first.vector;
  const sum = weightedSum(counting);
  const length = Math.hypot(...sum);
  if (length < smallestLength) throw new NothingToSeek('The parts cancel each other out.');
  return sum.map((value) => value / length);
}

function weightedSum(parts: readonly VectorPart[]): Float32Array {
  const hasPhoto = parts.some(({ kind }) => kind === 'photo');
  const sum = new Float32Array(parts[0]?.vector.length ?? 0);
  for (const { kind, vector, weight } of parts) {
    const factor = weight * (kind === 'text' && hasPhoto ? textBesidePhoto : 1);
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (vector[i] ?? 0);
  }
  return sum;
}
