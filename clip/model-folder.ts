// Where models lie on disk and whether one is all there.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelFiles } from './models.ts';
import type { Dtype, ModelSpec } from './registry/model-spec.ts';

/** The model that ships in this repository. */
export const starterFolder = fileURLToPath(new URL('./starter', import.meta.url));

/** Where a model's files belong: the repository's own folder for the starter, else a folder under `modelDir`. */
export function modelFolder(spec: ModelSpec, modelDir: string): string {
  return spec.source.kind === 'shipped' ? starterFolder : path.join(modelDir, spec.folder);
}

/**
 * Whether every file is there with its full size, as far as that is known. Contents are not hashed here (600 MB would delay every start): the
 * downloader hashed them before it moved them in.
 */
export async function isModelComplete(spec: ModelSpec, folder: string, dtype: Dtype): Promise<boolean> {
  const files = modelFiles(spec, dtype);
  const sizes = await Promise.all(files.map((file) => sizeOf(path.join(folder, file.path))));
  return files.every(({ bytes }, i) => isWhole(sizes[i] ?? null, bytes));
}

/** Of what size is not known, the downloader alone puts there, once it has all of it. */
export function isWhole(size: number | null, expected: number | null): boolean {
  return expected === null ? size !== null : size === expected;
}

/** Bytes of a file, or null when there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  // Any reason why it can't be looked at counts as absent; using it will name the reason.
  return stat(file).then(
    (found) => found.size,
    () => null,
  );
}
