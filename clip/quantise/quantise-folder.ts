// Makes a model folder whose vision tower runs in int8 from one in full precision. Texts keep their tower, and the space.
import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chunksOf } from '../chunks.ts';
import { photoTensor } from '../decode-photo.ts';
import { quirksFile, readModelConfig } from '../model-config.ts';
import { sizeOf } from '../model-folder.ts';
import { readOnnxFile, writeOnnxFile } from '../onnx/onnx-file.ts';
import type { Preprocessing } from '../preprocessing.ts';
import type { ModelQuirks } from '../registry/model-spec.ts';
import { channelRanges } from './calibrate.ts';
import { findLayerGroups } from './linear-layers.ts';
import { poolEarly } from './pool-early.ts';
import { quantiseGraph } from './quantise-graph.ts';

export interface QuantisePlan {
  /** A model in full precision. */
  folder: string;
  /** What it is called; the id of what is made begins with it. */
  modelId: string;
  /** What no file of the folder says; default: its lookalike.json. */
  quirks?: ModelQuirks | undefined;
  /** Where the new folder goes. */
  into: string;
  /** To calibrate with: as bytes of image files. */
  pictures: readonly Buffer[];
  threads: number;
  signal?: AbortSignal | undefined;
  onProgress?(done: number, total: number): void;
}

export interface QuantisedFolder {
  /** Tells this calibration from any other: it ends in a digest of the tower. */
  id: string;
  /** For the time being; it ends in `.part`. */
  folder: string;
  /** Gives it its name. @returns where it is now */
  keep(): Promise<string>;
  discard(): Promise<void>;
}

/** There is nothing in the model that int8 would make quicker. */
export class NothingToQuantise extends Error {
  override readonly name = 'NothingToQuantise';
}

/** Needs three times the file's size in memory. Whatever stops it, no folder is left that could be taken for a whole one. */
export async function quantiseFolder(plan: QuantisePlan): Promise<QuantisedFolder> {
  const unfinished = path.join(plan.into, `${plan.modelId}-int8.part`);
  const discard = () => rm(unfinished, { recursive: true, force: true });
  await discard(); // of a process that was killed
  await mkdir(path.join(unfinished, 'onnx'), { recursive: true });
  try {
    const tower = path.join(unfinished, visionFile);
    await quantiseTower(plan, tower);
    await copySettings(plan, unfinished);
    const digest = createHash('sha256')
      .update(await readFile(tower))
      .digest('hex');
    // Six digits: the table of a model's vectors has room for 40 characters, and one catalogue sees few calibrations.
    const id = `${plan.modelId}-int8-${digest.slice(0, 6)}`;
    const folder = path.join(plan.into, id);
    const keep = async () => {
      // The same photos calibrate to the same tower.
      if ((await sizeOf(path.join(folder, visionFile))) === null) await rename(unfinished, folder);
      else await discard();
      return folder;
    };
    return { id, folder: unfinished, keep, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

const visionFile = 'onnx/vision_model.onnx';
const textFile = 'onnx/text_model.onnx';
const photosAtOnce = 8;

async function quantiseTower(plan: QuantisePlan, tower: string): Promise<void> {
  const { preprocessing } = await readModelConfig(plan.folder, plan.quirks);
  const model = poolEarly(await readOnnxFile(path.join(plan.folder, visionFile)));
  const groups = findLayerGroups(model.graph);
  if (groups.length === 0)
    throw new NothingToQuantise(
      `${plan.modelId} is no transformer with full precision weights: int8 would not make it quicker.`,
    );
  const ranges = await channelRanges(model, {
    values: groups.map(({ input }) => input),
    batches: decodedPhotos(plan, preprocessing),
    threads: plan.threads,
    signal: plan.signal,
  });
  await writeOnnxFile(tower, quantiseGraph(model, groups, ranges));
}

async function* decodedPhotos(
  { pictures, onProgress }: QuantisePlan,
  preprocessing: Preprocessing,
): AsyncGenerator<Float32Array[]> {
  let done = 0;
  for (const some of chunksOf(pictures, photosAtOnce)) {
    yield await Promise.all(some.map((bytes) => photoTensor(bytes, preprocessing)));
    done += some.length;
    onProgress?.(done, pictures.length);
  }
}

async function copySettings({ folder, quirks }: QuantisePlan, into: string): Promise<void> {
  const copied = ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'];
  for (const file of [...copied, ...(quirks?.dense === undefined ? [] : [quirks.dense])]) {
    await mkdir(path.dirname(path.join(into, file)), { recursive: true });
    await copyFile(path.join(folder, file), path.join(into, file));
  }
  if (quirks) await writeFile(path.join(into, quirksFile), JSON.stringify(quirks));
  else if ((await sizeOf(path.join(folder, quirksFile))) !== null)
    await copyFile(path.join(folder, quirksFile), path.join(into, quirksFile));
  // Hundreds of megabytes that are there already, unless the folders lie on different disks.
  const [from, to] = [path.join(folder, textFile), path.join(into, textFile)];
  await link(from, to).catch(() => copyFile(from, to));
}
