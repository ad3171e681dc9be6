// Gives a product a place among those that look most like it, so that it needn't wait for another drawing. Pure.
import type { PlacedNeighbour } from '../../catalog/map/placed-neighbours.ts';

export type PlaceOnMap = Pick<PlacedNeighbour, 'x' | 'y' | 'area'>;

// Side by side instead of on top of each other, and within the groups, which are some 0.02 wide.
const aside = 0.002;

/**
 * The mean of the neighbours' places, weighted as UMAP weighs neighbours: the nearest counts fully, the others by how much
 * farther they are. Of the neighbours, nearest first, only those in the nearest's area count: between two groups lies nothing.
 *
 * @returns null when there are none
 */
export function placeAmong(neighbours: readonly PlacedNeighbour[], productId: number): PlaceOnMap | null {
  const [nearest] = neighbours;
  if (!nearest) return null;
  const near = neighbours.filter(({ area }) => area === nearest.area);
  const spread = near.reduce((sum, { distance }) => sum + distance - nearest.distance, 0) / near.length;
  let total = 0;
  let x = 0;
  let y = 0;
  for (const neighbour of near) {
    const weight = spread > 0 ? Math.exp((nearest.distance - neighbour.distance) / spread) : 1;
    total += weight;
    x += weight * neighbour.x;
    y += weight * neighbour.y;
  }
  // The golden angle: successive ids never come to lie on one another.
  const angle = productId * 2.399963;
  return {
    x: withinSquare(x / total + aside * Math.cos(angle)),
    y: withinSquare(y / total + aside * Math.sin(angle)),
    area: nearest.area,
  };
}

const withinSquare = (value: number) => Math.min(1, Math.max(0, value));
