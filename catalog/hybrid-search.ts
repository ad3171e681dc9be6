// Search by looks and words together, or by words alone: pages of the fused order, which goes on by looks behind it.
import { decodeCursor, encodeCursor, queryShape } from './cursors.ts';
import type { Queryable } from './database.ts';
import { type FusedProduct, fuse } from './fuse.ts';
import { readHits, sortNeighbours } from './hits.ts';
import { type LexicalHit, type NamedBy, searchByWords } from './lexical/lexical-search.ts';
import { embeddingsTable } from './models.ts';
import { findNeighbours, type Neighbour, type SearchPlan } from './neighbours.ts';
import type { Product } from './product-rows.ts';
import { type SearchOptions, searchByVector } from './search.ts';
import { vectorParameter } from './vectors.ts';

export interface HybridOptions extends SearchOptions {
  text: string;
  /** Of the text: unit length, of the model's dimension. */
  vector: Float32Array;
  mode: 'hybrid' | 'text';
}

/** By looks, by words (codes, brands, titles), or both. */
export type SearchMode = 'visual' | HybridOptions['mode'];

/** Where a hit stood in each list, from 1; null: not in it. */
export interface FoundIn {
  visual: number | null;
  words: number | null;
  /** What of the product the text named. */
  by: NamedBy[];
}

export interface HybridHit {
  product: Product;
  score: number | null;
  /** With `explain`. */
  found?: FoundIn;
}

export interface HybridPage {
  /** `score` is the cosine similarity; null for a product without an embedded photo. */
  hits: { product: Product; score: number | null /** With `explain`. */; found?: FoundIn }[];
  nextCursor: string | null;
  /** Null unless asked for, and for words alone. */
  explain: SearchPlan | null;
  /** Mistyped words, and what they were taken for. */
  corrections: { from: string; to: string }[];
}

// As many as sorting by price looks at; see search.ts.
const relevantProducts = 200;
const namedProducts = 200;

// A brand or a code is meant, so it outweighs looks; words of titles also stand there by chance. On the demo shop
// (P@10: brand and shape / finish / pair; looks alone 10 / 85 / 77 %) equal weights give 78 / 93 / 80 %, these
// 100 / 95 / 83 %, and half or twice as much for words alone the same within a point.
const weights = { visual: 1, words: 2 };
const wordsAlone = 0.25;

/** @throws InvalidCursor */
export async function searchInMode(
  db: Queryable,
  { mode, ...options }: Omit<HybridOptions, 'mode'> & { mode: SearchMode },
): Promise<HybridPage> {
  if (mode === 'visual') return { ...(await searchByVector(db, options)), corrections: [] };
  return searchHybrid(db, { ...options, mode });
}

/** What to tell who mistyped. */
export function correctionNotices({ corrections }: Pick<HybridPage, 'corrections'>): string[] {
  return corrections.map(({ from, to }) => `Nothing is called “${from}”: “${to}” was looked for as well.`);
}

/** @throws InvalidCursor */
export async function searchHybrid(db: Queryable, options: HybridOptions): Promise<HybridPage> {
  const { model, filters, sort, text, mode, limit } = options;
  const shape = queryShape(['words', mode, text, model, filters, sort]);
  const at = options.cursor ? readCursor(options.cursor, shape) : null;
  const newestId = at?.newestId ?? (await newestProduct(db));
  const set = await relevantSet(db, options, { newestId, horizon: at?.horizon ?? null });
  const order = sort === 'relevance' ? set.order : await sorted(db, set.order, sort);
  const page = at?.tail ? [] : order.slice(placeAfter(order, at), placeAfter(order, at) + limit + 1);
  const goesOn = mode === 'hybrid' && sort === 'relevance' && set.isFull;
  const tail =
    goesOn && page.length <= limit
      ? await beyond(db, options, set, { at, count: limit + 1 - page.length })
      : [];
  const shown = [...page, ...tail].slice(0, limit);
  const last = page.length + tail.length > limit ? shown.at(-1) : undefined;
  const inTail = shown.length > page.length;
  return {
    hits: await hitsOf(db, options, shown),
    nextCursor: last
      ? encodeCursor(shape, [
          newestId,
          set.last?.distance ?? null,
          (at?.shown ?? 0) + shown.length,
          inTail ? last.distance : null,
          last.productId,
        ])
      : null,
    explain: options.explain ? set.plan : null,
    corrections: set.corrections,
  };
}

interface At {
  newestId: number;
  /** Distance of the last of the relevant set. */
  horizon: number | null;
  /** Products on the pages before. */
  shown: number;
  productId: number;
  /** Where the pages have left the relevant set: the distance of the last product. */
  tail: { distance: number } | null;
}

function readCursor(cursor: string, shape: string): At {
  const kinds = ['id', 'number?', 'id', 'number?', 'id'] as const;
  const [newestId, horizon, shown, distance, productId] = decodeCursor(cursor, shape, kinds);
  return {
    newestId: Number(newestId),
    horizon: horizon === null ? null : Number(horizon),
    shown: Number(shown),
    productId: Number(productId),
    tail: distance === null ? null : { distance: Number(distance) },
  };
}

async function newestProduct(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ id: number }>('select coalesce(max(id), 0) as id from products');
  return rows[0]?.id ?? 0;
}

interface Ranked {
  productId: number;
  /** Null without an embedded photo. */
  distance: number | null;
  found: FoundIn;
}

interface RelevantSet {
  order: Ranked[];
  /** The furthest of those found by looks. */
  last: Neighbour | undefined;
  /** There may be more behind them. */
  isFull: boolean;
  plan: SearchPlan | null;
  corrections: { from: string; to: string }[];
}

/** Products added since the first page are left out, so that later pages cut the same order. */
async function relevantSet(
  db: Queryable,
  options: HybridOptions,
  { newestId, horizon }: { newestId: number; horizon: number | null },
): Promise<RelevantSet> {
  const { text, mode, filters } = options;
  const isHybrid = mode === 'hybrid';
  const count = horizon === null ? relevantProducts : 2 * relevantProducts;
  const { neighbours, plan } = isHybrid
    ? await findNeighbours(db, { ...options, count, after: null })
    : { neighbours: [], plan: null };
  const near = neighbours.filter((one) => one.productId <= newestId && one.distance <= (horizon ?? 2));
  const among = near.map(({ productId }) => productId);
  const words = await searchByWords(db, { text, filters, limit: namedProducts, among, commonToo: !isHybrid });
  const named = words.hits.filter(({ productId }) => productId <= newestId);
  return {
    order: await ranked(db, options, near, named),
    last: near.at(-1),
    isFull: neighbours.length === count || neighbours.some(({ distance }) => distance > (horizon ?? 2)),
    plan,
    corrections: words.corrections,
  };
}

async function ranked(
  db: Queryable,
  options: HybridOptions,
  near: readonly Neighbour[],
  named: readonly LexicalHit[],
): Promise<Ranked[]> {
  const fused = fuse(near, named.map(strengthOf), { weights });
  const distances = new Map(near.map(({ productId, distance }) => [productId, distance]));
  const others = fused.map(({ productId }) => productId).filter((id) => !distances.has(id));
  for (const one of await distancesOf(db, options, others)) distances.set(one.productId, one.distance);
  const byOf = new Map(named.map(({ productId, by }) => [productId, by]));
  return fused.map((one) => ({
    productId: one.productId,
    distance: distances.get(one.productId) ?? null,
    found: foundIn(one, byOf.get(one.productId)),
  }));
}

function strengthOf({ productId, score, isExact, by }: LexicalHit) {
  const isName = by.some((field) => field !== 'words');
  return { productId, isExact, strength: score * (isName ? 1 : wordsAlone) };
}

function foundIn({ visualRank, wordsRank }: FusedProduct, by: NamedBy[] = []): FoundIn {
  return { visual: visualRank, words: wordsRank, by };
}

/** Of products that were found by words only; those without an embedded photo are left out. */
async function distancesOf(
  db: Queryable,
  { model, vector }: HybridOptions,
  productIds: readonly number[],
): Promise<{ productId: number; distance: number }[]> {
  if (productIds.length === 0) return [];
  const { rows } = await db.query<{ productId: number; distance: number }>(
    `
    select product_id as "productId", min(embedding <=> $2::vector) as distance
    from ${embeddingsTable(model)}
    where product_id = any($1::bigint[])
    group by product_id`,
    [productIds, vectorParameter(vector)],
  );
  return rows;
}

async function sorted(
  db: Queryable,
  order: readonly Ranked[],
  sort: Exclude<SearchOptions['sort'], 'relevance'>,
): Promise<Ranked[]> {
  const byId = new Map(order.map((one) => [one.productId, one]));
  const all = order.map(({ productId }) => ({ productId, distance: 0 }));
  const rows = await sortNeighbours(db, all, { sort, after: null, count: all.length });
  return rows.flatMap(({ productId }) => byId.get(productId) ?? []);
}

/** Behind the last product shown; by count if it is gone meanwhile. */
function placeAfter(order: readonly Ranked[], at: At | null): number {
  if (!at) return 0;
  const place = order.findIndex(({ productId }) => productId === at.productId);
  return place === -1 ? Math.min(at.shown, order.length) : place + 1;
}

/** What looks like the text but stands behind the relevant set, less what its words brought forward. */
async function beyond(
  db: Queryable,
  options: HybridOptions,
  set: RelevantSet,
  { at, count }: { at: At | null; count: number },
): Promise<Ranked[]> {
  const from = at?.tail ? { distance: at.tail.distance, productId: at.productId } : set.last;
  if (!from) return [];
  const after = { rank: Math.max(at?.shown ?? 0, relevantProducts), ...from };
  const shown = new Set(set.order.map(({ productId }) => productId));
  const brought = set.order.filter(({ found }) => found.visual === null).length;
  const { neighbours } = await findNeighbours(db, { ...options, count: count + brought, after });
  return neighbours
    .filter(({ productId }) => !shown.has(productId))
    .slice(0, count)
    .map((one) => ({ ...one, found: { visual: null, words: null, by: [] } }));
}

async function hitsOf(
  db: Queryable,
  options: HybridOptions,
  page: readonly Ranked[],
): Promise<HybridPage['hits']> {
  const byId = new Map(page.map((one) => [one.productId, one]));
  const read = await readHits(
    db,
    options,
    page.map(({ productId, distance }) => ({ productId, distance: distance ?? 0 })),
  );
  return read.flatMap(({ product, score }) => {
    const one = byId.get(product.id);
    if (!one) return [];
    const hit = { product, score: one.distance === null ? null : score };
    return [options.explain ? { ...hit, found: one.found } : hit];
  });
}
