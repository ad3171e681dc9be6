// A model in a folder of the operator's own: what it is, at which precisions, and whether it still is what it was.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { quirksFile, readModelConfig, settingsFiles } from './model-config.ts';
import { sizeOf } from './model-folder.ts';
import { dtypeSuffixes, dtypes } from './models.ts';
import type { Dtype } from './registry/model-spec.ts';

export interface LocalModel {
  /** Absolute. */
  folder: string;
  dimension: number;
  contextLength: number;
  bytes: number;
  /** Changes when a vector could: SHA-256 over every file that vectors depend on. */
  fingerprint: string;
}

/** Reads all of it: half a second for 600 MB. Throws naming the file when the folder is no usable model. */
export async function readLocalModel(folder: string, dtype: Dtype = 'fp32'): Promise<LocalModel> {
  const absolute = path.resolve(folder);
  const { dimension, contextLength, quirks } = await readModelConfig(absolute);
  if (dimension === null) throw unusable(absolute, 'config.json does not state projection_dim');
  const needed = [
    ...settingsFiles,
    ...towersOf(dtype),
    ...(quirks.dense === undefined ? [] : [quirks.dense]),
  ];
  const parts = [...needed, quirksFile];
  const sizes = await Promise.all(parts.map((part) => sizeOf(path.join(absolute, part))));
  const missing = needed.find((_, i) => sizes[i] === null);
  if (missing !== undefined) throw unusable(absolute, `${missing} is missing`);
  const hash = createHash('sha256');
  for (const [i, part] of parts.entries()) {
    if (sizes[i] === null) continue;
    hash.update(`${part} ${sizes[i]}\n`);
    await pipeline(createReadStream(path.join(absolute, part)), hash, { end: false });
  }
  const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return { folder: absolute, dimension, contextLength, bytes, fingerprint: hash.digest('hex') };
}

/** The precisions whose towers are in the folder, the best first. */
export async function localDtypes(folder: string): Promise<Dtype[]> {
  const found = await Promise.all(
    dtypes.map(async (dtype) => {
      const sizes = await Promise.all(towersOf(dtype).map((file) => sizeOf(path.join(folder, file))));
      return sizes.includes(null) ? [] : [dtype];
    }),
  );
  return found.flat();
}

const towersOf = (dtype: Dtype) =>
  ['vision_model', 'text_model'].map((tower) => `onnx/${tower}${dtypeSuffixes[dtype]}.onnx`);

const unusable = (folder: string, what: string) =>
  new Error(`The model folder ${folder} can't be used: ${what}.`);
