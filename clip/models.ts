// The registry: which models we know, where their files come from, and what each file must weigh and hash to.

/** Numeric precision of the ONNX weights. Vectors of two precisions are two spaces and never share a table. */
export type Dtype = 'fp32' | 'fp16' | 'q8';

/** One file of a model; `path` is relative to the model folder and to the root of the hub repository. */
export interface ModelFile {
  path: string;
  bytes: number;
  /** Lower-case hex. */
  sha256: string;
}

export interface ModelSpec {
  /** What `MODEL` is set to and what is recorded with every vector. Precisions other than fp32 end in their name. */
  id: string;
  /** Name of its folder; all precisions of a model share one. */
  folder: string;
  title: string;
  /** Length of an embedding. */
  dimension: number;
  /** Most token ids of one text, both ends included. */
  contextLength: number;
  /** Where the files are downloaded from; null for the model that ships in this repository. */
  hub: { repo: string; revision: string } | null;
  /** Configuration and tokenizer, needed with every precision. */
  files: readonly ModelFile[];
  /** The two towers, per precision. */
  weights: Readonly<Partial<Record<Dtype, readonly ModelFile[]>>>;
  licence: string;
  /** What whoever picks this model should know. */
  notes: readonly string[];
}

const starter: ModelSpec = {
  id: 'starter',
  folder: 'starter',
  title: 'Starter (38.6 MB, ships with Lookalike)',
  dimension: 512,
  contextLength: 77,
  hub: null,
  files: [
    {
      path: 'config.json',
      bytes: 1352,
      sha256: '08e95926d9da9cb6c27590a2b9fb8c3c513667d0b3bc339b7e09fc350f306f20',
    },
    {
      path: 'preprocessor_config.json',
      bytes: 517,
      sha256: 'e613f0c3f6e24c94e7c73ce36fb438b4b406a856a6abc64ba493e32a9dd5bae9',
    },
    {
      path: 'tokenizer.json',
      bytes: 527369,
      sha256: '85a8970ec2eeb8317145351c0874cd77e5a75a5611962c15cced12a42368dc88',
    },
    {
      path: 'tokenizer_config.json',
      bytes: 364,
      sha256: '58efa84de9165788c565f892e543b36748ba7c35ef4493337783aa7e9aa4cc6c',
    },
  ],
  weights: {
    fp32: [
      {
        path: 'onnx/vision_model.onnx',
        bytes: 13720009,
        sha256: '564d40e5e0e2805874fd4bb77e5ab068fd5d91718c2eb74e6d49e91f1171334d',
      },
      {
        path: 'onnx/text_model.onnx',
        bytes: 24336655,
        sha256: 'c0dd9435d08f9a32296f523b3ccf540eecf53962d74c03c3176752c881a5008e',
      },
    ],
  },
  licence: 'Apache-2.0 backbones, see clip/starter/README.md',
  notes: [
    'Short English queries only; weaker than CLIP on anything but single objects on plain backgrounds.',
  ],
};

// Sizes and digests of revision d15189d7, on which independent public manifests agree.
const clipVitBasePatch32: ModelSpec = {
  id: 'clip-vit-base-patch32',
  folder: 'clip-vit-base-patch32',
  title: 'OpenAI CLIP ViT-B/32 (608 MB download)',
  dimension: 512,
  contextLength: 77,
  hub: { repo: 'Xenova/clip-vit-base-patch32', revision: 'd15189d7028b43f1d3e65039190477f6af591c2a' },
  files: [
    {
      path: 'config.json',
      bytes: 4524,
      sha256: '493ef57ff783e42d1530c91b53469b7fdf8db8a9c1408e86998fcb7899a4f495',
    },
    {
      path: 'preprocessor_config.json',
      bytes: 520,
      sha256: '6f638fb9401a6d6296feff533ee7efe657b787c49f954f82f5906b36ef2a1b1f',
    },
    {
      path: 'tokenizer.json',
      bytes: 2224119,
      sha256: 'f7f3b7af117d467b58374797691a6438d3e6b9e9cef800dfd5dced7f697a90cd',
    },
    {
      path: 'tokenizer_config.json',
      bytes: 775,
      sha256: '60ba2912bc6344c94bc16bbdec27fa1209409167b6f2fdf3cfe9e65462ea3967',
    },
  ],
  weights: {
    fp32: [
      {
        path: 'onnx/vision_model.onnx',
        bytes: 351685709,
        sha256: 'fd6e1402a588279d1723c7534d4bcba5bc0b14b47dfab0e46f8c47b8270d7d40',
      },
      {
        path: 'onnx/text_model.onnx',
        bytes: 254058553,
        sha256: '3f6571f5bad13a97c469c1622e1cfc4d9aef78b79fdbfcff804ca357bfada8cc',
      },
    ],
    fp16: [
      {
        path: 'onnx/vision_model_fp16.onnx',
        bytes: 176080659,
        sha256: '35c4e0fb0aeee527dcde1693520b214a34424a786babd530f35366bad5844efd',
      },
      {
        path: 'onnx/text_model_fp16.onnx',
        bytes: 127339794,
        sha256: 'df587ffbf248bf20d44fa6e16adc5ebc27ead691860e5333dbdaab5fd6bf3f6e',
      },
    ],
    q8: [
      {
        path: 'onnx/vision_model_quantized.onnx',
        bytes: 89117001,
        sha256: '583fd1110a514667812fee7d684952aaf82a99b959760c8d7dca7e0ab9839299',
      },
      {
        path: 'onnx/text_model_quantized.onnx',
        bytes: 64504507,
        sha256: '73baab855d406190da9faa498cfedf65f15cf309f4cc7385b7b032e6d08e5c3a',
      },
    ],
  },
  licence: 'MIT (github.com/openai/CLIP)',
  notes: [
    'The text tower pools at the highest token id, so the end token must be last and a text must not inject one.',
    'q8 is not a drop-in: a third party measured cosine 0.94 to fp32 and mean reciprocal rank .645 -> .402, and a vector depends on its batch mates.',
  ],
};

/** Every model we know, by id. */
export const models: readonly ModelSpec[] = [starter, clipVitBasePatch32];

/** The entry of one model, or of one of its precisions (`clip-vit-base-patch32-q8`). Throws naming the known ids. */
export function findModel(id: string): ModelSpec {
  const variants = models.flatMap((model) =>
    offeredDtypes(model).map((dtype) => withPrecision(model, dtype)),
  );
  const spec = models.find((model) => model.id === id) ?? variants.find((variant) => variant.id === id);
  if (!spec) {
    const known = models.map((model) => model.id).join(', ');
    throw new Error(`There is no model "${id}"; choose one of: ${known}.`);
  }
  return spec;
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
  return (['fp32', 'fp16', 'q8'] as const).filter((dtype) => spec.weights[dtype]);
}

/** All files that one precision of a model needs. Throws when the model is not offered in that precision. */
export function modelFiles(spec: ModelSpec, dtype: Dtype): readonly ModelFile[] {
  return [...spec.files, ...weightsOf(spec, dtype)];
}

function weightsOf(spec: ModelSpec, dtype: Dtype): readonly ModelFile[] {
  const weights = spec.weights[dtype];
  if (weights) return weights;
  const offered = offeredDtypes(spec).join(', ');
  throw new Error(`The model ${spec.id} is not offered as ${dtype}; choose one of: ${offered}.`);
}
