// `lookalike model check [ID]`: which variant of a model's files can be trusted on this catalogue, and is quickest here.
import type { Queryable } from '../../../catalog/database/database.ts';
import { type ModelCheck, storeModelCheck, type VariantCheck } from '../../../catalog/photos/model-checks.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { sampleThumbnails } from '../../../catalog/photos/photos-to-embed.ts';
import { browseProducts } from '../../../catalog/products/products.ts';
import { spaceId } from '../../../clip/preparation.ts';
import type { Dtype } from '../../../clip/registry/model-spec.ts';
import { checkVariants, isTrue, recommend, type VariantFiles } from '../../models/check-variants.ts';
import { variantFiles } from '../../models/variant-files.ts';
import { bytesText } from '../../start/amounts.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { printTable } from '../table.ts';

export interface CheckOptions {
  photos: number;
  json?: boolean;
}

const textsAsked = 50;
// Fewer have hardly more than ten neighbours each, which any variant finds.
const fewestPhotos = 20;

export async function modelCheck(
  { config, progress, signal, print }: CommandContext,
  name: string | undefined,
  options: CheckOptions,
): Promise<void> {
  const database = await openMigrated(config);
  const db = database.pool;
  try {
    const model = name ?? (await activeName(db));
    const variants = await variantsOf(db, model, config.modelDir);
    const pictures = await sampleThumbnails(db, options.photos);
    if (pictures.length < fewestPhotos)
      throw new CommandFailed(
        `The catalogue has ${pictures.length} pictures, and ${fewestPhotos} are the least that tell anything: scrape or import first.`,
      );
    const bar = progress.start(`Checking ${model}`, 'photos and texts');
    const material = { pictures, texts: await sampleTitles(db) };
    const report = await checkVariants(variants, material, {
      signal,
      onProgress: (done, total) => bar.update(done, total),
    });
    bar.finish();
    const recommended = recommend(report);
    await storeModelCheck(db, model, { recommended, report });
    if (options.json) return print(JSON.stringify({ model, recommended, ...report }));
    printReport(print, report);
    print('');
    print(adviceOn(model, recommended, (await activeModel(db))?.id));
  } finally {
    await database.close();
  }
}

/** Of the active model, without precision and preparation. */
async function activeName(db: Queryable): Promise<string> {
  const active = await activeModel(db);
  if (!active) throw new CommandFailed(nothingEmbedded);
  return active.id.replace(/-p\d+$/, '').replace(/-(fp16|q8)$/, '');
}

async function variantsOf(db: Queryable, model: string, modelDir: string): Promise<VariantFiles[]> {
  const variants = await variantFiles(db, model, { modelDir });
  if (!variants)
    throw new CommandFailed(
      `There is no model "${model}" with files of several precisions; see \`lookalike model list\`.`,
    );
  if (variants[0]?.dtype !== 'fp32')
    throw new CommandFailed(
      `Full precision is what the others are measured against, and it is not here: \`lookalike model pull ${model} --all\`.`,
    );
  return variants;
}

async function sampleTitles(db: Queryable): Promise<string[]> {
  // The same seed each time: a check that is repeated should be of the same things.
  const random = { filters: {}, sort: 'random' as const, limit: textsAsked, cursor: null, seed: 1 };
  return (await browseProducts(db, random)).products.map(({ title }) => title);
}

function printReport(print: (line: string) => void, { photos, texts, variants }: ModelCheck): void {
  print(`${photos} photos and ${texts} titles of this catalogue, against full precision:`);
  printTable(
    print,
    [
      { title: 'variant' },
      { title: 'files', align: 'right' },
      { title: 'photos/s', align: 'right' },
      { title: 'ms/text', align: 'right' },
      { title: 'cosine mean', align: 'right' },
      { title: 'worst', align: 'right' },
      { title: 'overlap@10 photos', align: 'right' },
      { title: 'texts', align: 'right' },
      { title: '' },
    ],
    variants.map(rowOf),
  );
}

function rowOf(variant: VariantCheck): string[] {
  const { dtype, fileBytes, photosPerSecond, msPerText, fidelity } = variant;
  const number = (value: number | null | undefined, digits: number) => value?.toFixed(digits) ?? '';
  return [
    dtype,
    bytesText(fileBytes),
    number(photosPerSecond, 1),
    number(msPerText, 1),
    number(fidelity?.meanCosine, 4),
    number(fidelity?.worstCosine, 4),
    number(fidelity?.photoOverlap, 2),
    number(fidelity?.textOverlap, 2),
    isTrue(variant) ? '' : 'finds other things',
  ];
}

function adviceOn(model: string, recommended: Dtype, active: string | undefined): string {
  const id = spaceId(model, { dtype: recommended });
  const how = id === active ? 'It answers already.' : `\`lookalike model use ${id}\` switches to it.`;
  return `Recommended here: ${recommended}. ${how} CLIP_DTYPE=auto follows this recommendation.`;
}
