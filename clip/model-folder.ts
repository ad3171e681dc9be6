// Where models lie on disk and whether one is all there.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
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

/** Hashes every file and returns one sentence for each that is missing or differs; none means the model is sound. */
export async function findModelFaults(spec: ModelSpec, folder: string, dtype: Dtype): Promise<string[]> {
  const faults: string[] = [];
  for (const file of modelFiles(spec, dtype)) {
    const name = path.join(folder, file.path);
    const size = await sizeOf(name);
    if (size === null) faults.push(`${name} is missing.`);
    else if (size !== file.bytes) faults.push(`${name} has ${size} bytes instead of ${file.bytes}.`);
    else {
      const sum = await sha256OfFile(name);
      if (sum !== file.sha256) faults.push(`${name} has sha256 ${sum} instead of ${file.sha256}.`);
    }
  }
  return faults;
}

/** Bytes of a file, or null when there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  // Any reason why it can't be looked at counts as absent; using it will name the reason.
  return stat(file).then(
    (found) => found.size,
    () => null,
  );
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
