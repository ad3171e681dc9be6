// The nearest products to a vector: chooses between an exact scan and the HNSW index, and runs it.
import type pg from 'pg';
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { efSearchFor, largestEfSearch, leastTake } from './ef-search.ts';
import { countMatching, countRoughly, guessMatching, type Matching } from './matching-photos.ts';
import { countVisited, isFinal, type NeighbourQuery, type Walk, walkNearest } from './nearest-looks.ts';
import type { Neighbour } from './reordering.ts';

export interface SearchPlan {
  /** Precomputed: among the products of a stored list. */
  strategy: 'exact' | 'hnsw' | 'precomputed';
  reason: string;
  /** Photos that match the filters: counted up to the threshold, beyond it what Postgres expects. */
  estimatedRows: number;
  /** Photos that matched and were folded into results. */
  candidates: number;
  /** Photos whose distance was looked at, matching or not. */
  visited: number;
  /** How wide the index searched; null when all were measured. */
  efSearch: number | null;
}

export interface Found {
  neighbours: Neighbour[];
  plan: SearchPlan;
  /** The database's clock before the search: rows added later belong to none of its pages. */
  takenAt: number;
}

// An exact scan of 5,000 photos of 512 dimensions takes 6.8 ms on the embedded database and 3.5 ms on native
// Postgres; the index needs 1 to 2.6 ms without a filter, but 7 to 30 ms on the embedded one under a filter that
// keeps 10 % to 1 % of 20,000. So up to here the scan costs little more than the index at its best, far less
// than at its worst, and misses nothing.
const exactUpTo = 4000;

// Pages this deep re-walk so much of the graph that one exact scan is cheaper, and can't run dry.
const deepRank = 1000;

// The index meets photos in no order of the heap and looks at their neighbours' distances, too. Of 200,000 photos a filter
// that keeps 10 % takes it 19 to 42 ms and a scan 36 to 51, but the index finds only .950 of the ten nearest where what
// matches lies far from the query: there 1,000 visits are to count as more than the 20,000 of the scan.
const scannedPerVisit = 25;

// An index that has visited so large a share of what matches is in the wrong part of the space: a scan ends it.
const farthestShare = 1 / 4;

/** Results in order of (distance, product id), as many as wanted whenever that many match. */
export async function findNeighbours(
  db: Queryable,
  query: NeighbourQuery & { explain?: boolean },
): Promise<Found> {
  const matching = await countCheaply(db, query);
  const exactFor = (reason: string) => exact(db, query, { matching, reason });
  if (matching.counted <= exactUpTo) return exactFor(`at most ${exactUpTo} photos match`);
  if (rankOf(query) >= deepRank) return exactFor(`the page begins after ${deepRank} results`);
  const effort = await reckonEffort(db, query, matching);
  if (effort.scanIsCheaper) return exactFor('the filters keep too few for the index to be quicker');
  const { walk, isCut, visited } = await nearestByIndex(db, query, effort);
  // Where what matches lies far from the query, the index would have to go through most of the table.
  if (isCut) return exactFor('the index went far and found too few');
  return {
    neighbours: walk.neighbours,
    takenAt: matching.takenAt,
    plan: {
      strategy: 'hnsw',
      reason: `more than ${exactUpTo} photos match`,
      estimatedRows: effort.matching,
      candidates: walk.candidates,
      visited: visited ?? walk.candidates,
      efSearch: effort.efSearch,
    },
  };
}

/** Counting 4,001 rows takes 2.5 ms of a search's 8, and a large table without filters needs no count. */
async function countCheaply(db: Queryable, query: NeighbourQuery): Promise<Matching> {
  if (isUnfiltered(query)) {
    const all = await countRoughly(db, query.model);
    if (all.counted > 2 * exactUpTo) return all;
  }
  return countMatching(db, query, exactUpTo + 1);
}

// What matches may lie where the index comes late. Over 20,000 photos and a range of prices that keeps the 30 % farthest
// from the query, as wide as the even share found .975 of the ten nearest, three times as wide .995.
const widerUnderFilters = 3;

interface Effort {
  /** Photos that match, as Postgres expects. */
  matching: number;
  scanIsCheaper: boolean;
  efSearch: number;
  /** How many photos the index may visit before a scan of what matches is the better way. */
  mostVisited: number;
}

/** What the index has to do if what matches is spread evenly: visit as many as have enough matches among them. */
async function reckonEffort(db: Queryable, query: NeighbourQuery, { counted }: Matching): Promise<Effort> {
  const take = firstTake(query);
  if (isUnfiltered(query)) {
    return {
      matching: counted,
      scanIsCheaper: false,
      efSearch: efSearchFor({ photos: counted, take }),
      mostVisited: 200_000,
    };
  }
  const matching = Math.max(await guessMatching(db, query), exactUpTo + 1);
  const all = Math.max((await countRoughly(db, query.model)).counted, matching);
  const visits = (take * all) / matching;
  return {
    matching,
    scanIsCheaper: visits * scannedPerVisit > matching && matching < all,
    efSearch: Math.min(largestEfSearch, Math.ceil(matching < all ? widerUnderFilters * visits : visits)),
    // Twice the even share is bad luck; beyond, giving up may cost as much as the scan that follows.
    mostVisited: Math.ceil(Math.max(2 * visits, matching * farthestShare, 2 * largestEfSearch)),
  };
}

/** Leaving single products out narrows nothing, and asking for an estimate would cost two round trips. */
function isUnfiltered({ filters: { excludeProductIds: _, ...rest } }: NeighbourQuery): boolean {
  return Object.values(rest).every((value) => value === undefined);
}

function rankOf(query: NeighbourQuery): number {
  return query.after?.rank ?? 0;
}

/** Photos to fold at first: looks and products with several photos take more than one each. Twice as many take 10 ms
 * instead of 7 where 200 results are reordered. */
function firstTake(query: NeighbourQuery): number {
  return Math.max(leastTake, Math.ceil(1.5 * (rankOf(query) + query.count)));
}

async function exact(
  db: Queryable,
  query: NeighbourQuery,
  why: { matching: Matching; reason: string },
): Promise<Found> {
  const isDeep = rankOf(query) + query.count >= deepRank;
  const walk = await walkFarEnough(query, isDeep ? null : firstTake(query), (take) =>
    walkNearest(db, query, { take, byIndex: false }),
  );
  const { counted, takenAt } = why.matching;
  const estimatedRows = counted > exactUpTo ? Math.max(counted, await guessMatching(db, query)) : counted;
  return {
    neighbours: walk.neighbours,
    takenAt,
    plan: {
      strategy: 'exact',
      reason: why.reason,
      estimatedRows,
      candidates: walk.candidates,
      visited: estimatedRows,
      efSearch: null,
    },
  };
}

/** Takes twice as many again while that is not enough and there are more. */
async function walkFarEnough(
  query: NeighbourQuery,
  first: number | null,
  walkTaking: (take: number | null) => Promise<Walk>,
): Promise<Walk> {
  for (let take = first; ; take = take === null ? null : 2 * take) {
    const walk = await walkTaking(take);
    if (take === null || walk.candidates < take || isFinal(walk, query.count)) return walk;
  }
}

async function nearestByIndex(
  db: Queryable,
  query: NeighbourQuery & { explain?: boolean },
  { efSearch, mostVisited }: Effort,
): Promise<{ walk: Walk; isCut: boolean; visited: number | null }> {
  // What the scan finds late but nearer is kept by relaxed_order and thrown away by strict_order; it is sorted here
  // anyway. Without sorting, the index is the only way to the order; Postgres 15 prices that so high that it would
  // spend 150 ms compiling (jit).
  const first = `
    set local hnsw.iterative_scan = relaxed_order;
    set local hnsw.ef_search = ${efSearch};
    set local hnsw.max_scan_tuples = ${mostVisited};
    set local hnsw.scan_mem_multiplier = 4;
    set local enable_sort = off;
    set local jit = off`;
  const walkThere = async (client: pg.PoolClient) => {
    let last = 0;
    const walk = await walkFarEnough(query, firstTake(query), (take) => {
      last = take ?? last;
      return walkNearest(client, query, { take, byIndex: true });
    });
    const visited = query.explain ? await countVisited(client, query, { take: last, byIndex: true }) : null;
    return { walk, isCut: walk.candidates < last, visited };
  };
  return inTransaction(db, walkThere, { first });
}
