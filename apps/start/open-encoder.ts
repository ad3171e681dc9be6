// Chooses the encoder: the one the catalogue was embedded with, else the one asked for, else the starter.

import type { Queryable } from '../../catalog/database/database.ts';
import { countItemVectors } from '../../catalog/items/items.ts';
import { countEmbeddings } from '../../catalog/photos/embeddings.ts';
import { activateModel, activeModel, registerModel } from '../../catalog/photos/models.ts';
import { chooseModel } from '../../clip/choose-model.ts';
import { BadDownload } from '../../clip/download-errors.ts';
import { type Encoder, type EncoderPart, loadEncoder } from '../../clip/encoder.ts';
import { preparationVersion, spaceId } from '../../clip/preparation.ts';
import type { Dtype } from '../../clip/registry/model-spec.ts';
import type { Config } from '../config.ts';
import { chooseDtype } from '../models/choose-dtype.ts';
import { findWanted } from '../models/wanted-model.ts';
import { loadModel, OtherPreparation } from './load-model.ts';
import type { Progress, ProgressBar } from './progress.ts';

/** The model used when the operator names none and the hub can be reached. */
const defaultModel = 'clip-vit-base-patch32';
const megabyte = 1_000_000;

export interface OpenedEncoder {
  readonly encoder: Encoder;
  /** Lines the operator should see: a fallback, a MODEL that isn't in use. */
  readonly notices: readonly string[];
}

export interface OpenEncoderOptions {
  config: Config;
  db: Queryable;
  progress: Progress;
  /** Which towers to load: a process that only answers text queries needs no vision tower. */
  parts: EncoderPart[];
  /** The only one this version has; tests stand in for a later one. */
  preparation?: number;
}

/**
 * Loads the encoder and makes its model the active one if nothing is embedded yet. Vectors of two models never
 * meet: a catalogue that has vectors keeps its model, whatever MODEL and CLIP_DTYPE say.
 */
export async function openEncoder(options: OpenEncoderOptions): Promise<OpenedEncoder> {
  const { db } = options;
  const active = await activeModel(db);
  if (active === null || !(await hasVectors(db, active.id))) return openFirst(options, active?.id);
  try {
    return await openActive(options, active.id);
  } catch (error) {
    if (!(error instanceof OtherPreparation)) throw error;
    return openAnew(options, active.id, error);
  }
}

async function openActive(options: OpenEncoderOptions, active: string): Promise<OpenedEncoder> {
  const encoder = await loadModel(active, { ...options, onProgress: downloadBar(options.progress, active) });
  return { encoder, notices: await otherWish(options, active) };
}

/** What the settings ask for and don't get, since the catalogue has vectors of another model. */
async function otherWish({ config, db }: OpenEncoderOptions, active: string): Promise<string[]> {
  if (config.model === undefined && config.clipDtype === 'fp32') return [];
  const model = config.model ?? active.replace(/-(fp16|q8)(-p\d+)?$/, '');
  const dtype = await chooseDtype(db, model, config.clipDtype);
  const wanted = (await findWanted(db, spaceId(model, { dtype }))) ?? (await findWanted(db, model));
  const id = wanted?.id ?? model;
  if (id === active) return [];
  const settings = [
    ...(config.model === undefined ? [] : [`MODEL is ${config.model}`]),
    ...(config.clipDtype === 'fp32' ? [] : [`CLIP_DTYPE is ${config.clipDtype}`]),
  ];
  return [
    `${settings.join(' and ')}, but this catalogue was embedded with ${active}, which stays in use; ` +
      `\`lookalike model use ${id}\` embeds it anew and switches.`,
  ];
}

/**
 * This version prepares photos and texts in another way than the stored vectors were made in. They can't be asked any
 * more, so the same model begins anew beside them: what is missing is embedded as after a first start.
 */
async function openAnew(options: OpenEncoderOptions, active: string, why: Error): Promise<OpenedEncoder> {
  const { db, preparation = preparationVersion } = options;
  const name = active.replace(/-p\d+$/, '');
  const wanted = await findWanted(db, name);
  if (!wanted) throw why;
  const id = spaceId(name, { dtype: wanted.variant.dtype, preparation });
  const { dimension, local } = wanted;
  await registerModel(db, { id, dimension }, { local, variant: { ...wanted.variant, preparation } });
  await activateModel(db, id);
  const { encoder, notices } = await openActive(options, id);
  const told = `${why.message} All photos are embedded anew; searches find those that are done.`;
  return { encoder, notices: [told, ...notices] };
}

/** Nothing is embedded: the settings decide. */
async function openFirst(options: OpenEncoderOptions, active: string | undefined): Promise<OpenedEncoder> {
  const { config, db, progress, parts } = options;
  const model = config.model ?? defaultModel;
  const dtype = await chooseDtype(db, model, config.clipDtype);
  const notices: string[] = [];
  const chosen = await choose(model, dtype, config, progress).catch((error: unknown) => {
    // A model that somebody asked for must not be swapped because its download is bad.
    if (!(error instanceof BadDownload) || config.model !== undefined) throw error;
    notices.push(`Using the small starter model: ${error.message}`);
    return choose('starter', 'fp32', config, progress);
  });
  if (chosen.notice) notices.push(chosen.notice);
  const { spec, folder } = chosen;
  const encoder = await loadEncoder(folder, {
    modelId: spec.id,
    dtype: chosen.dtype,
    quirks: spec.quirks,
    parts,
    threads: config.encoderThreads,
  });
  const { modelId: id, dimension, preparation } = encoder;
  await registerModel(db, { id, dimension }, { variant: { dtype: chosen.dtype, preparation } });
  if (active !== id) await activateModel(db, id);
  return { encoder, notices };
}

const hasVectors = async (db: Queryable, model: string) =>
  (await countEmbeddings(db, model)) > 0 || (await countItemVectors(db, model)) > 0;

const choose = (wanted: string, dtype: Dtype, config: Config, progress: Progress) =>
  chooseModel({
    wanted,
    modelDir: config.modelDir,
    dtype,
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
