// The direction between two poles, each given by texts, products or photos.
import { resolveClasses } from '../classes/resolve-classes.ts';
import { BadPart } from '../composed/bad-part.ts';
import type { ComposedQuery, QuerySources } from '../composed/composed-query.ts';
import type { Poles } from './poles.ts';

export interface Axis {
  /** Unit length. */
  direction: Float32Array;
  notices: string[];
}

/** Throws BadPart for poles that can't be compared, or are the same. */
export async function resolveAxis(
  { from, to }: Poles<ComposedQuery>,
  sources: QuerySources,
  name = 'axis',
): Promise<Axis> {
  const poles = [
    { name: 'from', examples: from, parameter: name },
    { name: 'to', examples: to, parameter: name },
  ];
  const { classes, notices } = await resolveClasses(poles, sources);
  const [start, end] = classes.map(({ examples }) => meanOf(examples));
  const difference = Float32Array.from(end ?? [], (x, i) => x - (start?.[i] ?? 0));
  const length = Math.hypot(...difference);
  if (length < smallestLength)
    throw new BadPart('invalid_parameter', 'The two ends of the axis are the same.', { name });
  return { direction: difference.map((x) => x / length), notices };
}

// Below this what is left of unit vectors is rounding.
const smallestLength = 1e-3;

/** At unit length. */
function meanOf(vectors: readonly Float32Array[]): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [i, x] of vector.entries()) sum[i] = (sum[i] ?? 0) + x;
  const length = Math.hypot(...sum) || 1;
  return sum.map((x) => x / length);
}
