// Photos taken in a store against catalogue photos: recall of the right product, whole and cropped, beside baselines.
import { printTable } from '../table.ts';
import { overlap } from './colour-histogram.ts';
import { centralCrop, type EmbeddedPhoto, embedPhoto } from './embedded-photo.ts';
import { mean, percent } from './precision.ts';
import type { QualityCatalogue } from './quality-catalogue.ts';
import type { Grocery } from './shared-photos.ts';

type Groceries = QualityCatalogue<Grocery>;
const crops = [null, 0.9, 0.8, 0.7, 0.6, 0.5];

export async function printGroceryTables(groceries: Groceries): Promise<void> {
  const rows: string[][] = [];
  for (const share of crops) {
    const ranks = await ranksOf(groceries, share, async ({ vector }) =>
      (await groceries.byVector(vector, groceries.products.length)).map(({ id }) => id),
    );
    rows.push([share === null ? 'whole photo' : `central ${100 * share} %`, ...recalls(ranks)]);
  }
  const byColour = await ranksOf(groceries, null, async ({ histogram }) =>
    groceries.products
      .map(({ id, photos }) => ({ id, like: photos[0] ? overlap(histogram, photos[0].histogram) : 0 }))
      .sort((one, other) => other.like - one.like)
      .map(({ id }) => id),
  );
  const count = groceries.products.length;
  rows.push(['colour histogram only, whole photo', ...recalls(byColour)]);
  rows.push(['chance', percent(1 / count), percent(5 / count)]);
  printTable(
    `grocery, ${byColour.length} photos from a store against ${count} products`,
    ['query', 'recall@1', 'recall@5'],
    rows,
  );
}

/** Where the right product stands in each ranking, from 1. */
async function ranksOf(
  { encoder, products }: Groceries,
  share: number | null,
  rank: (photo: EmbeddedPhoto) => Promise<number[]>,
): Promise<number[]> {
  const ranks: number[] = [];
  for (const { id, truth } of products) {
    for (const read of truth.shelf) {
      const photo = await embedPhoto(encoder, await read(), share === null ? null : centralCrop(share));
      ranks.push((await rank(photo)).indexOf(id) + 1);
    }
  }
  return ranks;
}

function recalls(ranks: readonly number[]): string[] {
  return [1, 5].map((k) => percent(mean(ranks.map((rank) => Number(rank >= 1 && rank <= k)))));
}
