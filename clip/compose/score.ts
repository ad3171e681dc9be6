// How well photos and texts fit: cosine similarity, and the share that each has among the others.

/** How a cosine becomes a probability: by the softmax of `scale` times cosine or, with a bias, by a sigmoid. */
export interface MatchScale {
  scale: number;
  bias: number | null;
}

export interface Score {
  /** Cosine similarity, -1 to 1. */
  cosine: number;
  /** 0 to 1; by softmax, those of one photo over all texts, or of all photos over one text, add up to 1. */
  probability: number;
}

/**
 * One row per photo with one score per text. Probabilities are the model's own: CLIP's are the softmax of the scaled
 * cosines, over the texts, or over the photos where there is but one text; SigLIP's say for each pair whether it fits.
 *
 * @param photos of unit length, as `texts`
 */
export function scorePhotos(
  photos: readonly Float32Array[],
  { texts, match }: { texts: readonly Float32Array[]; match: MatchScale },
): Score[][] {
  const { scale, bias } = match;
  const cosines = photos.map((photo) => texts.map((text) => cosine(photo, text)));
  if (bias !== null)
    return cosines.map((row) =>
      row.map((value) => ({ cosine: value, probability: sigmoid(scale * value + bias) })),
    );
  const overPhotos = texts.length === 1 ? softmax(cosines.flat(), scale) : null;
  return cosines.map((row, photo) => {
    const probabilities = overPhotos ? [overPhotos[photo] ?? 0] : softmax(row, scale);
    return row.map((value, text) => ({ cosine: value, probability: probabilities[text] ?? 0 }));
  });
}

export function softmax(values: readonly number[], scale: number): number[] {
  // Shifted by the largest, since exp(100) squared is no number any more.
  const largest = Math.max(...values);
  const weights = values.map((value) => Math.exp(scale * (value - largest)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

function cosine(a: Float32Array, b: Float32Array): number {
  const sum = a.reduce((total, value, i) => total + value * (b[i] ?? 0), 0);
  return Math.min(1, Math.max(-1, sum)); // rounding may go beyond
}
