// Lets both contestants do the same work in turns, each in a process of its own, and compares what they give.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosine } from '../../unit/clip/cosine.ts';
import { runPinned } from '../run-pinned.ts';
import { type BenchModel, dynamicFolder, int8Folder } from './bench-model.ts';
import type { EncodeReport, EncodeTask } from './encode-task.ts';

export interface Contested {
  name: string;
  /** One a round. */
  reports: EncodeReport[];
}

/** One of ours and one of theirs that are compared. */
export interface Pair {
  ours: Contested;
  theirs: Contested;
}

const packageFile = '../../../node_modules/@huggingface/transformers/package.json';
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, packageFile), 'utf8'));
const programs = { ours: 'encode-by-lookalike.ts', theirs: 'encode-by-transformers.ts' };

interface Contestant {
  name: string;
  by: keyof typeof programs;
  precision: 'full' | 'int8';
  folder: string;
}

async function contestants(model: BenchModel): Promise<Contestant[]> {
  const names = { ours: 'Lookalike', theirs: `@huggingface/transformers ${version}` };
  const full = (by: Contestant['by']): Contestant => ({
    ...{ name: names[by], by },
    ...{ precision: 'full', folder: model.folder },
  });
  const [int8, dynamic] = [await int8Folder(model), await dynamicFolder(model)];
  return [
    full('ours'),
    ...(int8
      ? [{ ...full('ours'), name: `${names.ours}, int8`, precision: 'int8', folder: int8 } as const]
      : []),
    full('theirs'),
    ...(dynamic
      ? [{ ...full('theirs'), name: `${names.theirs}, q8`, precision: 'int8', folder: dynamic } as const]
      : []),
  ];
}

/** The least cosine of two who embedded the same. */
interface Likeness {
  mean: number;
  lowest: number;
}

// It resizes without antialiasing, which moves vectors (docs/encoders.md), the more the larger a photo: of 48 with 2,000 px .989 on
// average, .897 at the lowest; of 500 px for the small model's 64 px .962. Of texts both know the same.
const ofBoth = { photos: { mean: 0.95, lowest: 0.85 }, texts: { mean: 0.9999, lowest: 0.9999 } };
// Of int8 and full precision: photos taken in stores, while those that calibrated are packshots.
const ofInt8 = { photos: { mean: 0.99, lowest: 0.95 }, texts: { mean: 0.99, lowest: 0.95 } };
// Dynamic int8 is what it is.
const any = { mean: -1, lowest: -1 };
const ofDynamic = { photos: any, texts: any };

/** @throws when vectors are missing, or differ by more than the way of resizing and the precision explain */
export async function contest(
  model: BenchModel,
  task: Pick<EncodeTask, 'photos' | 'texts'>,
  { cores, rounds }: { cores: number; rounds: number },
): Promise<{ contested: Contested[]; pairs: Pair[] }> {
  const all = (await contestants(model)).map((one) => ({ ...one, reports: [] as EncodeReport[] }));
  const find = (by: Contestant['by'], precision: Contestant['precision']) =>
    all.find((one) => one.by === by && one.precision === precision);
  const [ours, int8, theirs, dynamic] = [
    find('ours', 'full'),
    find('ours', 'int8'),
    find('theirs', 'full'),
    find('theirs', 'int8'),
  ];
  for (let round = 0; round < rounds; round++) {
    for (const { by, precision, folder, reports } of all) {
      const program = join(import.meta.dirname, programs[by]);
      reports.push(await runPinned<EncodeReport>(program, { ...task, folder, precision, cores }, cores));
    }
    compareAll(task, [ours, theirs], ofBoth);
    compareAll(task, [ours, int8], ofInt8);
    compareAll(task, [theirs, dynamic], ofDynamic);
  }
  const pairs = [
    [ours, theirs],
    [int8, theirs],
    [int8, dynamic],
  ].flatMap(([mine, other]) => (mine && other ? [{ ours: mine, theirs: other }] : []));
  return { contested: all, pairs };
}

/** Where one of the two is missing, there is nothing to compare. */
function compareAll(
  { photos, texts }: Pick<EncodeTask, 'photos' | 'texts'>,
  [one, other]: [Contested | undefined, Contested | undefined],
  least: { photos: Likeness; texts: Likeness },
): void {
  if (!one || !other) return;
  const [some = {}, others = {}] = [one, other].map(({ reports }) => reports.at(-1)?.vectors);
  const who = `${one.name} and ${other.name}`;
  for (const [size, { length }] of Object.entries(photos))
    compare(`${who}, photos of ${size} px`, { count: length, least: least.photos }, some[size], others[size]);
  compare(`${who}, texts`, { count: texts.length, least: least.texts }, some.texts, others.texts);
}

function compare(
  what: string,
  { count, least }: { count: number; least: Likeness },
  some: Float32Array[] = [],
  others: Float32Array[] = [],
): void {
  if (some.length !== count || others.length !== count)
    throw new Error(`${what}: ${some.length} and ${others.length} vectors instead of ${count}.`);
  const cosines = some.map((vector, i) => cosine(vector, others[i]));
  const mean = cosines.reduce((sum, value) => sum + value, 0) / count;
  const lowest = Math.min(...cosines);
  const found = `${what}: cosine ${mean.toFixed(5)} on average, lowest ${lowest.toFixed(5)}`;
  process.stderr.write(`${found}\n`);
  if (!(mean >= least.mean && lowest >= least.lowest))
    throw new Error(`${found}; expected at least ${least.mean} and ${least.lowest}.`);
}
