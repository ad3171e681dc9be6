// A model in a folder of the operator's own: what it is, and whether it still is what it was.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readModelConfig } from './model-config.ts';
import { sizeOf } from './model-folder.ts';

export interface LocalModel {
  /** Absolute. */
  folder: string;
  dimension: number;
  contextLength: number;
  bytes: number;
  /** Changes when a vector could: SHA-256 over every file that vectors depend on. */
  fingerprint: string;
}

const parts = [
  'config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/vision_model.onnx',
  'onnx/text_model.onnx',
];

/** Reads all of it: half a second for 600 MB. Throws naming the file when the folder is no usable model. */
export async function readLocalModel(folder: string): Promise<LocalModel> {
  const absolute = path.resolve(folder);
  const { dimension, contextLength } = await readModelConfig(absolute);
  if (dimension === null) throw unusable(absolute, 'config.json does not state projection_dim');
  const files = parts.map((part) => path.join(absolute, part));
  const sizes = await Promise.all(files.map(sizeOf));
  const missing = parts.find((_, i) => sizes[i] === null);
  if (missing !== undefined) throw unusable(absolute, `${missing} is missing`);
  const hash = createHash('sha256');
  for (const [i, file] of files.entries()) {
    hash.update(`${parts[i]} ${sizes[i]}\n`);
    await pipeline(createReadStream(file), hash, { end: false });
  }
  const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return { folder: absolute, dimension, contextLength, bytes, fingerprint: hash.digest('hex') };
}

const unusable = (folder: string, what: string) =>
  new Error(`The model folder ${folder} can't be used: ${what}.`);
