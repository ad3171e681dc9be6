// The nearest photos to a vector, folded: photos of one product into it, products of one look into the nearest.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import { vectorParameter } from '../photos/vectors.ts';
import { type Filters, filterConditions } from '../products/filters.ts';
import type { Neighbour } from './reordering.ts';

export interface NeighbourQuery {
  model: string;
  vector: Float32Array;
  filters: Filters;
  /** Results wanted. */
  count: number;
  /** The last result of the page before, and how many came before this page. */
  after: { rank: number; distance: number; productId: number } | null;
  /** Rows added later (microseconds since 1970) are not looked at; null: all are. */
  addedBy: number | null;
}

export interface Walk {
  /** In order of (distance, product id). */
  neighbours: Neighbour[];
  /** Photos that were folded. */
  candidates: number;
  /** Distance of the farthest of them. What is nearer is final; photos beyond may fold into what is not. */
  reach: number | null;
}

/** Whether the walk went far enough that going on would change nothing in the first `count`. */
export function isFinal({ neighbours, reach }: Walk, count: number): boolean {
  const last = neighbours[count - 1];
  return last !== undefined && reach !== null && last.distance < reach;
}

export interface WalkOptions {
  /** How many photos to fold; null: all that match. */
  take: number | null;
  /** Let the HNSW index give them; else all that match are measured. */
  byIndex: boolean;
}

/**
 * One walk. A product counts by its best photo; of products whose best photos share a look, the nearest stands for all.
 * What a prefix of the walk gives never depends on what comes after it, so a later page can walk again from the start
 * and drop what is not beyond its cursor.
 */
export async function walkNearest(db: Queryable, query: NeighbourQuery, options: WalkOptions): Promise<Walk> {
  const { text, values } = walkStatement(query, options);
  const { rows } = await db.query<WalkRow>(text, values);
  return {
    neighbours: rows.flatMap((row) => neighbourOf(row) ?? []),
    candidates: rows[0]?.candidates ?? 0,
    reach: rows[0]?.reach ?? null,
  };
}

/** Photos that the index had to look at for the walk, filtered out or not; it takes a walk of its own to count. */
export async function countVisited(
  db: Queryable,
  query: NeighbourQuery,
  options: WalkOptions,
): Promise<number> {
  const { text, values } = walkStatement(query, options);
  const { rows } = await db.query<{ 'QUERY PLAN': unknown }>(
    `explain (analyze, timing off, format json) ${text}`,
    values,
  );
  return visitedIn(rows[0]?.['QUERY PLAN'], embeddingsTable(query.model));
}

interface WalkRow {
  candidates: number;
  reach: number | null;
  productId: number | null;
  distance: number;
  photoId: number;
  lookId: number | null;
  folded: string[]; // pg leaves bigints in arrays as text
}

function neighbourOf({ productId, distance, photoId, lookId, folded }: WalkRow): Neighbour | null {
  // A walk that found nothing beyond the cursor still says how far it went.
  if (productId === null) return null;
  return { productId, distance, photoId, lookId, folded: folded.map(Number) };
}

function walkStatement(query: NeighbourQuery, { take, byIndex }: WalkOptions) {
  const parameters = new Parameters();
  const distance = `(e.embedding <=> ${parameters.add(vectorParameter(query.vector))}::vector)`;
  const conditions = filterConditions(query.filters, {
    table: 'e',
    of: 'vectors',
    parameters,
    inIndexOrder: byIndex,
  });
  if (query.addedBy !== null) {
    conditions.push(
      `e.added_at <= timestamptz 'epoch' + ${parameters.add(query.addedBy)}::bigint * interval '1 microsecond'`,
    );
  }
  // `+ 0` keeps the sort off the index; ties then have one order.
  const order = byIndex ? distance : `${distance} + 0, e.product_id, e.photo_id`;
  const limit = take === null ? '' : `limit ${parameters.add(take)}`;
  const { after } = query;
  const beyond = after
    ? `where (distance, products[1]) > (${parameters.add(after.distance)}::float8, ${parameters.add(after.productId)}::bigint)`
    : '';
  const text = `
    with nearest as materialized (
      select e.photo_id, e.product_id, e.look_id, ${distance} as distance
      from ${embeddingsTable(query.model)} as e
      ${whereAll(conditions)}
      order by ${order}
      ${limit}
    ),
    best as (
      select distinct on (product_id) product_id, distance, photo_id, coalesce(look_id, -product_id) as fold
      from nearest
      order by product_id, distance, photo_id
    ),
    folded as (
      select fold, min(distance) as distance,
        array_agg(product_id order by distance, product_id) as products,
        (array_agg(photo_id order by distance, product_id))[1] as photo_id
      from best
      group by fold
    ),
    page as (
      select products[1] as "productId", distance, photo_id as "photoId",
        case when fold > 0 then fold end as "lookId", products[2:] as folded
      from folded
      ${beyond}
      order by distance, products[1]
      limit ${parameters.add(query.count)}
    )
    select whole.candidates, whole.reach, page.*
    from (select count(*) as candidates, max(distance) as reach from nearest) as whole
    left join page on true
    order by page.distance, page."productId"`;
  return { text, values: parameters.values };
}

interface PlanNode {
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

function visitedIn(plan: unknown, table: string): number {
  // Postgres' own JSON: [{ Plan: … }].
  const [root] = plan as { Plan: PlanNode }[];
  const count = (node: PlanNode): number =>
    (node['Relation Name'] === table
      ? (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)
      : 0) + (node.Plans ?? []).reduce((sum, child) => sum + count(child), 0);
  return root ? count(root.Plan) : 0;
}
