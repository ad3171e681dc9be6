// Puts unlike products first: maximal marginal relevance over the products nearest to the query.
import type { Queryable } from './database.ts';
import { embeddingsTable } from './models.ts';
import type { Neighbour, Reordering } from './reordering.ts';
import { fromVectorText } from './vectors.ts';

// Eight pages of 24, as for sorting; 200 vectors are read in one statement.
const diversified = 200;

/** @param diversity 0: by distance alone; 1: each as unlike those before it as can be */
export function diversifiedBy(diversity: number): Reordering {
  return {
    key: `diversity ${diversity}`,
    size: diversified,
    continues: true,
    reorder: async (db, near, { model }) => {
      const vectors = await readVectors(db, model, near);
      const candidates = near.map((neighbour) => ({
        item: neighbour,
        relevance: 1 - neighbour.distance,
        vector: vectors.get(neighbour.photoId) ?? null,
      }));
      return byMarginalRelevance(candidates, diversity);
    },
  };
}

interface Candidate<Item> {
  item: Item;
  /** Its score with the query. */
  relevance: number;
  /** Unit length; null counts as like nothing. */
  vector: Float32Array | null;
}

/**
 * Each next one has the best balance of relevance and of being unlike what was taken before. Relevance is stretched
 * to 0..1 over the candidates: scores of texts lie within 0.1 of each other, those of photos do not.
 *
 * @param candidates most relevant first; among equals the first is taken
 */
export function byMarginalRelevance<Item>(candidates: readonly Candidate<Item>[], diversity: number): Item[] {
  const scores = candidates.map(({ relevance }) => relevance);
  const least = Math.min(...scores);
  const range = Math.max(...scores) - least || 1;
  let rest = candidates.map((candidate) => ({
    ...candidate,
    relevance: (candidate.relevance - least) / range,
    likeTaken: 0,
  }));
  const taken: Item[] = [];
  const worth = (one: (typeof rest)[number]) => (1 - diversity) * one.relevance - diversity * one.likeTaken;
  while (rest.length > 0) {
    const next = rest.reduce((best, one) => (worth(one) > worth(best) ? one : best));
    taken.push(next.item);
    rest = rest.filter((one) => one !== next);
    for (const one of rest) one.likeTaken = Math.max(one.likeTaken, likeness(one.vector, next.vector));
  }
  return taken;
}

function likeness(one: Float32Array | null, other: Float32Array | null): number {
  return one && other ? one.reduce((sum, x, i) => sum + x * (other[i] ?? 0), 0) : 0;
}

async function readVectors(
  db: Queryable,
  model: string,
  near: readonly Neighbour[],
): Promise<Map<number, Float32Array>> {
  const { rows } = await db.query<{ photoId: number; vector: string }>(
    `
    select photo_id as "photoId", embedding::text as vector
    from ${embeddingsTable(model)}
    where photo_id = any($1::bigint[])`,
    [near.map(({ photoId }) => photoId)],
  );
  return new Map(rows.map(({ photoId, vector }) => [photoId, fromVectorText(vector)]));
}
