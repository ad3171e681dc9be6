// Which way of preparing photos and texts this version has: with another one, the same model gives another space.
import type { Dtype } from './registry/model-spec.ts';

/**
 * Raised by whoever changes what the towers are fed for the same photo or text: resizing, cropping, normalising,
 * token ids, padding. Vectors made before are then never compared with those made after.
 */
export const preparationVersion = 1;

/**
 * The name of a space of vectors, and of its table: model, precision, preparation. What is usual goes without saying, so
 * that the full precision under the first preparation bears the model's own name.
 */
export function spaceId(
  model: string,
  { dtype = 'fp32', preparation = preparationVersion }: { dtype?: Dtype; preparation?: number } = {},
): string {
  const precise = dtype === 'fp32' || model.endsWith(`-${dtype}`) ? model : `${model}-${dtype}`;
  return preparation === 1 ? precise : `${precise}-p${preparation}`;
}
