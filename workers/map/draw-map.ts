// Draws the whole map of a model: reads the vectors, projects them, names the clusters, and stores all of it at once.
import type { Queryable } from '../../catalog/database/database.ts';
import { countMappable } from '../../catalog/map/mappable-products.ts';
import { type MapLayout, type NewCluster, type NewMap, readMap, replaceMap } from '../../catalog/map/maps.ts';
import { type Named, nameClusters } from './cluster-names.ts';
import type { Projection } from './projection.ts';
import { type ReadProduct, readVectors } from './read-vectors.ts';
import { wordsById } from './read-words.ts';
import { runProjection } from './run-projection.ts';

export interface DrawOptions {
  db: Queryable;
  model: string;
  /** The same seed and catalogue give the same map. Default 1. */
  seed?: number | undefined;
  /** Default: that of the map before it, at first umap. */
  layout?: MapLayout | undefined;
  /** Told the share that is done, 0..1, of both steps: reading vectors, and projecting. */
  onProgress?: ((step: 'reading' | 'projecting', share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Fewer products are seen better in a list. */
export const fewestOnMap = 12;

/** @returns how many products have a place now; 0 when there are too few for a map, and nothing was drawn */
export async function drawMap(options: DrawOptions): Promise<number> {
  const { db, model, seed = 1, onProgress, signal } = options;
  const products = await countMappable(db, model);
  if (products < fewestOnMap) return 0;
  const reading = (share: number) => onProgress?.('reading', share);
  const {
    products: shown,
    vectors,
    newestId,
  } = await readVectors({ ...options, products, onProgress: reading });
  if (shown.length < fewestOnMap) return 0;
  const layout = options.layout ?? (await readMap(db, model))?.layout ?? 'umap';
  const projection = await runProjection({
    vectors,
    layout,
    seed,
    signal,
    onProgress: (share) => onProgress?.('projecting', share),
  });
  const clusters = await describeClusters(db, shown, projection);
  const points = pointsOf(shown, projection);
  await replaceMap(db, model, { layout, products, newestId, points, clusters });
  return shown.length;
}

function pointsOf(shown: readonly ReadProduct[], { places, clusters }: Projection): NewMap['points'] {
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
  shown: readonly ReadProduct[],
  { clusters: { areas, areaOf, regions } }: Projection,
): Promise<NewCluster[]> {
  const words = await wordsById(
    db,
    shown.map(({ productId }) => productId),
  );
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
