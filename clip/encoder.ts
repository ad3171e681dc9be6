// Loads a model folder and turns photos and texts into unit vectors of one space.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { startImageTower } from './image-tower.ts';
import { type ModelConfig, readModelConfig } from './model-config.ts';
import type { Dtype } from './models.ts';
import type { Preprocessing } from './preprocessing.ts';
import { createTextTokenizer, type TextTokenizer, type TextTokens } from './text-tokens.ts';
import { loadTower, type Tower } from './tower.ts';

export interface EncodedText {
  /** Unit length. */
  vector: Float32Array;
  /** True when the end of the text did not fit into the model's context. */
  truncated: boolean;
  /** Token ids fed to the model, begin and end tokens included. */
  tokens: number;
}

export interface Encoder {
  /** What is recorded with every vector: the model's id, with the precision behind it when that is not fp32. */
  readonly modelId: string;
  /** Length of every vector. */
  readonly dimension: number;
  /** What `decodePhoto` needs to make tensors for this model. */
  readonly preprocessing: Preprocessing;
  /** Photos as [3 * size * size] tensors in, unit vectors out, in the same order. Any number of photos. */
  embedPixels(batch: Float32Array[]): Promise<Float32Array[]>;
  /** Texts in, unit vectors out, in the same order. Any number of texts; an empty one is allowed. */
  embedTexts(texts: string[]): Promise<EncodedText[]>;
  /** Lets running batches end, then frees the model. */
  close(): Promise<void>;
}

export interface EncoderOptions {
  /** Default: the folder's name. */
  modelId?: string;
  /** Default: fp32. */
  dtype?: Dtype;
  /** Threads of one run. Default: the cores there are, at most 4. */
  threads?: number;
  /** Which towers to load. Default: both. The other one's method throws. */
  parts?: ('text' | 'vision')[];
}

// Starter on 2 cores, photos/s by batch size: see docs; 8 is within 2 % of the best and keeps memory low.
const photosPerRun = 8;
// A text run blocks the calling thread; 8 starter texts take about 10 ms.
const textsPerRun = 8;
const suffixes: Readonly<Record<Dtype, string>> = { fp32: '', fp16: '_fp16', q8: '_quantized' };

/** Loads the model in `folder`. Throws naming the file and field when the folder is not a usable model. */
export async function loadEncoder(folder: string, options: EncoderOptions = {}): Promise<Encoder> {
  const {
    modelId: name = path.basename(folder),
    dtype = 'fp32',
    threads = Math.min(availableParallelism(), 4),
    parts = ['text', 'vision'],
  } = options;
  // Two precisions of one model are two vector spaces (q8 to fp32: cosine .94), so they never share a name.
  const modelId = dtype === 'fp32' ? name : `${name}-${dtype}`;
  const config = await readModelConfig(folder);
  const fileOf = (tower: string) => path.join(folder, 'onnx', `${tower}${suffixes[dtype]}.onnx`);
  const [photos, texts] = await Promise.all([
    parts.includes('vision')
      ? loadPhotoPart(fileOf('vision_model'), config.preprocessing.size, threads)
      : null,
    parts.includes('text') ? loadTextPart(fileOf('text_model'), config, threads) : null,
  ]);
  return {
    modelId,
    dimension: agreedDimension(folder, [config.dimension, photos?.dimension, texts?.dimension]),
    preprocessing: config.preprocessing,
    embedPixels(batch) {
      if (!photos) throw new Error(`The image tower of ${modelId} was not loaded; add 'vision' to parts.`);
      return photos.embed(batch);
    },
    embedTexts(batch) {
      if (!texts) throw new Error(`The text tower of ${modelId} was not loaded; add 'text' to parts.`);
      return texts.embed(batch);
    },
    async close() {
      await Promise.all([photos?.close(), texts?.close()]);
    },
  };
}

async function loadPhotoPart(file: string, size: number, threads: number) {
  const tower = await startImageTower({ file, threads, size });
  const samples = 3 * size * size;
  const embedChunk = (chunk: Float32Array[]) => {
    const pixels = new Float32Array(chunk.length * samples);
    for (const [i, photo] of chunk.entries()) {
      if (photo.length !== samples) {
        throw new Error(`Photo ${i} of a batch has ${photo.length} samples; the model wants ${samples}.`);
      }
      pixels.set(photo, i * samples);
    }
    return tower.run(pixels, chunk.length);
  };
  return {
    dimension: tower.dimension,
    async embed(batch: Float32Array[]): Promise<Float32Array[]> {
      const vectors = await Promise.all(chunksOf(batch, photosPerRun).map(embedChunk));
      return vectors.flat();
    },
    close: () => tower.close(),
  };
}

async function loadTextPart(file: string, config: ModelConfig, threads: number) {
  const tokenizer = createTextTokenizer(config);
  const tower = await loadTower({ file, output: 'text_embeds', threads });
  return {
    dimension: tower.dimension,
    async embed(texts: string[]): Promise<EncodedText[]> {
      const encoded: EncodedText[] = [];
      for (const chunk of chunksOf(texts, textsPerRun)) {
        const rows = chunk.map((text) => tokenizer.tokenize(text));
        const vectors = await tower.run(textFeeds(tower, tokenizer, rows));
        for (const [i, { ids, truncated }] of rows.entries()) {
          const vector = vectors[i];
          if (!vector) throw new Error(`${file} gave ${vectors.length} vectors for ${rows.length} texts.`);
          encoded.push({ vector, truncated, tokens: ids.length });
        }
      }
      return encoded;
    },
    close: () => tower.close(),
  };
}

/** Pads a batch on the right to its longest text; the mask goes only to graphs that list it (CLIP's do not). */
function textFeeds(tower: Tower, tokenizer: TextTokenizer, rows: TextTokens[]): Record<string, Tensor> {
  const length = Math.max(...rows.map(({ ids }) => ids.length));
  const inputIds = new BigInt64Array(rows.length * length).fill(BigInt(tokenizer.padId));
  const mask = new BigInt64Array(rows.length * length);
  for (const [row, { ids }] of rows.entries()) {
    for (const [i, id] of ids.entries()) {
      inputIds[row * length + i] = BigInt(id);
      mask[row * length + i] = 1n;
    }
  }
  const known: Record<string, BigInt64Array> = { input_ids: inputIds, attention_mask: mask };
  const feeds: Record<string, Tensor> = {};
  for (const name of tower.inputNames) {
    const values = known[name];
    if (!values) throw new Error(`The text tower wants an input ${name} that we don't know.`);
    feeds[name] = new Tensor('int64', values, [rows.length, length]);
  }
  return feeds;
}

function agreedDimension(folder: string, stated: (number | null | undefined)[]): number {
  const lengths = new Set(stated.filter((value) => typeof value === 'number'));
  const [dimension] = lengths;
  if (dimension === undefined || lengths.size > 1) {
    throw new Error(
      `The model folder ${folder} can't be used: config.json (projection_dim) and its graphs state the embedding lengths ${[...lengths].join(', ') || '(none)'}, where one was expected.`,
    );
  }
  return dimension;
}

function chunksOf<Item>(items: Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
}
