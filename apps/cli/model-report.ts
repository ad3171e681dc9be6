// What is measured of a model's variants: on which of the catalogue's pictures and titles, and the table of it.
import type { Queryable } from '../../catalog/database/database.ts';
import type { ModelCheck, VariantCheck } from '../../catalog/photos/model-checks.ts';
import { activeModel } from '../../catalog/photos/models.ts';
import { sampleThumbnails } from '../../catalog/photos/photos-to-embed.ts';
import { browseProducts } from '../../catalog/products/products.ts';
import { isTrue } from '../models/check-variants.ts';
import { bytesText } from '../start/amounts.ts';
import { nothingEmbedded } from './results.ts';
import { CommandFailed } from './run-command.ts';
import { printTable } from './table.ts';

const titlesAsked = 50;
// Fewer have hardly more than ten neighbours each, which any variant finds.
const fewestPhotos = 20;

/** Of the active model, without precision and preparation. */
export async function activeName(db: Queryable): Promise<string> {
  const active = await activeModel(db);
  if (!active) throw new CommandFailed(nothingEmbedded);
  return active.id.replace(/-p\d+$/, '').replace(/-(fp16|q8)$/, '');
}

/** @throws CommandFailed when there are too few to tell anything */
export async function samplePictures(db: Queryable, count: number, fewest = fewestPhotos): Promise<Buffer[]> {
  const pictures = await sampleThumbnails(db, count);
  if (pictures.length < fewest)
    throw new CommandFailed(
      `The catalogue has ${pictures.length} pictures, and ${fewest} are the least that tell anything: scrape or import first.`,
    );
  return pictures;
}

export async function sampleTitles(db: Queryable, count = titlesAsked): Promise<string[]> {
  // The same seed each time: a check that is repeated should be of the same things.
  const random = { filters: {}, sort: 'random' as const, limit: count, cursor: null, seed: 1 };
  return (await browseProducts(db, random)).products.map(({ title }) => title);
}

/** @param label what to call a variant */
export function printReport(
  print: (line: string) => void,
  { photos, texts, variants }: ModelCheck,
  label: (variant: VariantCheck) => string,
): void {
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
      { title: 'cosine texts', align: 'right' },
      { title: 'overlap@10 photos', align: 'right' },
      { title: 'texts', align: 'right' },
      { title: '' },
    ],
    variants.map((variant) => [label(variant), ...rowOf(variant)]),
  );
}

function rowOf(variant: VariantCheck): string[] {
  const { fileBytes, photosPerSecond, msPerText, fidelity } = variant;
  const number = (value: number | null | undefined, digits: number) => value?.toFixed(digits) ?? '';
  return [
    bytesText(fileBytes),
    number(photosPerSecond, 1),
    number(msPerText, 1),
    number(fidelity?.meanCosine, 4),
    number(fidelity?.worstCosine, 4),
    number(fidelity?.textCosine, 4),
    number(fidelity?.photoOverlap, 2),
    number(fidelity?.textOverlap, 2),
    isTrue(variant) ? '' : 'finds other things',
  ];
}
