// Loads the very model that was asked for, by the id of its space: of the registry, or of a folder the catalogue knows.
import type { Queryable } from '../../catalog/database/database.ts';
import { localFolder } from '../../catalog/photos/models.ts';
import { chooseModel } from '../../clip/choose-model.ts';
import { type Encoder, type EncoderPart, loadEncoder } from '../../clip/encoder.ts';
import { readLocalModel } from '../../clip/local-model.ts';
import { findSpace } from '../../clip/models.ts';
import { preparationVersion } from '../../clip/preparation.ts';
import type { Config } from '../config.ts';
import { findWanted, nameOf } from '../models/wanted-model.ts';

export interface LoadModelOptions {
  config: Config;
  db: Queryable;
  parts: EncoderPart[];
  onProgress?: (doneBytes: number, totalBytes: number) => void;
  /** The only one this version has; tests stand in for a later one. */
  preparation?: number;
}

/** Its vectors come of another way of preparing photos and texts than this version has. */
export class OtherPreparation extends Error {
  override readonly name = 'OtherPreparation';
}

/** Downloads it if need be. @throws Error in one sentence; no other model ever stands in */
export async function loadModel(id: string, options: LoadModelOptions): Promise<Encoder> {
  const local = await folderOf(options.db, id);
  if (!local) return loadKnown(id, options);
  requirePreparation(id, local.preparation, options);
  const found = await readLocalModel(local.folder, local.dtype);
  if (found.fingerprint !== local.fingerprint) {
    throw new Error(
      `${local.folder} no longer holds the files that were registered as ${id}: put them back, or register the folder under another id.`,
    );
  }
  const modelId = nameOf({ id, preparation: local.preparation });
  const { parts, config } = options;
  return loadEncoder(found.folder, { ...local, modelId, parts, threads: config.encoderThreads });
}

/** Of a precision that nothing was embedded under yet, too. */
async function folderOf(db: Queryable, id: string) {
  const stored = await localFolder(db, id);
  if (stored) return stored;
  const wanted = await findWanted(db, id);
  return wanted?.local ? { ...wanted.local, ...wanted.variant } : null;
}

async function loadKnown(id: string, options: LoadModelOptions): Promise<Encoder> {
  const { config, parts, onProgress } = options;
  const space = findSpace(id);
  if (!space) throw new Error(`There is no model "${id}"; \`lookalike model list\` shows those there are.`);
  const { spec, dtype, preparation } = space;
  requirePreparation(id, preparation, options);
  const chosen = await chooseModel({
    wanted: spec.id,
    modelDir: config.modelDir,
    dtype,
    endpoint: config.hfEndpoint,
    token: config.hfToken,
    onProgress,
  });
  if (chosen.spec.id !== spec.id) {
    throw new Error(
      `The files of ${spec.id} are neither in ${config.modelDir} nor to be had from ${config.hfEndpoint}: ` +
        `fetch them with \`lookalike model pull ${spec.id}\` where the hub can be reached.`,
    );
  }
  const { quirks } = spec;
  const { encoderThreads: threads } = config;
  return loadEncoder(chosen.folder, { modelId: spec.id, dtype, preparation, quirks, parts, threads });
}

function requirePreparation(
  id: string,
  made: number,
  { preparation = preparationVersion }: LoadModelOptions,
) {
  if (made === preparation) return;
  throw new OtherPreparation(
    `The vectors of ${id} were made with preparation ${made}, but this version of Lookalike prepares photos and texts in way ${preparation}.`,
  );
}
