// Orders what is relevant along a line between two poles: from traditional to modern.
import { createHash } from 'node:crypto';
import { axisPlaces } from '../ranking/axis-places.ts';
import { readPhotoScores } from './axis-scores.ts';
import type { Neighbour, Reordering } from './reordering.ts';

export interface AxisOrder extends Reordering {
  /** By product, from -1 to 1 among what is relevant; filled by `reorder`. */
  places: Map<number, number>;
}

// As many as sorting by price looks at; see reordering.ts.
const relevantProducts = 200;

/**
 * From the start of the direction to its end. What has no photo comes last.
 *
 * @param direction unit length, of the model's dimension
 * @param first what decides before that which products are relevant
 */
export function sortedAlong(direction: Float32Array, first: Reordering | null = null): AxisOrder {
  const places = new Map<number, number>();
  return {
    places,
    key: JSON.stringify(['axis', digestOf(direction), first?.key ?? null]),
    size: first?.size ?? relevantProducts,
    continues: false,
    findAll: first?.findAll,
    async reorder(db, nearest, context) {
      const near = first ? await first.reorder(db, nearest, context) : nearest;
      const photoIds = near.map(({ photoId }) => photoId);
      const scores = await readPhotoScores(db, context.model, { photoIds, direction });
      const scored = near.flatMap((one) => {
        const score = scores.get(one.photoId);
        return score === undefined ? [] : [{ one, score }];
      });
      for (const [i, place] of axisPlaces(scored.map(({ score }) => score)).entries())
        places.set(scored[i]?.one.productId ?? 0, place);
      scored.sort((a, b) => a.score - b.score || a.one.productId - b.one.productId);
      const without = near.filter(({ photoId }: Neighbour) => !scores.has(photoId));
      return [...scored.map(({ one }) => one), ...without];
    },
  };
}

function digestOf(direction: Float32Array): string {
  const bytes = Buffer.from(direction.buffer, direction.byteOffset, direction.byteLength);
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
}
