// Every model we know, found by its id, at one precision or another.
import { clipMultilingual } from './registry/clip-vit-b-32-multilingual-v1.ts';
import { clipVitBasePatch16 } from './registry/clip-vit-base-patch16.ts';
import { clipVitBasePatch32 } from './registry/clip-vit-base-patch32.ts';
import { clipVitLargePatch14 } from './registry/clip-vit-large-patch14.ts';
import { marqoEcommerceB } from './registry/marqo-ecommerce-embeddings-b.ts';
import { mobileclipS0 } from './registry/mobileclip-s0.ts';
import type { Dtype, ModelFile, ModelSpec } from './registry/model-spec.ts';
import { siglip2BasePatch16 } from './registry/siglip2-base-patch16-224.ts';
import { starter } from './registry/starter.ts';

export const models: readonly ModelSpec[] = [
  starter,
  clipVitBasePatch32,
  clipVitBasePatch16,
  clipVitLargePatch14,
  siglip2BasePatch16,
  clipMultilingual,
  marqoEcommerceB,
  mobileclipS0,
];

/** The best first. */
export const dtypes = ['fp32', 'fp16', 'q8'] as const satisfies readonly Dtype[];

/** What the files of a precision end in. */
export const dtypeSuffixes: Readonly<Record<Dtype, string>> = { fp32: '', fp16: '_fp16', q8: '_quantized' };

/** Each model at each precision it is offered in, under an id of its own. */
export function modelVariants(): { spec: ModelSpec; dtype: Dtype }[] {
  return models.flatMap((model) =>
    offeredDtypes(model).map((dtype) => ({ spec: withPrecision(model, dtype), dtype })),
  );
}

/** The entry of one model, or of one of its precisions (`clip-vit-base-patch32-q8`). Throws naming the known ids. */
export function findModel(id: string): ModelSpec {
  const spec =
    models.find((model) => model.id === id) ??
    modelVariants().find((variant) => variant.spec.id === id)?.spec;
  if (!spec) {
    const known = models.map((model) => model.id).join(', ');
    throw new Error(`There is no model "${id}"; choose one of: ${known}.`);
  }
  return spec;
}

export interface FoundSpace {
  spec: ModelSpec;
  dtype: Dtype;
  preparation: number;
}

/** Which model of the registry, at which precision and preparation, a space is named for; null when none. */
export function findSpace(id: string): FoundSpace | null {
  const [, name = id, version] = /^(.+)-p(\d+)$/.exec(id) ?? [];
  const found = modelVariants().find(({ spec }) => spec.id === name);
  return found ? { ...found, preparation: Number(version ?? 1) } : null;
}

/**
 * The model at one precision, under an id of its own: two precisions of one model are two vector spaces (q8 to fp32:
 * cosine .94) and never share a table. Throws when the model is not offered in that precision.
 */
export function withPrecision(spec: ModelSpec, dtype: Dtype): ModelSpec {
  const weights = weightsOf(spec, dtype);
  if (dtype === 'fp32' || spec.id.endsWith(`-${dtype}`)) return spec;
  return { ...spec, id: `${spec.id}-${dtype}`, weights: { [dtype]: weights } };
}

/** The precisions a model is offered in, the best first. */
export function offeredDtypes(spec: ModelSpec): Dtype[] {
  return dtypes.filter((dtype) => spec.weights[dtype]);
}

/** All files that one precision of a model needs. Throws when the model is not offered in that precision. */
export function modelFiles(spec: ModelSpec, dtype: Dtype): readonly ModelFile[] {
  return [...spec.files, ...weightsOf(spec, dtype)];
}

/** Of all files, as exactly as it is known. */
export function modelBytes(spec: ModelSpec, dtype: Dtype): number {
  return modelFiles(spec, dtype).reduce((sum, file) => sum + (file.bytes ?? file.shownBytes ?? 0), 0);
}

function weightsOf(spec: ModelSpec, dtype: Dtype): readonly ModelFile[] {
  const weights = spec.weights[dtype];
  if (weights) return weights;
  const offered = offeredDtypes(spec).join(', ');
  throw new Error(
    offered
      ? `The model ${spec.id} is not offered as ${dtype}; choose one of: ${offered}.`
      : `${spec.id} is published without ONNX graphs: export them, and register the folder with \`lookalike model add\`.`,
  );
}
