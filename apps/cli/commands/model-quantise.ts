// `lookalike model quantise [ID]`: makes a quicker variant of a model for this catalogue, and keeps it if it finds the same.
import { availableParallelism } from 'node:os';
import type { Queryable } from '../../../catalog/database/database.ts';
import type { ModelCheck, VariantCheck } from '../../../catalog/photos/model-checks.ts';
import { loadEncoder } from '../../../clip/encoder.ts';
import {
  NothingToQuantise,
  type QuantisedFolder,
  quantiseFolder,
} from '../../../clip/quantise/quantise-folder.ts';
import {
  type Bar,
  type CheckMaterial,
  checkVariants,
  isQuicker,
  isTrue,
  type VariantFiles,
} from '../../models/check-variants.ts';
import { type ModelHome, modelHome, towerBytes } from '../../models/variant-files.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { registerFolder } from '../model-by-name.ts';
import { activeName, printReport, samplePictures, sampleTitles } from '../model-report.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export interface QuantiseOptions {
  photos: number;
  json?: boolean;
}

// Twenty to calibrate with and twenty to check on.
const fewestPhotos = 40;
// Stricter than for what its publisher made: this one can be made anew with more photos, or left.
const bar: Bar = { meanCosine: 0.995, overlap: 0.95 };
// As with photos, every other one.
const titlesAsked = 200;
const wordsOfSearch = 2;

export async function modelQuantise(
  context: CommandContext,
  name: string | undefined,
  options: QuantiseOptions,
): Promise<void> {
  const { config, print } = context;
  const database = await openMigrated(config);
  const db = database.pool;
  try {
    const model = name ?? (await activeName(db));
    const home = await fullPrecision(db, model, config.modelDir);
    // In the order of their digests, which is none: every other one calibrates, and the check is on those between.
    const pictures = await samplePictures(db, 2 * options.photos, fewestPhotos);
    const titles = await sampleTitles(db, titlesAsked);
    const material = (half: 0 | 1) => ({
      pictures: pictures.filter((_, i) => i % 2 === half),
      texts: titles.filter((_, i) => i % 2 === half).flatMap(withBeginning),
    });
    const made = await quantise(context, { model, home, ...material(0) });
    try {
      const { report, inInt8 } = await checkParts(context, { home, model, made, material: material(1) });
      const id = inInt8.length > 0 ? await keep(db, made) : null;
      if (options.json) return print(JSON.stringify({ model, id, kept: id !== null, inInt8, ...report }));
      printReport(print, report, ({ dtype }) => (dtype === 'q8' ? 'int8' : dtype));
      print('');
      print(id === null ? refused : adviceOn({ id, inInt8, report }));
    } finally {
      await made.discard();
    }
  } finally {
    await database.close();
  }
}

/** Searches are shorter than titles. */
function withBeginning(title: string): string[] {
  return [title, title.split(/\s+/).slice(0, wordsOfSearch).join(' ')];
}

async function keep(db: Queryable, made: QuantisedFolder): Promise<string> {
  const { id, folder } = await made.keep();
  await registerFolder(db, folder, id);
  return id;
}

async function fullPrecision(db: Queryable, model: string, modelDir: string): Promise<ModelHome> {
  const home = await modelHome(db, model, { modelDir });
  if (!home) throw new CommandFailed(`There is no model "${model}"; see \`lookalike model list\`.`);
  if (!home.dtypes.includes('fp32'))
    throw new CommandFailed(
      `Full precision is what int8 is made from, and it is not here: \`lookalike model pull ${model}\`.`,
    );
  return home;
}

async function quantise(
  { config, progress, signal }: CommandContext,
  { model, home, pictures, texts }: { model: string; home: ModelHome } & CheckMaterial,
): Promise<QuantisedFolder> {
  const bar = progress.start(`Calibrating ${model}`, 'photos');
  const made = await quantiseFolder({
    folder: home.folder,
    modelId: model,
    quirks: home.quirks,
    into: config.modelDir,
    pictures,
    texts,
    threads: Math.min(availableParallelism(), 4),
    signal,
    onProgress: (done, total) => bar.update(done, total),
  }).catch((error: unknown) => {
    throw error instanceof NothingToQuantise ? new CommandFailed(error.message) : error;
  });
  bar.finish();
  return made;
}

interface ToCheck {
  home: ModelHome;
  model: string;
  made: QuantisedFolder;
  material: CheckMaterial;
}

/** Both towers in int8; the one of photos alone, where texts would find other things; or none. */
async function checkParts(
  context: CommandContext,
  parts: ToCheck,
): Promise<{ report: ModelCheck; inInt8: ('photos' | 'texts')[] }> {
  const report = await check(context, parts);
  const { int8 } = halves(report);
  const { inInt8 } = parts.made;
  if (isTrue(int8, bar)) return { report, inInt8 };
  if (!inInt8.includes('texts') || !isTrue(withPhotosAlone(int8), bar)) return { report, inInt8: [] };
  await parts.made.restoreTexts();
  const again = await check(context, parts);
  return { report: again, inInt8: isTrue(halves(again).int8, bar) ? ['photos'] : [] };
}

function withPhotosAlone({ fidelity, ...variant }: VariantCheck): VariantCheck {
  return { ...variant, fidelity: fidelity && { ...fidelity, textCosine: null, textOverlap: null } };
}

async function check(
  { progress, signal }: CommandContext,
  { home, model, made, material }: ToCheck,
): Promise<ModelCheck> {
  const variants: VariantFiles[] = [
    {
      dtype: 'fp32',
      bytes: await towerBytes(home.folder),
      load: () => loadEncoder(home.folder, { modelId: model, quirks: home.quirks }),
    },
    {
      dtype: 'q8',
      bytes: await towerBytes(made.folder),
      load: () => loadEncoder(made.folder, { modelId: `${model}-int8` }),
    },
  ];
  const bar = progress.start(`Checking ${model} in int8`, 'photos and texts');
  const report = await checkVariants(variants, material, {
    signal,
    onProgress: (done, total) => bar.update(done, total),
  });
  bar.finish();
  return report;
}

function halves({ variants: [full, int8] }: ModelCheck) {
  if (!full || !int8) throw new Error('Two variants were to be checked.');
  return { full, int8 };
}

const refused = `Not kept: a mean cosine of ${bar.meanCosine} and an overlap of ${bar.overlap} were wanted. Full precision stays; more --photos may calibrate better.`;

function adviceOn({ id, inInt8, report }: { id: string; inInt8: string[]; report: ModelCheck }): string {
  const { full, int8 } = halves(report);
  const slow = isQuicker(int8, full) ? '' : ' It is hardly quicker on this processor, though.';
  const texts = inInt8.includes('texts') ? '' : ' Texts stay in full precision.';
  return `${id} is known: \`lookalike model use ${id}\` switches to it.${texts}${slow}`;
}
