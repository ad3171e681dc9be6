// Floors of clusters, classes, axes and outliers, where what is right is known.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoTap } from '../../apps/demo-shop/catalogue.ts';
import { type Encoder, loadEncoder } from '../../clip/encoder.ts';
import { starterFolder } from '../../clip/model-folder.ts';
import { benchDatabases } from '../bench/bench-databases.ts';
import { demoProducts } from '../bench/quality/demo-products.ts';
import {
  axisFigure,
  clusterFigures,
  exampleFigures,
  namedFigures,
  outlierFigures,
} from '../bench/quality/insight-figures.ts';
import { demoTruth, fashionTruth, groceryTruth } from '../bench/quality/insight-truths.ts';
import {
  type KnownProduct,
  openQualityCatalogue,
  type QualityCatalogue,
} from '../bench/quality/quality-catalogue.ts';
import { dataAbsent, fashionProducts, groceryProducts } from '../bench/quality/shared-photos.ts';

// The same every fifth garment as in real-photos.test.ts.
const garments = (await fashionProducts())?.filter((_, i) => i % 5 === 0) ?? null;
const groceries = await groceryProducts();

let encoder: Encoder;
beforeAll(async () => {
  encoder = await loadEncoder(starterFolder, { modelId: 'starter' });
});
afterAll(() => encoder?.close());

async function open<Truth>(known: readonly KnownProduct<Truth>[]): Promise<QualityCatalogue<Truth>> {
  const [embedded] = benchDatabases();
  if (!embedded) throw new Error('There is no embedded database.');
  return openQualityCatalogue(await embedded(), encoder, known);
}

// Each floor is the figure measured in November 2026 less a quarter, and above chance.
describe('the demo shop', () => {
  let demo: QualityCatalogue<DemoTap>;
  beforeAll(async () => {
    demo = await open(demoProducts());
  }, 300_000);
  afterAll(() => demo?.close());

  test('clusters are mostly of one finish', () => {
    const kindOf = demoTruth.kinds.finish ?? (() => '');
    expect(clusterFigures(demo.products, { method: 'k-means' }, kindOf).purity).toBeGreaterThan(0.5);
    expect(clusterFigures(demo.products, { method: 'density' }, kindOf).purity).toBeGreaterThan(0.4);
  });

  test('finishes are told by name, and categories by their other products', async () => {
    const { finish = () => '', category = () => '' } = demoTruth.kinds;
    const named = await namedFigures(encoder, demo.products, { kindOf: finish, least: 8 });
    expect(named.ofLabelled).toBeGreaterThan(0.6);
    expect(named.ofLabelled).toBeGreaterThan(named.accuracy);
    const byOthers = exampleFigures(demo.products, { kindOf: category, least: 8 });
    expect(byOthers.ofLabelled).toBeGreaterThan(0.65);
  });

  test('an axis from white to black has the white taps at one end and the black ones at the other', async () => {
    const [ends] = demoTruth.axes;
    if (!ends) throw new Error('There is no axis.');
    expect((await axisFigure(encoder, demo.products, ends)).ordered).toBeGreaterThan(0.9);
  });

  test('of taps filed elsewhere most are found', async () => {
    const { recall } = await outlierFigures(demo, { kindOf: demoTruth.filedBy ?? (() => ''), draw: 0 });
    expect(recall).toBeGreaterThan(0.5);
  });
});

describe('real photos', () => {
  test.skipIf(garments === null)(
    `clothes fall into clusters, classes and orders (or: ${dataAbsent})`,
    async () => {
      const clothes = await open(garments ?? []);
      const { kind = () => '' } = fashionTruth.kinds;
      expect(clusterFigures(clothes.products, { method: 'k-means' }, kind).purity).toBeGreaterThan(0.45);
      expect(
        (await namedFigures(encoder, clothes.products, { kindOf: kind, least: 5 })).ofLabelled,
      ).toBeGreaterThan(0.7);
      for (const ends of fashionTruth.axes)
        expect((await axisFigure(encoder, clothes.products, ends)).ordered).toBeGreaterThan(0.7);
      await clothes.close();
    },
    300_000,
  );

  test.skipIf(groceries === null)(
    `groceries are told by the names of their categories (or: ${dataAbsent})`,
    async () => {
      const store = await open(groceries ?? []);
      const kindOf = groceryTruth.kinds.category ?? (() => '');
      expect((await namedFigures(encoder, store.products, { kindOf, least: 3 })).accuracy).toBeGreaterThan(
        0.65,
      );
      await store.close();
    },
    300_000,
  );
});
