// Tells which class a vector belongs to: the one whose examples it is most like, if it is clearly the most. Pure.

export interface LabelledExamples {
  name: string;
  /** Unit length. */
  examples: readonly Float32Array[];
}

export interface Classified {
  /** Null: none of them, since the first is not clearly ahead of the second. */
  label: string | null;
  /** How far the first is ahead of the second. */
  margin: number;
  /** Cosine similarity to the mean of each class's examples, the highest first. */
  scores: { name: string; score: number }[];
}

export interface LeaveOneOut {
  /** Examples of classes with several. */
  examples: number;
  /** Those that their own class got, it being made of the others. */
  right: number;
  /** Those that no class got clearly. */
  none: number;
}

/**
 * By default nothing is said that is not ahead by this much. Starter model: by the names of 29 kinds of clothes 95 % of 1,883
 * are right when each gets a label, and 98 % of the 92 % that get one with this; of 20 finishes of taps 75 % and 81 % of 84 %;
 * of 13 categories of taps by all others of each 82 % and 87 % of 84 %.
 */
export const usualMargin = 0.02;

export interface Classifier {
  classify(vector: Float32Array): Classified;
  /** Null where no class has more than one example: then nothing can be left out. */
  leaveOneOut(): LeaveOneOut | null;
}

/** @param options.margin from 0 on: below it the label is null */
export function createClassifier(
  classes: readonly LabelledExamples[],
  { margin: least = usualMargin }: { margin?: number | undefined } = {},
): Classifier {
  const sums = classes.map(({ examples }) => sumOf(examples));
  const lengths = sums.map(lengthOf);
  /** @param left the class that the vector is taken out of */
  const judge = (vector: Float32Array, left: number | null): Classified => {
    const scores = classes.map(({ name }, i) => {
      const along = dot(vector, sums[i] ?? vector);
      const length = lengths[i] ?? 0;
      // Without it: (v, s - v) / |s - v|, of unit vectors.
      const score =
        i === left
          ? (along - 1) / Math.sqrt(Math.max(length ** 2 - 2 * along + 1, Number.MIN_VALUE))
          : along / (length || 1);
      return { name, score };
    });
    scores.sort((one, other) => other.score - one.score);
    const [first, second] = scores;
    const margin = (first?.score ?? 0) - (second?.score ?? 0);
    return { label: first && margin >= least ? first.name : null, margin, scores };
  };
  return {
    classify: (vector) => judge(vector, null),
    leaveOneOut: () => {
      const counts: LeaveOneOut = { examples: 0, right: 0, none: 0 };
      for (const [i, { name, examples }] of classes.entries()) {
        if (examples.length < 2) continue;
        for (const example of examples) {
          const { label } = judge(example, i);
          counts.examples++;
          if (label === name) counts.right++;
          if (label === null) counts.none++;
        }
      }
      return counts.examples === 0 ? null : counts;
    },
  };
}

function sumOf(vectors: readonly Float32Array[]): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (vector[i] ?? 0);
  return sum;
}

function dot(one: Float32Array, other: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] ?? 0) * (other[i] ?? 0);
  return sum;
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
}
