// Chooses the encoder: the one the catalogue was embedded with, else the one asked for, else the starter.

import type { Queryable } from '../../catalog/database/database.ts';
import { countItemVectors } from '../../catalog/items/items.ts';
import { countEmbeddings } from '../../catalog/photos/embeddings.ts';
import { activateModel, activeModel, localFolder, registerModel } from '../../catalog/photos/models.ts';
import { chooseModel } from '../../clip/choose-model.ts';
import { BadDownload } from '../../clip/download-errors.ts';
import { type Encoder, type EncoderPart, loadEncoder } from '../../clip/encoder.ts';
import type { Config } from '../config.ts';
import { loadModel } from './load-model.ts';
import type { Progress, ProgressBar } from './progress.ts';

/** The model used when the operator names none and the hub can be reached. */
const defaultModel = 'clip-vit-base-patch32';
const megabyte = 1_000_000;

export interface OpenedEncoder {
  readonly encoder: Encoder;
  /** Lines the operator should see: a fallback, a MODEL that isn't in use. */
  readonly notices: readonly string[];
}

/**
 * Loads the encoder and makes its model the active one if nothing is embedded yet. Vectors of two models never
 * meet: a catalogue that has vectors keeps its model, whatever MODEL says.
 */
export async function openEncoder(options: {
  config: Config;
  db: Queryable;
  progress: Progress;
  /** Which towers to load: a process that only answers text queries needs no vision tower. */
  parts: EncoderPart[];
}): Promise<OpenedEncoder> {
  const { config, db, progress } = options;
  const active = await activeModel(db);
  const isInUse = active !== null && (await hasVectors(db, active.id));
  const wanted = isInUse ? active.id : (config.model ?? defaultModel);
  const notices: string[] = [];
  if (isInUse && config.model !== undefined && config.model !== active.id) {
    notices.push(
      `MODEL is ${config.model}, but this catalogue was embedded with ${active.id}, which stays in use; ` +
        `\`lookalike model use ${config.model}\` embeds it anew and switches.`,
    );
  }

  if (isInUse && (await localFolder(db, active.id))) {
    return { encoder: await loadModel(active.id, { config, db, parts: options.parts }), notices };
  }
  const chosen = await choose(wanted, config, progress).catch((error: unknown) => {
    // A model that somebody asked for, or that the vectors need, must not be swapped because its download is bad.
    if (!(error instanceof BadDownload) || config.model !== undefined || isInUse) throw error;
    notices.push(`Using the small starter model: ${error.message}`);
    return choose('starter', config, progress);
  });
  if (chosen.notice) notices.push(chosen.notice);
  if (isInUse && chosen.spec.id !== active.id) {
    throw new Error(
      `The catalogue was embedded with ${active.id}, whose files are neither in ${config.modelDir} nor to be had ` +
        `from ${config.hfEndpoint}: fetch them with \`lookalike model pull ${active.id}\` where the hub can be reached.`,
    );
  }

  const encoder = await loadEncoder(chosen.folder, {
    modelId: chosen.spec.id,
    dtype: chosen.dtype,
    parts: options.parts,
  });
  if (active?.id !== encoder.modelId) {
    await registerModel(db, { id: encoder.modelId, dimension: encoder.dimension });
    await activateModel(db, encoder.modelId);
  }
  return { encoder, notices };
}

const hasVectors = async (db: Queryable, model: string) =>
  (await countEmbeddings(db, model)) > 0 || (await countItemVectors(db, model)) > 0;

const choose = (wanted: string, config: Config, progress: Progress) =>
  chooseModel({
    wanted,
    modelDir: config.modelDir,
    dtype: config.clipDtype,
    endpoint: config.hfEndpoint,
    token: config.hfToken,
    onProgress: downloadBar(progress, wanted),
  });

function downloadBar(progress: Progress, model: string): (doneBytes: number, totalBytes: number) => void {
  let bar: ProgressBar | undefined;
  return (doneBytes, totalBytes) => {
    if (!bar)
      progress.say(`Downloading ${model} once; MODEL=starter starts at once with the built-in model.`);
    bar ??= progress.start('Downloading the model', 'MB');
    bar.update(Math.round(doneBytes / megabyte), Math.round(totalBytes / megabyte));
    if (doneBytes === totalBytes) bar.finish();
  };
}
