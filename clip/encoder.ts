// Loads a model folder and turns photos and texts into unit vectors of one space.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { MatchScale } from './compose/score.ts';
import { readModelConfig } from './model-config.ts';
import { dtypeSuffixes } from './models.ts';
import { loadPhotoEncoder, type PhotoEncoder, type PhotoRuns } from './photo-encoder.ts';
import { preparationVersion, spaceId } from './preparation.ts';
import type { Preprocessing } from './preprocessing.ts';
import type { Dtype, ModelQuirks } from './registry/model-spec.ts';
import { type EncodedText, loadTextEncoder } from './text-encoder.ts';

export type { EncodedText } from './text-encoder.ts';

export interface Encoder {
  /** The space of its vectors, recorded with each: model, precision where not fp32, preparation where not the first. */
  readonly modelId: string;
  readonly dtype: Dtype;
  /** Which way of preparing photos and texts. */
  readonly preparation: number;
  /** Length of every vector. */
  readonly dimension: number;
  /** What `decodePhoto` needs to make tensors for this model. */
  readonly preprocessing: Preprocessing;
  readonly match: MatchScale;
  /** How photos are spread over the cores; null without its vision half. */
  readonly photoRuns: PhotoRuns | null;
  /** Photos as [3 * size * size] tensors in, unit vectors out, in the same order. Any number of photos. */
  embedPixels(batch: Float32Array[]): Promise<Float32Array[]>;
  /** Texts in, unit vectors out, in the same order. Any number of texts; an empty one is allowed. */
  embedTexts(texts: string[]): Promise<EncodedText[]>;
  /** Lets running batches end, then frees the model. */
  close(): Promise<void>;
}

export type EncoderPart = 'text' | 'vision' | 'late vision';

export interface EncoderOptions {
  /** Default: the folder's name. */
  modelId?: string;
  /** Default: fp32. */
  dtype?: Dtype;
  /** Default: what lookalike.json in the folder states, if anything. */
  quirks?: ModelQuirks | undefined;
  /** Default: the one of this version. */
  preparation?: number;
  /** Cores to use. Default: those there are, at most 4. */
  threads?: number | undefined;
  /**
   * Which towers to load. Default: both. The other one's method throws. `late vision` is loaded with the first photo:
   * for whoever embeds photos seldom, since it costs 130 MB (starter) to 400 MB (CLIP) and most of a second.
   */
  parts?: EncoderPart[];
}

/** Loads the model in `folder`. Throws naming the file and field when the folder is not a usable model. */
export async function loadEncoder(folder: string, options: EncoderOptions = {}): Promise<Encoder> {
  const {
    modelId: name = path.basename(folder),
    dtype = 'fp32',
    preparation = preparationVersion,
    threads = Math.min(availableParallelism(), 4),
    parts = ['text', 'vision'],
  } = options;
  const modelId = spaceId(name, { dtype, preparation });
  const config = await readModelConfig(folder, options.quirks);
  const { quirks } = config;
  const alone = dtype === 'q8';
  const fileOf = (tower: string) => path.join(folder, 'onnx', `${tower}${dtypeSuffixes[dtype]}.onnx`);
  const loadVision = () =>
    loadPhotoEncoder({
      file: fileOf('vision_model'),
      size: config.preprocessing.size,
      threads,
      alone,
      hasPatches: config.hasPatches,
    });
  const loadText = () =>
    loadTextEncoder(fileOf('text_model'), {
      config,
      threads,
      alone,
      dense: quirks.dense === undefined ? null : path.join(folder, quirks.dense),
    });
  const [photos, texts] = await Promise.all([
    parts.includes('vision') ? loadVision() : null,
    parts.includes('text') ? loadText() : null,
  ]);
  const late = loadedOnce(loadVision);
  const close = async () => {
    await Promise.all([photos?.close(), late.close(), texts?.close()]);
  };
  const dimension = agreedDimension([config.dimension, photos?.dimension, texts?.dimension]);
  if (dimension === null) {
    await close();
    throw new Error(
      `The model folder ${folder} can't be used: config.json: projection_dim ${config.dimension} is not what its graphs give.`,
    );
  }
  return {
    modelId,
    dtype,
    preparation,
    dimension,
    preprocessing: config.preprocessing,
    match: config.match,
    photoRuns: photos?.runs ?? null,
    async embedPixels(batch) {
      if (!photos && !parts.includes('late vision')) {
        throw new Error(`The image tower of ${modelId} was not loaded; add 'vision' to parts.`);
      }
      return (photos ?? (await late.open())).embed(batch);
    },
    async embedTexts(batch) {
      if (!texts) throw new Error(`The text tower of ${modelId} was not loaded; add 'text' to parts.`);
      return texts.embed(batch);
    },
    close,
  };
}

/** Opens at the first use, and again after a failure; closes what was opened. */
function loadedOnce(load: () => Promise<PhotoEncoder>) {
  let opened: Promise<PhotoEncoder> | null = null;
  return {
    open() {
      opened ??= load().catch((error: unknown) => {
        opened = null; // too little memory may pass
        throw error;
      });
      return opened;
    },
    async close() {
      const encoder = await opened?.catch(() => null); // whoever opened it was told
      await encoder?.close();
    },
  };
}

/** The one length that all state; null when they differ or none states any. */
function agreedDimension(stated: (number | null | undefined)[]): number | null {
  const lengths = new Set(stated.filter((value) => typeof value === 'number'));
  const [dimension] = lengths;
  return lengths.size === 1 && dimension !== undefined ? dimension : null;
}
