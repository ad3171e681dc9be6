// Keeps a model's map true to the catalogue: places what is new, and draws the whole anew when much has changed.
import type { Queryable } from '../../catalog/database/database.ts';
import { countChanges, countMappable, readUnplaced } from '../../catalog/map/mappable-products.ts';
import { type MapPoint, readMap, storePoints } from '../../catalog/map/maps.ts';
import { placedAnywhere, placedNearby } from '../../catalog/map/placed-neighbours.ts';
import { countMissing } from '../../catalog/photos/photos.ts';
import { drawMap, fewestOnMap } from './draw-map.ts';
import { placeAmong } from './place-product.ts';

export interface RefreshOptions {
  db: Queryable;
  model: string;
  /** Ends it soon; what is left is found again. */
  signal?: AbortSignal | undefined;
}

export interface Refreshed {
  /** Products on a map that was drawn anew; 0 when none was. */
  drawn: number;
  /** Products that got a place among the others. */
  placed: number;
}

// Places among neighbours are good guesses; with a quarter of the products guessed, groups of new ones have nowhere to form.
const mostChanged = 0.25;
// While a shop is being read for the first time, a map of its first tenth would be drawn for nothing.
const mostMissing = 0.1;

export async function refreshMap(options: RefreshOptions): Promise<Refreshed> {
  const drawn = (await isDue(options)) ? await drawMap(options) : 0;
  return { drawn, placed: await placeNew(options) };
}

async function isDue({ db, model }: RefreshOptions): Promise<boolean> {
  const map = await readMap(db, model);
  if (map) {
    const { stayed, came } = await countChanges(db, model);
    if (map.products - stayed + came <= mostChanged * map.products) return false;
  }
  const products = await countMappable(db, model);
  return products >= fewestOnMap && (await countMissing(db, model)) <= mostMissing * products;
}

const batchSize = 100;
const neighboursCounted = 8;

/** What could not be placed, for want of anything on the map, is left. */
async function placeNew({ db, model, signal }: RefreshOptions): Promise<number> {
  if (!(await readMap(db, model))) return 0;
  let placed = 0;
  for (let afterId = 0; !signal?.aborted; ) {
    const batch = await readUnplaced(db, model, { afterId, limit: batchSize });
    const last = batch.at(-1);
    if (!last) break;
    const points: MapPoint[] = [];
    for (const product of batch) {
      const query = { photoId: product.photoId, count: neighboursCounted };
      const near = await placedNearby(db, model, query);
      const place = placeAmong(
        near.length > 0 ? near : await placedAnywhere(db, model, query),
        product.productId,
      );
      if (place) points.push({ ...product, ...place });
    }
    await storePoints(db, model, points);
    placed += points.length;
    afterId = last.productId;
  }
  return placed;
}
