// Loads the very model that was asked for, by its id: of the registry, or of a folder that the catalogue knows.
import type { Queryable } from '../../catalog/database/database.ts';
import { localFolder } from '../../catalog/photos/models.ts';
import { chooseModel } from '../../clip/choose-model.ts';
import { type Encoder, type EncoderPart, loadEncoder } from '../../clip/encoder.ts';
import { readLocalModel } from '../../clip/local-model.ts';
import type { Config } from '../config.ts';

export interface LoadModelOptions {
  config: Config;
  db: Queryable;
  parts: EncoderPart[];
  onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/** Downloads it if need be. @throws Error in one sentence; no other model ever stands in */
export async function loadModel(id: string, options: LoadModelOptions): Promise<Encoder> {
  const local = await localFolder(options.db, id);
  if (!local) return loadKnown(id, options);
  const found = await readLocalModel(local.folder);
  if (found.fingerprint !== local.fingerprint) {
    throw new Error(
      `${local.folder} no longer holds the files that were registered as ${id}: put them back, or register the folder under another id.`,
    );
  }
  return loadEncoder(found.folder, { modelId: id, parts: options.parts });
}

async function loadKnown(id: string, { config, parts, onProgress }: LoadModelOptions): Promise<Encoder> {
  const chosen = await chooseModel({
    wanted: id,
    modelDir: config.modelDir,
    // The id alone decides: one without a precision in it is the full one.
    dtype: 'fp32',
    endpoint: config.hfEndpoint,
    token: config.hfToken,
    onProgress,
  });
  if (chosen.spec.id !== id) {
    throw new Error(
      `The files of ${id} are neither in ${config.modelDir} nor to be had from ${config.hfEndpoint}: ` +
        `fetch them with \`lookalike model pull ${id}\` where the hub can be reached.`,
    );
  }
  return loadEncoder(chosen.folder, { modelId: id, dtype: chosen.dtype, parts });
}
