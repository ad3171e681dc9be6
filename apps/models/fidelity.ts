// How far the vectors of a smaller variant of a model can stand in for those of full precision. Arithmetic only.
import type { Fidelity } from '../../catalog/photos/model-checks.ts';

export interface VariantVectors {
  /** Of the same photos, in the same order, for every variant. All unit length. */
  photos: readonly Float32Array[];
  texts: readonly Float32Array[];
}

const nearest = 10;

export function fidelityOf(full: VariantVectors, variant: VariantVectors): Fidelity {
  const cosines = cosinesOf(full.photos, variant.photos);
  const hasTexts = full.texts.length > 0;
  return {
    meanCosine: mean(cosines),
    worstCosine: Math.min(...cosines),
    textCosine: hasTexts ? mean(cosinesOf(full.texts, variant.texts)) : null,
    photoOverlap: overlap(full.photos, full.photos, variant.photos, variant.photos),
    textOverlap: hasTexts ? overlap(full.texts, full.photos, variant.texts, variant.photos) : null,
  };
}

function cosinesOf(full: readonly Float32Array[], variant: readonly Float32Array[]): number[] {
  return full.map((vector, i) => dot(vector, variant[i] ?? new Float32Array()));
}

/** The share of each question's nearest photos that both variants find, the photo itself left out. */
function overlap(
  questions: readonly Float32Array[],
  photos: readonly Float32Array[],
  otherQuestions: readonly Float32Array[],
  otherPhotos: readonly Float32Array[],
): number {
  const isPhotos = questions === photos;
  return mean(
    questions.map((question, i) => {
      const skip = isPhotos ? i : -1;
      const found = nearestOf(question, photos, skip);
      const other = new Set(nearestOf(otherQuestions[i] ?? new Float32Array(), otherPhotos, skip));
      return found.length === 0 ? 1 : found.filter((photo) => other.has(photo)).length / found.length;
    }),
  );
}

function nearestOf(question: Float32Array, photos: readonly Float32Array[], skip: number): number[] {
  return photos
    .map((photo, i) => ({ i, score: dot(question, photo) }))
    .filter(({ i }) => i !== skip)
    .sort((a, b) => b.score - a.score)
    .slice(0, nearest)
    .map(({ i }) => i);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
