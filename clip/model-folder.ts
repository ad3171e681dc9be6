// Where models lie on disk and whether one is all there.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Dtype, type ModelSpec, modelFiles } from './models.ts';

/** The model that ships in this repository. */
export const starterFolder = fileURLToPath(new URL('./starter', import.meta.url));

/** Where a model's files belong: the repository's own folder for the starter, else a folder under `modelDir`. */
export function modelFolder(spec: ModelSpec, modelDir: string): string {
  return spec.hub === null ? starterFolder : path.join(modelDir, spec.folder);
}

/**
 * Whether every file is there with its full size. Contents are not hashed here (600 MB would delay every start): the
 * downloader hashed them before it moved them in.
 */
export async function isModelComplete(spec: ModelSpec, folder: string, dtype: Dtype): Promise<boolean> {
  const sizes = await Promise.all(
    modelFiles(spec, dtype).map((file) => sizeOf(path.join(folder, file.path))),
  );
  return modelFiles(spec, dtype).every((file, i) => sizes[i] === file.bytes);
}

/** Bytes of a file, or null when there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  // Any reason why it can't be looked at counts as absent; using it will name the reason.
  return stat(file).then(
    (found) => found.size,
    () => null,
  );
}
