// Reads what a model folder says about itself: image size and resizing, mean and deviation, context, padding.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { MatchScale } from './compose/score.ts';
import { sizeOf } from './model-folder.ts';
import type { Preprocessing } from './preprocessing.ts';
import type { ModelQuirks } from './registry/model-spec.ts';

export interface ModelConfig {
  /** Length of an embedding, when config.json states it. */
  dimension: number | null;
  /** Most token ids of one text, both ends included. */
  contextLength: number;
  preprocessing: Preprocessing;
  /** Its vision tower cuts photos into patches, as transformers do. */
  hasPatches: boolean;
  quirks: ModelQuirks;
  match: MatchScale;
  /** The folder's tokenizer.json and tokenizer_config.json, as the tokenizer library wants them. */
  tokenizer: { json: TokenizerJson; config: TokenizerConfig };
}

const positive = z.number().int().positive();

const configSchema = z.looseObject({
  model_type: z.string().optional(),
  projection_dim: positive.optional(),
  logit_scale_init_value: z.number().optional(),
  text_config: z.looseObject({ max_position_embeddings: positive.optional() }).optional(),
  vision_config: z
    .looseObject({
      image_size: positive.optional(),
      num_channels: z.literal(3).optional(),
      patch_size: positive.optional(),
    })
    .optional(),
});

const square = z
  .union([positive, z.object({ height: positive, width: positive })])
  .transform((value) => (typeof value === 'number' ? { height: value, width: value } : value))
  .refine(({ height, width }) => height === width, 'must be square')
  .transform(({ height }) => height);

const triple = z.tuple([z.number(), z.number(), z.number()]);

const preprocessorSchema = z.looseObject({
  do_resize: z.literal(true).default(true),
  do_rescale: z.literal(true).default(true),
  do_normalize: z.boolean().default(true),
  do_center_crop: z.boolean().default(false),
  size: z.union([z.object({ shortest_edge: positive }), square]),
  crop_size: square.optional(),
  // Pillow's numbers: 2 is bilinear, 3 is bicubic. No CLIP-family model we know uses another.
  resample: z.union([z.literal(2), z.literal(3)]),
  rescale_factor: z
    .number()
    .positive()
    .default(1 / 255),
  image_mean: triple.optional(),
  image_std: triple.refine((values) => values.every((value) => value > 0), 'must be above 0').optional(),
});

const tokenizerSchema = z.looseObject({
  added_tokens: z.array(
    z.looseObject({ id: z.number().int(), content: z.string(), special: z.boolean().optional() }),
  ),
  model: z.looseObject({ vocab: z.unknown() }),
  normalizer: z.unknown(),
  pre_tokenizer: z.unknown(),
  post_processor: z.unknown(),
  decoder: z.unknown(),
});
export type TokenizerJson = z.infer<typeof tokenizerSchema>;

const tokenizerConfigSchema = z.looseObject({
  // Exports without a limit write 1e30 here.
  model_max_length: z.number().positive().optional(),
  pad_token: z
    .union([z.string(), z.looseObject({ content: z.string() }).transform((token) => token.content)])
    .nullish(),
});
export type TokenizerConfig = z.infer<typeof tokenizerConfigSchema>;

/** What is read here of every folder, and goes wherever its towers go. */
export const settingsFiles = [
  'config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
];

/** In a folder of the operator's own: what the registry would say of it. */
export const quirksFile = 'lookalike.json';

const ids = z.array(z.number().int().nonnegative());
const quirksSchema = z.strictObject({
  dimension: positive.optional(),
  contextLength: positive.optional(),
  padTo: positive.optional(),
  padToken: z.string().optional(),
  ends: z.strictObject({ before: ids, after: ids }).optional(),
  lowerCases: z.boolean().optional(),
  dropsPunctuation: z.boolean().optional(),
  dense: z.string().optional(),
  match: z.strictObject({ scale: z.number().positive(), bias: z.number().nullable() }).optional(),
}) satisfies z.ZodType<ModelQuirks>;

/**
 * Reads and checks config.json, preprocessor_config.json, tokenizer.json and tokenizer_config.json.
 * Throws an error that names the file and the field when one is missing, malformed or contradicts another.
 *
 * @param quirks what the reference does beyond those files; default: those of lookalike.json, where there is one
 */
export async function readModelConfig(folder: string, quirks?: ModelQuirks): Promise<ModelConfig> {
  const stated = quirks ?? (await readQuirks(folder));
  const [config, preprocessor, json, tokenizerConfig] = await Promise.all([
    readJson(folder, 'config.json', configSchema),
    readJson(folder, 'preprocessor_config.json', preprocessorSchema),
    readJson(folder, 'tokenizer.json', tokenizerSchema),
    readTokenizerConfig(folder, stated),
  ]);
  // It would load and give vectors, of texts as its tower has never seen them.
  if (config.model_type === 'siglip' && stated.padTo === undefined)
    throw unusableFolder(
      folder,
      quirksFile,
      'a SigLIP needs padTo and lowerCases stated there, as docs/models.md shows',
    );
  return {
    dimension: stated.dimension ?? config.projection_dim ?? null,
    contextLength: stated.contextLength ?? contextLengthOf(folder, config, tokenizerConfig),
    preprocessing: preprocessingOf(folder, config, preprocessor),
    hasPatches: config.vision_config?.patch_size !== undefined,
    quirks: stated,
    match: stated.match ?? { scale: logitScaleOf(config), bias: null },
    tokenizer: { json, config: tokenizerConfig },
  };
}

async function readQuirks(folder: string): Promise<ModelQuirks> {
  const isThere = (await sizeOf(path.join(folder, quirksFile))) !== null;
  return isThere ? readJson(folder, quirksFile, quirksSchema) : {};
}

/** Left out of a folder whose quirks say all that we read there. */
async function readTokenizerConfig(folder: string, quirks: ModelQuirks): Promise<TokenizerConfig> {
  const file = 'tokenizer_config.json';
  const isNeeded = quirks.contextLength === undefined || quirks.padToken === undefined;
  if (!isNeeded && (await sizeOf(path.join(folder, file))) === null) return { pad_token: quirks.padToken };
  const read = await readJson(folder, file, tokenizerConfigSchema);
  return quirks.padToken === undefined ? read : { ...read, pad_token: quirks.padToken };
}

// What training begins with, ln(1/0.07). Configurations that have it don't know what was learned: in every CLIP that
// OpenAI released it ended at the limit of 100.
const initialLogitScale = 2.6592;
const learnedByClip = 100;

function logitScaleOf({
  logit_scale_init_value: stated = initialLogitScale,
}: z.infer<typeof configSchema>): number {
  return Math.abs(stated - initialLogitScale) < 1e-3 ? learnedByClip : Math.exp(stated);
}

function contextLengthOf(
  folder: string,
  config: z.infer<typeof configSchema>,
  tokenizerConfig: TokenizerConfig,
): number {
  const positions = config.text_config?.max_position_embeddings;
  const stated = tokenizerConfig.model_max_length;
  const limit = Math.min(positions ?? Infinity, stated ?? Infinity);
  if (limit > 100_000) {
    throw unusableFolder(
      folder,
      'config.json',
      'text_config.max_position_embeddings is missing and tokenizer_config.json has no model_max_length',
    );
  }
  return limit;
}

function preprocessingOf(
  folder: string,
  config: z.infer<typeof configSchema>,
  preprocessor: z.infer<typeof preprocessorSchema>,
): Preprocessing {
  const file = 'preprocessor_config.json';
  const { size, crop_size: cropSize, do_center_crop: crops } = preprocessor;
  if (typeof size !== 'number' && (!crops || cropSize === undefined)) {
    throw unusableFolder(folder, file, 'size.shortest_edge needs do_center_crop and crop_size');
  }
  const side = crops && cropSize !== undefined ? cropSize : typeof size === 'number' ? size : 0;
  const shortestEdge = typeof size === 'number' ? size : size.shortest_edge;
  if (side > shortestEdge) {
    throw unusableFolder(folder, file, `crop_size ${side} is larger than size ${shortestEdge}`);
  }
  const imageSize = config.vision_config?.image_size;
  if (imageSize !== undefined && imageSize !== side) {
    throw unusableFolder(
      folder,
      file,
      `the prepared picture is ${side} px but config.json says vision_config.image_size ${imageSize}`,
    );
  }
  const { do_normalize: normalises, image_mean: mean, image_std: std } = preprocessor;
  if (normalises && (!mean || !std))
    throw unusableFolder(folder, file, 'field image_mean or image_std is missing');
  return {
    size: side,
    resizeTo: shortestEdge,
    fit: typeof size === 'number' ? 'squash' : 'shortest-edge',
    kernel: preprocessor.resample === 3 ? 'cubic' : 'linear',
    rescale: preprocessor.rescale_factor,
    mean: normalises && mean ? mean : [0, 0, 0],
    std: normalises && std ? std : [1, 1, 1],
  };
}

async function readJson<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
  } catch (cause) {
    throw unusableFolder(folder, file, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || '(top level)';
  throw unusableFolder(folder, file, `field ${field}: ${issue?.message ?? 'malformed'}`, parsed.error);
}

function unusableFolder(folder: string, file: string, what: string, cause?: unknown): Error {
  return new Error(`The model folder ${folder} can't be used: ${file}: ${what}.`, { cause });
}
