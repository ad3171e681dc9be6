// Tables of how well clusters, classes, axes and outliers agree with what is known.
import { printTable } from '../table.ts';
import {
  axisFigure,
  clusterFigures,
  exampleFigures,
  type LabelFigures,
  namedFigures,
  outlierFigures,
} from './insight-figures.ts';
import { mean, percent } from './precision.ts';
import type { QualityCatalogue } from './quality-catalogue.ts';

export interface InsightTruth<Truth> {
  kinds: Record<string, (truth: Truth) => string>;
  axes: Parameters<typeof axisFigure<Truth>>[2][];
  /** What products are filed by, for planted outliers; null: too few to plant any. */
  filedBy: ((truth: Truth) => string) | null;
  /** Kinds of fewer are no classes. */
  least: number;
}

const draws = 10;

export async function printInsightTables<Truth>(
  catalogue: QualityCatalogue<Truth>,
  name: string,
  { kinds, axes, filedBy, least }: InsightTruth<Truth>,
): Promise<void> {
  const { products, encoder } = catalogue;
  const named = Object.entries(kinds);
  printTable(
    `${name}, ${products.length} products, clusters`,
    ['kind', 'method', 'clusters', 'purity', 'one cluster', 'in none'],
    named.flatMap(([kind, kindOf]) =>
      (['k-means', 'density'] as const).map((method) => {
        const { groups, purity, chance, left } = clusterFigures(products, { method }, kindOf);
        return [kind, method, groups, percent(purity), percent(chance), percent(left)];
      }),
    ),
  );
  const rowOf = (kind: string, how: string, figures: LabelFigures) => {
    const { classes, products: count, accuracy, labelled, ofLabelled } = figures;
    return [kind, how, classes, count, ...[accuracy, labelled, ofLabelled].map(percent)];
  };
  const rows: (string | number)[][] = [];
  for (const [kind, kindOf] of named) {
    rows.push(rowOf(kind, 'by names', await namedFigures(encoder, products, { kindOf, least })));
    rows.push(rowOf(kind, 'by all others', exampleFigures(products, { kindOf, least })));
  }
  printTable(
    `${name}, classes`,
    ['kind', 'how', 'classes', 'products', 'accuracy', 'labelled', 'right of labelled'],
    rows,
  );
  const lines: (string | number)[][] = [];
  for (const ends of axes) {
    const { pairs, ordered } = await axisFigure(encoder, products, ends);
    lines.push([ends.map(({ text }) => text).join(' to '), pairs, percent(ordered)]);
  }
  printTable(`${name}, axes`, ['axis', 'pairs', 'in the right order'], lines);
  if (filedBy) await printOutliers(catalogue, name, filedBy);
}

async function printOutliers<Truth>(
  catalogue: QualityCatalogue<Truth>,
  name: string,
  kindOf: (truth: Truth) => string,
): Promise<void> {
  const figures = [];
  for (let draw = 0; draw < draws; draw++) figures.push(await outlierFigures(catalogue, { kindOf, draw }));
  const planted = figures.reduce((sum, one) => sum + one.planted, 0);
  const shares = [figures.map(({ recall }) => recall), figures.map(({ precision }) => precision)];
  printTable(
    `${name}, one of fifty filed elsewhere, ${draws} draws`,
    ['planted in all', 'found', 'planted of what is found'],
    [[planted, ...shares.map((all) => percent(mean(all)))]],
  );
}
