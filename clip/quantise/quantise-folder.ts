// Makes a model folder whose towers run in int8 from one in full precision.
import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chunksOf } from '../chunks.ts';
import { decodeTensor } from '../decode-photo.ts';
import { type ModelConfig, quirksFile, readModelConfig, settingsFiles } from '../model-config.ts';
import { sizeOf } from '../model-folder.ts';
import { type OnnxFile, readOnnxFile, writeOnnxFile } from '../onnx/onnx-file.ts';
import { photosInput } from '../photo-encoder.ts';
import type { ModelQuirks } from '../registry/model-spec.ts';
import { textsInputs } from '../text-encoder.ts';
import { createTextTokenizer } from '../text-tokens.ts';
import type { TowerInput } from '../tower.ts';
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
  /** To calibrate with. None: texts keep their tower in full precision. */
  texts: readonly string[];
  threads: number;
  signal?: AbortSignal | undefined;
  onProgress?(done: number, total: number): void;
}

export interface QuantisedFolder {
  /** For the time being; it ends in `.part`. */
  folder: string;
  /** Which towers have been quantised: that of photos always. */
  inInt8: ('photos' | 'texts')[];
  /** Texts get their tower in full precision back. */
  restoreTexts(): Promise<void>;
  /** Gives it its name. @returns it, and where it is now */
  keep(): Promise<{ id: string; folder: string }>;
  discard(): Promise<void>;
}

/** There is nothing in the model that int8 would make quicker. */
export class NothingToQuantise extends Error {
  override readonly name = 'NothingToQuantise';
}

/** Needs three times a tower's size in memory. Whatever stops it, no folder is left that could be taken for a whole one. */
export async function quantiseFolder(plan: QuantisePlan): Promise<QuantisedFolder> {
  const unfinished = path.join(plan.into, `${plan.modelId}-int8.part`);
  const discard = () => rm(unfinished, { recursive: true, force: true });
  await discard(); // of a process that was killed
  await mkdir(path.join(unfinished, 'onnx'), { recursive: true });
  let inInt8: QuantisedFolder['inInt8'];
  try {
    inInt8 = await quantiseTowers(plan, unfinished);
    await copySettings(plan, unfinished);
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    folder: unfinished,
    inInt8,
    restoreTexts: () => keepTextTower(plan.folder, unfinished),
    async keep() {
      // Six digits: the table of a model's vectors has room for 40 characters, and one catalogue sees few calibrations.
      const id = `${plan.modelId}-int8-${(await digestOfTowers(unfinished)).slice(0, 6)}`;
      const folder = path.join(plan.into, id);
      // The same photos and texts calibrate to the same towers.
      if ((await sizeOf(path.join(folder, visionFile))) === null) await rename(unfinished, folder);
      else await discard();
      return { id, folder };
    },
    discard,
  };
}

const visionFile = 'onnx/vision_model.onnx';
const textFile = 'onnx/text_model.onnx';
const photosAtOnce = 8;

async function digestOfTowers(folder: string): Promise<string> {
  const digest = createHash('sha256');
  for (const file of [visionFile, textFile]) digest.update(await readFile(path.join(folder, file)));
  return digest.digest('hex');
}

async function quantiseTowers(plan: QuantisePlan, into: string): Promise<QuantisedFolder['inInt8']> {
  const config = await readModelConfig(plan.folder, plan.quirks);
  const vision = poolEarly(await readOnnxFile(path.join(plan.folder, visionFile)));
  const photos = photoFeeds(plan, { model: vision, config });
  if (!(await quantiseTower(plan, { model: vision, feeds: photos, to: path.join(into, visionFile) })))
    throw new NothingToQuantise(
      `${plan.modelId} is no transformer with full precision weights: int8 would not make it quicker.`,
    );
  const text = plan.texts.length > 0 ? await readOnnxFile(path.join(plan.folder, textFile)) : null;
  const isTextDone =
    text &&
    (await quantiseTower(plan, {
      model: text,
      feeds: textFeeds(plan, { model: text, config }),
      to: path.join(into, textFile),
    }));
  if (isTextDone) return ['photos', 'texts'];
  await keepTextTower(plan.folder, into);
  return ['photos'];
}

/** @returns whether it has layers that int8 makes quicker; if not, nothing is written */
async function quantiseTower(
  { threads, signal }: QuantisePlan,
  { model, feeds, to }: { model: OnnxFile; feeds: AsyncIterable<Record<string, TowerInput>>; to: string },
): Promise<boolean> {
  const groups = findLayerGroups(model.graph);
  if (groups.length === 0) return false;
  const values = groups.map(({ input }) => input);
  const ranges = await channelRanges(model, { values, feeds, threads, signal });
  await writeOnnxFile(to, quantiseGraph(model, groups, ranges));
  return true;
}

interface TowerToFeed {
  model: OnnxFile;
  config: ModelConfig;
}

async function* photoFeeds(
  { pictures, onProgress }: QuantisePlan,
  { model, config: { preprocessing } }: TowerToFeed,
): AsyncGenerator<Record<string, TowerInput>> {
  const [input = ''] = inputNamesOf(model);
  let done = 0;
  for (const some of chunksOf(pictures, photosAtOnce)) {
    const decoded = await Promise.all(some.map((bytes) => decodeTensor(bytes, preprocessing)));
    const pixels = decoded.map((one) => one.pixels);
    yield { [input]: photosInput(pixels, preprocessing.size) };
    done += some.length;
    onProgress?.(done, pictures.length);
  }
}

/** One by one: what a text is filled up with beside a longer one is nothing that it says. */
async function* textFeeds(
  { texts }: QuantisePlan,
  { model, config }: TowerToFeed,
): AsyncGenerator<Record<string, TowerInput>> {
  const tokenizer = createTextTokenizer(config);
  const inputNames = inputNamesOf(model);
  for (const text of texts) yield textsInputs({ inputNames }, tokenizer, [tokenizer.tokenize(text)]);
}

/** Older files list their weights among the inputs. */
function inputNamesOf({ graph: { input, initializer } }: OnnxFile): string[] {
  const weights = new Set(initializer.map(({ name }) => name));
  return input.flatMap(({ name }) => (weights.has(name) ? [] : [name]));
}

/** Hundreds of megabytes that are there already, unless the folders lie on different disks. */
async function keepTextTower(from: string, into: string): Promise<void> {
  const [source, target] = [path.join(from, textFile), path.join(into, textFile)];
  await rm(target, { force: true });
  await link(source, target).catch(() => copyFile(source, target));
}

async function copySettings({ folder, quirks }: QuantisePlan, into: string): Promise<void> {
  for (const file of [...settingsFiles, ...(quirks?.dense === undefined ? [] : [quirks.dense])]) {
    await mkdir(path.dirname(path.join(into, file)), { recursive: true });
    await copyFile(path.join(folder, file), path.join(into, file));
  }
  if (quirks) await writeFile(path.join(into, quirksFile), JSON.stringify(quirks));
  else if ((await sizeOf(path.join(folder, quirksFile))) !== null)
    await copyFile(path.join(folder, quirksFile), path.join(into, quirksFile));
}
