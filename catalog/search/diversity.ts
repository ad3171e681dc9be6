// Puts unlike products first: maximal marginal relevance over the products nearest to the query.
import { readNeighbourVectors } from './neighbour-vectors.ts';
import type { Reordering } from './reordering.ts';

// Eight pages of 24, as for sorting; 200 vectors are read in one statement.
const diversified = 200;

/**
 * @param diversity 0: by relevance alone; 1: each as unlike those before it as can be
 * @param first what decides before that in which order products are relevant; default by distance
 */
export function diversifiedBy(diversity: number, first: Reordering | null = null): Reordering {
  return {
    key: JSON.stringify(['diversity', diversity, first?.key ?? null]),
    size: first?.size ?? diversified,
    continues: first?.continues ?? true,
    findAll: first?.findAll,
    reorder: async (db, nearest, context) => {
      const near = first ? await first.reorder(db, nearest, context) : nearest;
      const vectors = await readNeighbourVectors(db, context.model, near.slice(0, diversified));
      const candidates = near.slice(0, diversified).map((neighbour, rank) => ({
        item: neighbour,
        relevance: first ? -rank : 1 - neighbour.distance,
        vector: vectors.get(neighbour.photoId) ?? null,
      }));
      return [...byMarginalRelevance(candidates, diversity), ...near.slice(diversified)];
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
  if (!one || !other) return 0;
  // A bare loop: for the pairs among 200 of 512 dimensions it took 9 ms, with a callback for each number 115.
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] ?? 0) * (other[i] ?? 0);
  return sum;
}
