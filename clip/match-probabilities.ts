// How likely texts are to match a photo, from their cosines, as the model was trained to be read.
import type { MatchScale } from './registry/model-spec.ts';

/**
 * With a bias each text stands for itself and all may be unlikely (SigLIP's sigmoid); without one they share 1 between
 * them (CLIP's softmax).
 */
export function matchProbabilities(cosines: readonly number[], { scale, bias }: MatchScale): number[] {
  if (bias !== null) return cosines.map((cosine) => 1 / (1 + Math.exp(-(scale * cosine + bias))));
  const highest = Math.max(...cosines);
  const weights = cosines.map((cosine) => Math.exp(scale * (cosine - highest)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
