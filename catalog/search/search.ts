// Search by likeness: full pages of products nearest to a vector, under any filter and in any order.

import type { Queryable } from '../database/database.ts';
import type { Filters } from '../products/filters.ts';
import { withPriceBasis } from '../products/price-basis.ts';
import { type AxisOrder, sortedAlong } from './along-axis.ts';
import { queryShape } from './cursors.ts';
import type { Facets } from './facets.ts';
import { type Hit, readHits } from './hits.ts';
import { readFacets } from './near-facets.ts';
import { type Found, findNeighbours, type SearchPlan } from './neighbours.ts';
import { type Neighbour, type Reordering, sortedBy } from './reordering.ts';
import { readSearchCursor, type SearchPosition, writeSearchCursor } from './search-cursors.ts';

export type { Filters } from '../products/filters.ts';
export { InvalidCursor } from './cursors.ts';

export type SearchSort = 'relevance' | 'price' | '-price' | 'newest' | 'axis';

export interface SearchOptions {
  model: string;
  filters: Filters;
  sort: SearchSort;
  /** Another order than by distance; sorting by price or age sorts what it finds relevant. */
  reordering?: Reordering | null;
  /** With sort=axis: the direction to order along, unit length, of the model's dimension. */
  axis?: Float32Array | null | undefined;
  /** Most hits on a page. */
  limit: number;
  /** `nextCursor` of the page before, or null for the first. */
  cursor: string | null;
  /** Hits below this score are only loosely related. */
  cutoff?: number | null;
  /** Where the cut-off came from, for `explain`. */
  cutoffFrom?: string;
  /** Count what else could be chosen. */
  facets?: boolean;
  /** Tell how the page was found. */
  explain?: boolean;
  /** Hears which plan was chosen, explained or not. */
  onPlan?: (plan: SearchPlan) => void;
  /** Neighbours that are known already, one more than the page holds if there are more; or why none are. */
  known?: Found | string | undefined;
}

export interface SearchPage {
  hits: Hit[];
  nextCursor: string | null;
  /** What a shopper should know of how the filters were understood. */
  notices: string[];
  facets: Facets | null;
  explain: Explanation | null;
}

export interface Explanation extends SearchPlan {
  cutoff: { score: number | null; from: string };
}

/**
 * Products nearest to a vector, each look once by its best photo.
 *
 * @param options.vector unit length, of the model's dimension
 * @throws InvalidCursor
 */
export async function searchByVector(
  db: Queryable,
  options: SearchOptions & { vector: Float32Array },
): Promise<SearchPage> {
  const { model, sort, vector, limit } = options;
  const first = options.reordering ?? null;
  const along = sort === 'axis' && options.axis ? sortedAlong(options.axis, first) : null;
  const reordering = sort === 'relevance' || sort === 'axis' ? (along ?? first) : sortedBy(sort, first);
  const shape = queryShape(['search', model, options.filters, sort, reordering?.key]);
  const after = options.cursor ? readSearchCursor(options.cursor, shape, vector) : null;
  const comparesPrices = sort === 'price' || sort === '-price';
  const { filters, notices } = await withPriceBasis(db, options.filters, { comparesPrices });
  const query: Query = { ...options, filters, after };
  const found = await findPage(db, query, reordering);
  options.onPlan?.(found.plan);
  const page = found.neighbours.slice(0, limit);
  const last = found.neighbours.length > limit ? page.at(-1) : undefined;
  return {
    hits: withPlaces(await readHits(db, query, page), along),
    nextCursor: last ? writeSearchCursor(shape, vector, positionAfter(last, page, query, found)) : null,
    notices,
    facets: options.facets
      ? await readFacets(db, { model, vector, filters: options.filters, findAll: first?.findAll })
      : null,
    explain: options.explain ? explanationOf(found.plan, options) : null,
  };
}

function withPlaces(hits: Hit[], along: AxisOrder | null): Hit[] {
  if (!along) return hits;
  return hits.map((hit) => ({ ...hit, place: along.places.get(hit.product.id) ?? null }));
}

interface Query extends SearchOptions {
  vector: Float32Array;
  after: SearchPosition | null;
}

interface FoundPage {
  /** One more than the page holds, if there are more. */
  neighbours: Neighbour[];
  plan: SearchPlan;
  takenAt: number;
  /** How many of them are cut from a reordered set; the rest goes on by distance. */
  inSet: number;
}

async function findPage(db: Queryable, query: Query, reordering: Reordering | null): Promise<FoundPage> {
  const { known } = query;
  if (typeof known === 'object') return { ...known, inSet: 0 };
  const found = reordering ? await reordered(db, query, reordering) : await byRelevance(db, query);
  if (known === undefined) return found;
  return { ...found, plan: { ...found.plan, reason: `${found.plan.reason}; not precomputed: ${known}` } };
}

async function byRelevance(db: Queryable, query: Query): Promise<FoundPage> {
  const { after, limit } = query;
  const found = await findNeighbours(db, {
    ...query,
    count: limit + 1,
    after: after && { ...after, distance: after.distance ?? 0 },
    addedBy: after?.addedBy ?? null,
  });
  return { ...found, inSet: 0 };
}

/** The set is found and ordered anew for every page: it is the same one, since nothing added later is in it. */
async function reordered(db: Queryable, query: Query, reordering: Reordering): Promise<FoundPage> {
  const { model, vector, filters, after, limit } = query;
  const addedBy = after?.addedBy ?? null;
  const near = await findNeighbours(db, { ...query, count: reordering.size, after: null, addedBy });
  const set = await reordering.reorder(db, near.neighbours, { model, vector, filters, addedBy });
  const isBehindSet = after !== null && after.distance !== null;
  const rest = isBehindSet ? [] : set.slice(placeIn(set, after));
  const last = near.neighbours.at(-1);
  const isAll = !reordering.continues || near.neighbours.length < reordering.size || last === undefined;
  if (isAll || rest.length > limit) {
    return { ...near, neighbours: rest.slice(0, limit + 1), inSet: Math.min(rest.length, limit + 1) };
  }
  const from =
    after?.distance != null
      ? { ...after, distance: after.distance }
      : { ...last, rank: near.neighbours.length };
  const wanted = limit + 1 - rest.length;
  const shown = new Set(set.flatMap(({ productId, folded }) => [productId, ...folded]));
  const shownLooks = new Set(set.map(({ lookId }) => lookId).filter((lookId) => lookId !== null));
  const added = set.length - near.neighbours.length;
  const tail = await findNeighbours(db, {
    ...query,
    count: wanted + Math.max(0, added),
    after: from,
    addedBy,
  });
  // What a reordering added may be of a look that another product leads by distance: each look comes once.
  const isShown = ({ productId, lookId }: Neighbour) =>
    shown.has(productId) || (lookId !== null && shownLooks.has(lookId));
  const unseen = tail.neighbours.filter((one) => !isShown(one)).slice(0, wanted);
  return { ...near, neighbours: [...rest, ...unseen], inSet: rest.length };
}

/** Behind the product that the cursor names; where that one is gone, behind as many as were shown. */
function placeIn(set: readonly Neighbour[], after: SearchPosition | null): number {
  if (after === null) return 0;
  const at = set.findIndex(({ productId }) => productId === after.productId);
  return at === -1 ? after.rank : at + 1;
}

function positionAfter(last: Neighbour, page: Neighbour[], query: Query, found: FoundPage): SearchPosition {
  return {
    rank: (query.after?.rank ?? 0) + page.length,
    productId: last.productId,
    distance: page.length > found.inSet ? last.distance : null,
    addedBy: query.after?.addedBy ?? found.takenAt,
  };
}

function explanationOf(plan: SearchPlan, { cutoff = null, cutoffFrom }: SearchOptions): Explanation {
  return {
    ...plan,
    cutoff: { score: cutoff, from: cutoffFrom ?? (cutoff === null ? 'none is set' : 'asked for') },
  };
}
