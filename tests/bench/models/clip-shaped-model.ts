// A model folder of CLIP's exact shape with random weights: what a run costs does not depend on the weights, and the real
// ones are hundreds of megabytes on a hub.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sizeOf } from '../../../clip/model-folder.ts';
import { writeOnnxFile } from '../../../clip/onnx/onnx-file.ts';
import { findShared } from '../../unit/clip/shared-data.ts';
import { byteTokenizer } from './byte-tokenizer.ts';
import { type ClipShape, textGraph, visionGraph } from './clip-graphs.ts';
import type { LayerNormForm } from './transformer-graph.ts';

const shapes = {
  /** openai/clip-vit-base-patch32: 352 and 254 MB. */
  'base-patch32': {
    dimension: 512,
    vision: { width: 768, layers: 12, heads: 12, imageSize: 224, patchSize: 32 },
    text: { width: 512, layers: 12, heads: 8, vocabulary: 49_408, positions: 77 },
  },
  /** Under a megabyte: for tests and smoke runs. */
  small: {
    dimension: 32,
    vision: { width: 64, layers: 2, heads: 2, imageSize: 64, patchSize: 16 },
    text: { width: 64, layers: 2, heads: 2, vocabulary: 514, positions: 77 },
  },
} satisfies Record<string, ClipShape>;

export interface ClipShapedOptions {
  /** Default: base-patch32. */
  size?: keyof typeof shapes;
  /** Default: 1. */
  seed?: number;
  /** Default: nine nodes. */
  layerNorms?: LayerNormForm;
}

/**
 * Makes it once, under the system's folder for temporary files; the large one takes about 10 s and 606 MB. It loads with
 * `loadEncoder` and with @huggingface/transformers. @returns its folder
 */
export async function clipShapedModel(options: ClipShapedOptions = {}): Promise<string> {
  const { size = 'base-patch32', seed = 1, layerNorms = 'nine nodes' } = options;
  const name = ['clip-shaped', version, size, seed, layerNorms.replace(' ', '-')].join('-');
  const root = join(tmpdir(), 'lookalike-bench-models');
  const folder = join(root, name);
  if ((await sizeOf(join(folder, 'config.json'))) !== null) return folder;
  const unfinished = join(root, `${name}.${process.pid}.part`);
  await mkdir(join(unfinished, 'onnx'), { recursive: true });
  const shape = shapes[size];
  await writeSettings(unfinished, shape);
  await writeOnnxFile(join(unfinished, 'onnx/vision_model.onnx'), visionGraph(shape, { seed, layerNorms }));
  await writeOnnxFile(join(unfinished, 'onnx/text_model.onnx'), textGraph(shape, { seed, layerNorms }));
  await rename(unfinished, folder).catch(async (error: unknown) => {
    // Another process made the same one meanwhile.
    await rm(unfinished, { recursive: true, force: true });
    if ((await sizeOf(join(folder, 'config.json'))) === null) throw error;
  });
  return folder;
}

/** Part of the folder's name: raised by whoever changes what is made. */
const version = 1;

async function writeSettings(folder: string, { dimension, vision, text }: ClipShape): Promise<void> {
  const write = (file: string, value: unknown) => writeFile(join(folder, file), JSON.stringify(value));
  await write('config.json', {
    model_type: 'clip',
    architectures: ['CLIPModel'],
    projection_dim: dimension,
    logit_scale_init_value: 2.6592,
    text_config: {
      model_type: 'clip_text_model',
      hidden_size: text.width,
      num_hidden_layers: text.layers,
      num_attention_heads: text.heads,
      vocab_size: text.vocabulary,
      max_position_embeddings: text.positions,
      projection_dim: dimension,
    },
    vision_config: {
      model_type: 'clip_vision_model',
      hidden_size: vision.width,
      num_hidden_layers: vision.layers,
      num_attention_heads: vision.heads,
      image_size: vision.imageSize,
      patch_size: vision.patchSize,
      projection_dim: dimension,
    },
  });
  const square = { height: vision.imageSize, width: vision.imageSize };
  await write('preprocessor_config.json', {
    do_center_crop: true,
    do_convert_rgb: true,
    do_normalize: true,
    do_rescale: true,
    do_resize: true,
    feature_extractor_type: 'CLIPFeatureExtractor',
    image_processor_type: 'CLIPImageProcessor',
    image_mean: [0.48145466, 0.4578275, 0.40821073],
    image_std: [0.26862954, 0.26130258, 0.27577711],
    resample: 3,
    rescale_factor: 1 / 255,
    crop_size: square,
    size: { shortest_edge: vision.imageSize },
  });
  await write('tokenizer.json', await tokenizerOf(text.vocabulary));
  await write('tokenizer_config.json', {
    tokenizer_class: 'CLIPTokenizer',
    model_max_length: text.positions,
    bos_token: '<|startoftext|>',
    eos_token: '<|endoftext|>',
    pad_token: '<|endoftext|>',
    unk_token: '<|endoftext|>',
  });
}

/** The published one where the shared data has it, so that texts have as many tokens as with the real model. */
async function tokenizerOf(vocabulary: number): Promise<unknown> {
  const published = findShared('models/facts/clip-vit-base-patch32-tokenizer/tokenizer.json');
  if (published === null || vocabulary !== 49_408) return byteTokenizer(vocabulary);
  return JSON.parse(await readFile(published, 'utf8'));
}
