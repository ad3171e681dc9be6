// Measures what the index misses: the ten nearest photos by HNSW against all photos measured, for a few stored photos.
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { embeddingsTable } from '../photos/models.ts';
import { efSearchFor, leastTake } from '../search/ef-search.ts';
import { countRoughly } from '../search/matching-photos.ts';

export interface RecallSample {
  /** Of what is truly nearest, how much the index finds; null when there was nothing to measure. */
  recall: number | null;
  /** The worst single question's. */
  worst: number | null;
  /** Photos that were asked with. */
  sampled: number;
  efSearch: number;
  /** Medians, in milliseconds. */
  indexMs: number | null;
  exactMs: number | null;
}

export interface RecallOptions {
  model: string;
  /** Photos to ask with. */
  sample: number;
  /** Default: as wide as a search without filters is. */
  efSearch?: number;
  /** Begins no other question after so long; default 8,000. */
  withinMs?: number;
}

const neighbours = 10;

/** Each question is a statement of its own, so that searches go on in between. */
export async function sampleRecall(db: Queryable, options: RecallOptions): Promise<RecallSample> {
  const { model, sample, withinMs = 8_000 } = options;
  const photos = options.efSearch ? 0 : (await countRoughly(db, model)).counted;
  const efSearch = options.efSearch ?? efSearchFor({ photos, take: leastTake });
  const endAt = performance.now() + withinMs;
  const recalls: number[] = [];
  const indexMs: number[] = [];
  const exactMs: number[] = [];
  for (const photoId of await randomPhotos(db, model, sample)) {
    if (performance.now() > endAt) break;
    const truth = await timed(exactMs, () => nearestExactly(db, model, photoId));
    const found = await timed(indexMs, () => nearestByIndex(db, { model, photoId, efSearch }));
    recalls.push(recallOf(found, truth));
  }
  return {
    recall: recalls.length === 0 ? null : recalls.reduce((sum, one) => sum + one, 0) / recalls.length,
    worst: recalls.length === 0 ? null : Math.min(...recalls),
    sampled: recalls.length,
    efSearch,
    indexMs: median(indexMs),
    exactMs: median(exactMs),
  };
}

/**
 * Shares of the truth that were found, both as distances: where several photos are equally far, any of them is right.
 * Exported for its test.
 */
export function recallOf(found: readonly number[], truth: readonly number[]): number {
  const farthest = truth.at(-1);
  if (farthest === undefined) return 1;
  // The two ways to measure round differently in the last digits.
  return Math.min(1, found.filter((distance) => distance <= farthest + 1e-6).length / truth.length);
}

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  into.push(performance.now() - startedAt);
  return result;
}

function median(values: readonly number[]): number | null {
  const middle = values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
  return middle === undefined ? null : Math.round(middle * 100) / 100;
}

/** Photos next to random ids: a random order of all of them would read the whole table. */
async function randomPhotos(db: Queryable, model: string, count: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `
    with bounds as (
      select min(photo_id) as low, max(photo_id) as high from ${embeddingsTable(model)}
    ),
    -- Materialized: else each row would be compared with a random number of its own.
    targets as materialized (
      select low + floor(random() * (high - low + 1))::bigint as at
      from bounds, generate_series(1, $1)
    )
    select distinct near.photo_id as id
    from targets
    cross join lateral (
      select photo_id from ${embeddingsTable(model)} where photo_id >= targets.at order by photo_id limit 1
    ) as near`,
    [count],
  );
  return rows.map(({ id }) => id);
}

const vectorOf = (table: string) => `(select embedding from ${table} where photo_id = $1)`;

async function nearestExactly(db: Queryable, model: string, photoId: number): Promise<number[]> {
  const table = embeddingsTable(model);
  const { rows } = await db.query<{ distance: number }>(
    `
    select e.embedding <=> ${vectorOf(table)} as distance
    from ${table} as e
    where e.photo_id <> $1
    order by (e.embedding <=> ${vectorOf(table)}) + 0
    limit ${neighbours}`,
    [photoId],
  );
  return rows.map(({ distance }) => distance);
}

function nearestByIndex(
  db: Queryable,
  { model, photoId, efSearch }: { model: string; photoId: number; efSearch: number },
): Promise<number[]> {
  const table = embeddingsTable(model);
  const first = `
    set local hnsw.iterative_scan = relaxed_order;
    set local hnsw.ef_search = ${Math.trunc(efSearch)};
    set local enable_seqscan = off;
    set local enable_sort = off;
    set local jit = off`;
  const nearest = async (client: Queryable) => {
    // The photo itself comes first and is left out afterwards, so that nothing but the order needs the index.
    const { rows } = await client.query<{ id: number; distance: number }>(
      `
      select e.photo_id as id, e.embedding <=> ${vectorOf(table)} as distance
      from ${table} as e
      order by e.embedding <=> ${vectorOf(table)}
      limit ${neighbours + 1}`,
      [photoId],
    );
    return rows
      .filter(({ id }) => id !== photoId)
      .slice(0, neighbours)
      .map(({ distance }) => distance);
  };
  return inTransaction(db, nearest, { first });
}
