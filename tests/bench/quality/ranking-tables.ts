// What turning towards colour or shape, and diversity, do to find-similar and to a page: on the demo shop, by its truth.
import type { DemoTap } from '../../../apps/demo-shop/catalogue.ts';
import { printTable } from '../table.ts';
import { type Judged, judge, mean, pageSize, percent } from './precision.ts';
import type { QualityCatalogue } from './quality-catalogue.ts';

type Demo = QualityCatalogue<DemoTap>;
const sameFinish = (one: DemoTap, other: DemoTap) => one.body === other.body && one.handles === other.handles;
const sameShape = (one: DemoTap, other: DemoTap) => one.shape === other.shape;
// Every third, 128 of them, in a third of the time.
const everyNth = 3;

export async function printLookTable(demo: Demo): Promise<void> {
  const rows: string[][] = [];
  for (const look of [-1, -0.5, 0, 0.5, 1]) {
    const finish: Judged[] = [];
    const shape: Judged[] = [];
    for (const { id, truth, others } of askedTaps(demo)) {
      const hits = await demo.ask(`/api/products/${id}/similar?limit=${pageSize}&look=${look}`);
      const judged = (isSame: typeof sameFinish) =>
        judge('', hits, { all: others, isRight: (tap) => isSame(truth, tap) });
      if (others.some((tap) => sameFinish(truth, tap))) finish.push(judged(sameFinish));
      if (others.some((tap) => sameShape(truth, tap))) shape.push(judged(sameShape));
    }
    const means = [finish, shape].map((some) => percent(mean(some.map(({ precision }) => precision))));
    rows.push([String(look), ...means]);
  }
  printTable(
    'demo shop, find similar from the same colour (-1) to the same shape (1)',
    ['look', 'same finish P@10', 'same shape P@10'],
    rows,
  );
}

export async function printDiversityTable(demo: Demo): Promise<void> {
  const rows: (string | number)[][] = [];
  const words = ['gold tap', 'chrome tap', 'matte black tap', 'white tap', 'kitchen tap', 'basin tap'];
  for (const diversity of [0, 0.2, 0.3, 0.5, 0.7]) {
    const pages: { truth: DemoTap; score: number | null }[][] = [];
    for (const word of words) {
      pages.push(await demo.ask(`/api/search?limit=12&q=${encodeURIComponent(word)}&diversity=${diversity}`));
    }
    const distinct = (of: (tap: DemoTap) => string) =>
      mean(pages.map((page) => new Set(page.map(({ truth }) => of(truth))).size)).toFixed(1);
    const wanted = pages
      .slice(0, 4)
      .map((page, i) => mean(page.map(({ truth }) => Number(isAsked(truth, words[i] ?? '')))));
    rows.push([
      diversity,
      distinct(({ shape }) => shape),
      distinct(({ brand }) => brand),
      distinct(({ shape, body, handles }) => `${shape} ${body} ${handles}`),
      percent(mean(wanted)),
      mean(pages.flat().flatMap(({ score }) => score ?? [])).toFixed(3),
    ]);
  }
  printTable(
    'demo shop, the first 12 of six queries by diversity',
    ['diversity', 'shapes', 'brands', 'designs', 'of the finish asked for', 'mean score'],
    rows,
  );
}

/** The first word of what was asked is part of the finish's name. */
function isAsked({ body }: DemoTap, query: string): boolean {
  return body.includes(query.split(' ')[0] ?? '');
}

function askedTaps(demo: Demo) {
  return demo.products
    .filter((_, i) => i % everyNth === 0)
    .map(({ id, truth }) => ({
      id,
      truth,
      others: demo.products.filter((one) => one.id !== id).map((one) => one.truth),
    }));
}
