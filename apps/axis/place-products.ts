// The place of each product of a catalogue on an axis, in their order along it.
import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '../../catalog/database/database.ts';
import type { Filters } from '../../catalog/products/filters.ts';
import { withPriceBasis } from '../../catalog/products/price-basis.ts';
import { axisPlaces } from '../../catalog/ranking/axis-places.ts';
import { readProductScores, type ScoredProduct } from '../../catalog/search/axis-scores.ts';

export interface PlacedProduct extends ScoredProduct {
  /** From -1 to 1. */
  place: number;
}

export interface PlaceOptions {
  model: string;
  /** Unit length. */
  direction: Float32Array;
  filters: Filters;
  signal: AbortSignal;
}

const batchSize = 1000;

/** What filters let through, from the start of the direction to its end; what the signal cuts short is left out. */
export async function placeProducts(
  db: Queryable,
  options: PlaceOptions,
): Promise<{ placed: PlacedProduct[]; notices: string[] }> {
  const { model, direction, signal } = options;
  const { filters, notices } = await withPriceBasis(db, options.filters, { comparesPrices: false });
  const scored: ScoredProduct[] = [];
  for (let afterId = 0; !signal.aborted; ) {
    const batch = await readProductScores(db, model, { direction, filters, afterId, limit: batchSize });
    const last = batch.at(-1);
    if (!last) break;
    scored.push(...batch);
    afterId = last.productId;
    await setImmediate();
  }
  const places = axisPlaces(scored.map(({ score }) => score));
  const placed = scored
    .map((product, i) => ({ ...product, place: places[i] ?? 0 }))
    .sort((one, other) => one.score - other.score || one.productId - other.productId);
  return { placed, notices };
}

/** So many of them, spread evenly, both ends included. */
export function spreadEvenly<Item>(all: readonly Item[], wanted: number): Item[] {
  if (wanted >= all.length) return [...all];
  const step = wanted === 1 ? 0 : (all.length - 1) / (wanted - 1);
  return Array.from({ length: wanted }, (_, i) => all[Math.round(i * step)]).filter(
    (one) => one !== undefined,
  );
}
