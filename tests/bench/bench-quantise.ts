// What towers in int8 gain and cost: speed on ready tensors, and fidelity on photos and texts that they were not calibrated on.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bar } from '../../apps/models/check-variants.ts';
import { fidelityOf } from '../../apps/models/fidelity.ts';
import type { Fidelity } from '../../catalog/photos/model-checks.ts';
import { chunksOf } from '../../clip/chunks.ts';
import { decodeTensor } from '../../clip/decode-photo.ts';
import { readModelConfig } from '../../clip/model-config.ts';
import { photosInput } from '../../clip/photo-encoder.ts';
import { textsInputs } from '../../clip/text-encoder.ts';
import { createTextTokenizer } from '../../clip/text-tokens.ts';
import { benchPhotos } from './bench-photos.ts';
import { defineBench } from './define-bench.ts';
import { benchTexts } from './encode/bench-texts.ts';
import { clipShapedModel } from './models/clip-shaped-model.ts';
import { embedAll, type Feed, openVariants, type TowerVariant, timed } from './quantise/tower-variants.ts';
import { printTable } from './table.ts';

export const bench = defineBench({
  options: {
    size: { type: 'string', default: 'base-patch32' },
    photos: { type: 'string', default: '200' },
    texts: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '7' },
    threads: { type: 'string', default: '1' },
  },
  quick: { size: 'small', photos: '24', texts: '24', rounds: '2' },
  async measure({ size, photos, texts, rounds, threads }) {
    const settings = { rounds: Number(rounds), threads: Number(threads) };
    const folder = await clipShapedModel({ size: size === 'small' ? 'small' : 'base-patch32' });
    await benchVision(folder, { ...settings, photos: Number(photos) });
    await benchTextTower(folder, { ...settings, texts: Number(texts) });
  },
});

interface TowerBench {
  rounds: number;
  threads: number;
}

const batchSize = 8;
// Texts of a few words out of the same few lie so near each other that hardly anything changes which are nearest.
const bars = { photos: { meanCosine: 0.995, overlap: 0.95 }, texts: { meanCosine: 0.995, overlap: 0.9 } };

/** @param settings.photos to calibrate with, and as many others to check on */
async function benchVision(folder: string, settings: TowerBench & { photos: number }): Promise<void> {
  const { preprocessing } = await readModelConfig(folder);
  const { what, files } = await benchPhotos(2 * settings.photos);
  const pixels = await Promise.all(
    files.map(async (file) => (await decodeTensor(await readFile(file), preprocessing)).pixels),
  );
  const feedsOf = (half: number): Feed[] =>
    chunksOf(
      pixels.filter((_, i) => i % 2 === half),
      batchSize,
    ).map((some) => ({ pixel_values: photosInput(some, preprocessing.size) }));
  const feeds = { calibration: feedsOf(0), others: feedsOf(1) };
  const file = join(folder, 'onnx/vision_model.onnx');
  const variants = await openVariants(file, { feeds: feeds.calibration, threads: settings.threads });
  const times = await timed(variants, feeds.others[0] ?? {}, settings.rounds);
  const found = await fidelities(variants, feeds.others);
  printTable(
    `${titleOf(settings)}, batches of ${batchSize}; ${settings.photos} ${what}`,
    ['vision tower', 'photos/s', 'of fp32', 'CPU ms/photo', 'cosine mean', 'lowest', 'overlap@10'],
    variants.map(({ name }, i) => {
      const { wall = Number.NaN, cpu = Number.NaN } = times[i] ?? {};
      return [
        name,
        ((1000 * batchSize) / wall).toFixed(1),
        ((times[0]?.wall ?? Number.NaN) / wall).toFixed(2),
        (cpu / batchSize).toFixed(1),
        ...fidelityCells(found[i]),
      ];
    }),
  );
  requireTrue(found.at(-1), bars.photos);
  await close(variants);
}

/** @param settings.texts to calibrate with, and as many others to check on */
async function benchTextTower(folder: string, settings: TowerBench & { texts: number }): Promise<void> {
  const tokenizer = createTextTokenizer(await readModelConfig(folder));
  const rows = benchTexts(2 * settings.texts).map((text) => tokenizer.tokenize(text));
  const feedOf = (some: typeof rows) => textsInputs({ inputNames: ['input_ids'] }, tokenizer, some);
  const calibration = rows.filter((_, i) => i % 2 === 0).map((row) => feedOf([row]));
  const others = rows.filter((_, i) => i % 2 === 1);
  const variants = await openVariants(join(folder, 'onnx/text_model.onnx'), {
    feeds: calibration,
    threads: settings.threads,
  });
  const one = others.slice(0, 1);
  const [alone, together] = [
    await timed(variants, feedOf(one), 5 * settings.rounds),
    await timed(variants, feedOf(others.slice(0, batchSize)), settings.rounds),
  ];
  const found = await fidelities(
    variants,
    others.map((row) => feedOf([row])),
  );
  const speed = (times: { wall: number }[], i: number, texts: number) => {
    const { wall = Number.NaN } = times[i] ?? {};
    return [(wall / texts).toFixed(2), ((times[0]?.wall ?? Number.NaN) / wall).toFixed(2)];
  };
  printTable(
    `${titleOf(settings)}; ${settings.texts} texts; timed: one of ${one[0]?.ids.length} tokens, and ${batchSize} at once`,
    ['text tower', 'ms', 'x fp32', `ms of ${batchSize}`, 'x fp32', 'cosine mean', 'lowest', 'overlap@10'],
    variants.map(({ name }, i) => [
      name,
      ...speed(alone, i, 1),
      ...speed(together, i, batchSize),
      ...fidelityCells(found[i]),
    ]),
  );
  requireTrue(found.at(-1), bars.texts);
  await close(variants);
}

const titleOf = ({ threads }: TowerBench) => `CLIP’s shape with random weights, ${threads} threads`;

async function fidelities(variants: readonly TowerVariant[], feeds: readonly Feed[]): Promise<Fidelity[]> {
  const vectors: Float32Array[][] = [];
  for (const variant of variants) vectors.push(await embedAll(variant, feeds));
  const [full = []] = vectors;
  return vectors.map((found) => fidelityOf({ photos: full, texts: [] }, { photos: found, texts: [] }));
}

const fidelityCells = (found: Fidelity | undefined) => [
  found?.meanCosine.toFixed(4) ?? '',
  found?.worstCosine.toFixed(4) ?? '',
  found?.photoOverlap.toFixed(3) ?? '',
];

function requireTrue(made: Fidelity | undefined, bar: Bar): void {
  if (!made || made.meanCosine < bar.meanCosine || made.photoOverlap < bar.overlap)
    throw new Error(`int8 is not true enough: ${JSON.stringify(made)}`);
}

async function close(variants: readonly TowerVariant[]): Promise<void> {
  await Promise.all(variants.map(({ session }) => session.release()));
}
