// The nearest products to a vector: chooses between an exact scan and the HNSW index, and runs it.
import type pg from 'pg';
import type { Queryable } from './database.ts';
import { type Filters, filterConditions, Parameters, whereAll } from './filters.ts';
import { embeddingsTable } from './models.ts';
import { inTransaction } from './transaction.ts';
import { vectorParameter } from './vectors.ts';

export interface Neighbour {
  productId: number;
  /** Cosine distance of its best photo: 1 - similarity. */
  distance: number;
}

export interface SearchPlan {
  strategy: 'exact' | 'hnsw';
  reason: string;
  /** Photos that match the filters; counted only up to the threshold. */
  estimatedRows: number;
  /** Photos whose distance was looked at for this page. */
  candidates: number;
}

export interface NeighbourQuery {
  model: string;
  vector: Float32Array;
  filters: Filters;
  /** Products wanted. */
  count: number;
  /** The last product of the page before, and how many came before this page. */
  after: { rank: number; distance: number; productId: number } | null;
}

// An exact scan of 5,000 photos of 512 dimensions takes 6.8 ms on the embedded database and 3.5 ms on native
// Postgres; the index needs 1 to 2.6 ms without a filter, but 7 to 30 ms on the embedded one under a filter that
// keeps 10 % to 1 % of 20,000. So up to here the scan costs little more than the index at its best, far less
// than at its worst, and misses nothing.
const exactUpTo = 4000;

// Pages this deep re-walk so much of the graph that one exact scan is cheaper, and can't run dry.
const deepRank = 1000;

/** Products in order of (distance, id), as many as wanted whenever that many match. */
export async function findNeighbours(
  db: Queryable,
  query: NeighbourQuery,
): Promise<{ neighbours: Neighbour[]; plan: SearchPlan }> {
  const matching = await countUpTo(db, query, exactUpTo + 1);
  if (matching <= exactUpTo) {
    return exact(db, query, { matching, reason: `at most ${exactUpTo} photos match` });
  }
  if ((query.after?.rank ?? 0) >= deepRank) {
    return exact(db, query, { matching, reason: `the page begins after ${deepRank} results` });
  }
  const found = await nearestByIndex(db, query);
  if (found.neighbours.length < query.count) {
    return exact(db, query, { matching, reason: 'the index found too few' });
  }
  const reason = `more than ${exactUpTo} photos match`;
  return {
    neighbours: found.neighbours,
    plan: { strategy: 'hnsw', reason, estimatedRows: matching, candidates: found.candidates },
  };
}

/** Photos that match the filters, counted no further than `most`. */
async function countUpTo(db: Queryable, query: NeighbourQuery, most: number): Promise<number> {
  const parameters = new Parameters();
  const conditions = filterConditions(query.filters, { table: 'e', idColumn: 'product_id', parameters });
  const { rows } = await db.query<{ count: number }>(
    `
    select count(*) as count
    from (
      select from ${embeddingsTable(query.model)} as e
      ${whereAll(conditions)}
      limit ${parameters.add(most)}
    ) as counted`,
    parameters.values,
  );
  return rows[0]?.count ?? 0;
}

async function exact(
  db: Queryable,
  query: NeighbourQuery,
  why: { matching: number; reason: string },
): Promise<{ neighbours: Neighbour[]; plan: SearchPlan }> {
  const statement = statementOf(query);
  const { rows } = await db.query<Neighbour>(
    `
    select product_id as "productId", distance
    from (
      select e.product_id, min(${statement.distance}) as distance
      from ${statement.table} as e
      ${whereAll(statement.conditions)}
      group by e.product_id
    ) as best
    ${whereAll(statement.isAfter)}
    order by distance, product_id
    limit ${statement.parameters.add(query.count)}`,
    statement.parameters.values,
  );
  return {
    neighbours: rows,
    plan: { strategy: 'exact', reason: why.reason, estimatedRows: why.matching, candidates: why.matching },
  };
}

interface Found {
  neighbours: Neighbour[];
  candidates: number;
}

/**
 * Walks the HNSW index. Photos of one product fold into one result, so more photos are taken than products
 * wanted, and twice as many again while that is not enough and the index has more.
 */
async function nearestByIndex(db: Queryable, query: NeighbourQuery): Promise<Found> {
  return inTransaction(db, async (client) => {
    // 1,000 is the most that ef_search takes; the iterative scan goes on from there. Without sorting, the index
    // is the only way to the order; Postgres 15 prices that so high that it would spend 150 ms compiling (jit).
    const first = Math.max(100, 2 * query.count);
    await client.query(`
      set local hnsw.iterative_scan = strict_order;
      set local hnsw.ef_search = ${Math.min(1000, first)};
      set local hnsw.max_scan_tuples = 200000;
      set local hnsw.scan_mem_multiplier = 4;
      set local enable_sort = off;
      set local jit = off`);
    for (let take = first; ; take *= 2) {
      const found = await walk(client, query, take);
      if (found.neighbours.length >= query.count || found.candidates < take) return found;
    }
  });
}

async function walk(client: pg.PoolClient, query: NeighbourQuery, take: number): Promise<Found> {
  const { parameters, table, distance, conditions, isAfter } = statementOf(query);
  const notBefore = query.after ? [`${distance} >= ${parameters.add(query.after.distance)}::float8`] : [];
  // A photo beyond the cursor may belong to a product that an earlier page showed by a better photo.
  const bestOfProduct = query.after
    ? [
        `not exists (
          select from ${table} as other
          where other.product_id = best.product_id
            and (other.embedding <=> $1::vector) < best.distance
        )`,
      ]
    : [];
  const { rows } = await client.query<Neighbour & { candidates: number }>(
    `
    with nearest as materialized (
      select e.product_id, ${distance} as distance
      from ${table} as e
      ${whereAll([...conditions, ...notBefore])}
      order by ${distance}
      limit ${parameters.add(take)}
    )
    select product_id as "productId", distance, (select count(*) from nearest) as candidates
    from (
      select product_id, min(distance) as distance
      from nearest
      group by product_id
    ) as best
    ${whereAll([...isAfter, ...bestOfProduct])}
    order by distance, product_id
    limit ${parameters.add(query.count)}`,
    parameters.values,
  );
  return {
    neighbours: rows.map(({ productId, distance: d }) => ({ productId, distance: d })),
    candidates: rows[0]?.candidates ?? 0,
  };
}

/** What both strategies share; the query's vector is the first parameter. */
function statementOf(query: NeighbourQuery) {
  const parameters = new Parameters();
  const vector = `${parameters.add(vectorParameter(query.vector))}::vector`;
  const conditions = filterConditions(query.filters, { table: 'e', idColumn: 'product_id', parameters });
  const isAfter = query.after
    ? [
        `(best.distance, best.product_id) > (${parameters.add(query.after.distance)}::float8, ${parameters.add(query.after.productId)}::bigint)`,
      ]
    : [];
  const distance = `(e.embedding <=> ${vector})`;
  return { parameters, table: embeddingsTable(query.model), distance, conditions, isAfter };
}
