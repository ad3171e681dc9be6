// Draws the whole map of a model: reads the vectors, projects them, names the clusters, and stores all of it at once.
import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '../../catalog/database/database.ts';
import { countMappable, type MappableProduct, readMappable } from '../../catalog/map/mappable-products.ts';
import { type NewCluster, type NewMap, replaceMap } from '../../catalog/map/maps.ts';
import { readWords } from '../../catalog/map/read-map.ts';
import { type Named, nameClusters } from './cluster-names.ts';
import type { Matrix } from './principal-components.ts';
import type { Projection } from './projection.ts';
import { runProjection } from './run-projection.ts';

export interface DrawOptions {
  db: Queryable;
  model: string;
  /** The same seed and catalogue give the same map. Default 1. */
  seed?: number | undefined;
  /** Told the share that is done, 0..1, of both steps: reading vectors, and projecting. */
  onProgress?: ((step: 'reading' | 'projecting', share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Fewer products are seen better in a list. */
export const fewestOnMap = 12;
// Their vectors take 100 MB. Of more products some are drawn, spread over all, and the rest placed among those.
const mostProjected = 50_000;
// 512 numbers as text are some 5 KB: reading a batch must not hold the event loop for long.
const batchSize = 250;

/** @returns how many products have a place now; 0 when there are too few for a map, and nothing was drawn */
export async function drawMap(options: DrawOptions): Promise<number> {
  const { db, model, seed = 1, onProgress, signal } = options;
  const products = await countMappable(db, model);
  if (products < fewestOnMap) return 0;
  const { shown, vectors, newestId } = await readVectors(options, products);
  if (shown.length < fewestOnMap) return 0;
  const projection = await runProjection({
    vectors,
    seed,
    signal,
    onProgress: (share) => onProgress?.('projecting', share),
  });
  const clusters = await describeClusters(db, shown, projection);
  await replaceMap(db, model, { products, newestId, points: pointsOf(shown, projection), clusters });
  return shown.length;
}

type Shown = Omit<MappableProduct, 'vector'>;

async function readVectors(
  { db, model, onProgress, signal }: DrawOptions,
  products: number,
): Promise<{ shown: Shown[]; vectors: Matrix; newestId: number }> {
  const everyNth = Math.ceil(products / mostProjected);
  const shown: Shown[] = [];
  const vectors: Float32Array[] = [];
  let seen = 0;
  let afterId = 0;
  for (;;) {
    signal?.throwIfAborted();
    const batch = await readMappable(db, model, { afterId, limit: batchSize });
    const last = batch.at(-1);
    if (!last) break;
    for (const { vector, ...product } of batch) {
      if (seen++ % everyNth !== 0) continue;
      shown.push(product);
      vectors.push(vector);
    }
    afterId = last.productId;
    onProgress?.('reading', Math.min(1, seen / products));
    await setImmediate();
  }
  return { shown, vectors: matrixOf(vectors), newestId: afterId };
}

function matrixOf(vectors: readonly Float32Array[]): Matrix {
  const columns = vectors[0]?.length ?? 0;
  const values = new Float32Array(vectors.length * columns);
  for (const [row, vector] of vectors.entries()) values.set(vector, row * columns);
  return { rows: vectors.length, columns, values };
}

function pointsOf(shown: readonly Shown[], { places, clusters }: Projection): NewMap['points'] {
  return shown.map((product, i) => ({
    ...product,
    x: places[2 * i] ?? 0,
    y: places[2 * i + 1] ?? 0,
    area: clusters.areaOf[i] ?? 0,
  }));
}

/** An area is called by what sets it apart from the whole map, too, but otherwise than its region and its siblings. */
async function describeClusters(
  db: Queryable,
  shown: readonly Shown[],
  { clusters: { areas, areaOf, regions } }: Projection,
): Promise<NewCluster[]> {
  const words = await wordsById(db, shown);
  const inArea = areas.map((): Named[] => []);
  for (const [i, { productId }] of shown.entries()) {
    const known = words.get(productId);
    if (known) inArea[areaOf[i] ?? 0]?.push(known);
  }
  const areasOf = regions.map((_, region) => areas.flatMap((area, i) => (area.region === region ? [i] : [])));
  const everything = inArea.flat();
  const regionNames = nameClusters(areasOf.map((numbers) => numbers.flatMap((i) => inArea[i] ?? [])));
  const areaNames = new Map<number, string | null>();
  for (const [region, numbers] of areasOf.entries()) {
    const products = numbers.map((i) => inArea[i] ?? []);
    const names = nameClusters(products, { everything, within: regionNames[region] ?? '' });
    for (const [at, i] of numbers.entries()) areaNames.set(i, names[at] ?? null);
  }
  const idOf = (medoid: number) => shown[medoid]?.productId ?? 0;
  return [
    ...regions.map(({ medoid, x, y }, number): NewCluster => {
      const name = regionNames[number] ?? null;
      return { level: 'region', number, region: null, x, y, name, productId: idOf(medoid) };
    }),
    ...areas.map(({ medoid, x, y, region }, number): NewCluster => {
      const name = areaNames.get(number) ?? null;
      return { level: 'area', number, region, x, y, name, productId: idOf(medoid) };
    }),
  ];
}

const idsAtOnce = 2000;

async function wordsById(db: Queryable, shown: readonly Shown[]): Promise<Map<number, Named>> {
  const words = new Map<number, Named>();
  for (let from = 0; from < shown.length; from += idsAtOnce) {
    const ids = shown.slice(from, from + idsAtOnce).map(({ productId }) => productId);
    for (const { id, ...named } of await readWords(db, ids)) words.set(id, named);
  }
  return words;
}
