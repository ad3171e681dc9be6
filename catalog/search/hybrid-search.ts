// Search by looks and words together, or by words alone: an order that plugs into the search by looks.
import type { Queryable } from '../database/database.ts';
import { findNamed, type LexicalHit, type NamedBy } from '../lexical/lexical-search.ts';
import { type QueryWords, understand } from '../lexical/query-words.ts';
import { diversifiedBy } from './diversity.ts';
import type { FusedProduct } from './fuse.ts';
import { fuse } from './fuse.ts';
import type { Hit } from './hits.ts';
import { bestPhotos } from './named-products.ts';
import type { Neighbour, RelevantContext, Reordering } from './reordering.ts';
import { type SearchOptions, type SearchPage, searchByVector } from './search.ts';

/** By looks, by words (codes, brands, titles), or both. */
export type SearchMode = 'visual' | 'hybrid' | 'text';

export interface ModeOptions extends SearchOptions {
  text: string;
  /** Of the text: unit length, of the model's dimension. */
  vector: Float32Array;
  mode: SearchMode;
  /** 0 to 1, see `diversifiedBy`. Default 0. */
  diversity?: number;
}

/** Where a hit stood in each list, from 1; null: not in it. */
export interface FoundIn {
  visual: number | null;
  words: number | null;
  /** What of the product the text named. */
  by: NamedBy[];
}

export interface NamedHit extends Hit {
  /** With `explain`. */
  found?: FoundIn;
}

export interface NamedPage extends Omit<SearchPage, 'hits'> {
  hits: NamedHit[];
}

// As many as sorting by price looks at; see reordering.ts.
const relevantProducts = 200;
const namedProducts = 200;

// A brand or a code is meant, so it outweighs looks; words of titles also stand there by chance. On the demo shop
// (P@10: brand and shape / finish / pair; looks alone 10 / 85 / 77 %) equal weights give 78 / 93 / 80 %, these
// 100 / 95 / 83 %, and half or twice as much for words alone the same within a point.
const weights = { visual: 1, words: 2 };
const wordsAlone = 0.25;

// Who is named by half of the text is no loose match, whatever the photo looks like.
const wellNamed = 0.5;

/** @throws InvalidCursor */
export async function searchInMode(
  db: Queryable,
  { mode, text, diversity = 0, ...options }: ModeOptions,
): Promise<NamedPage> {
  const isDiverse = diversity > 0 && options.sort === 'relevance';
  const diversified = (order: Reordering | null) => (isDiverse ? diversifiedBy(diversity, order) : order);
  if (mode === 'visual') return searchByVector(db, { ...options, reordering: diversified(null) });
  // Begun before the search by looks, which takes as long; one that fails is met where it is waited for.
  const meant = understand(db, text);
  meant.catch(() => {});
  const order = byWords({ text, mode, meant });
  const page = await searchByVector(db, { ...options, reordering: diversified(order) });
  const hits = page.hits.map((hit) => {
    const { place, score = 0 } = order.found.get(hit.product.id) ?? {};
    const named: NamedHit = score >= wellNamed ? { ...hit, match: 'good' } : hit;
    return options.explain ? { ...named, found: place ?? { visual: null, words: null, by: [] } } : named;
  });
  return { ...page, hits, notices: [...page.notices, ...order.notices] };
}

interface WordsOrder extends Reordering {
  /** Filled by `reorder`, as is `notices`. */
  found: Map<number, { place: FoundIn; score: number }>;
  notices: string[];
}

function byWords({
  text,
  mode,
  meant,
}: {
  text: string;
  mode: 'hybrid' | 'text';
  meant: Promise<QueryWords>;
}): WordsOrder {
  const isHybrid = mode === 'hybrid';
  const order: WordsOrder = {
    key: JSON.stringify([mode, text]),
    size: isHybrid ? relevantProducts : 1,
    continues: isHybrid,
    // An order of its own: this one's `found` and notices are of the page.
    findAll: isHybrid ? undefined : (db, context) => byWords({ text, mode, meant }).reorder(db, [], context),
    found: new Map(),
    notices: [],
    async reorder(db, nearest, context) {
      const near = isHybrid ? nearest : [];
      const words = await findNamed(db, await meant, {
        ...context,
        limit: namedProducts,
        among: near.flatMap(({ productId, folded }) => [productId, ...folded]),
        commonToo: !isHybrid,
      });
      const all = withNamed(near, words.hits, await photosOfNamed(db, near, words.hits, context));
      const fused = fuse(all.visual, all.named.map(strengthOf), { weights });
      order.notices.push(...words.corrections.map(correctionNotice));
      order.found = new Map(fused.map((one) => [one.productId, foundIn(one, all.named)]));
      return fused.flatMap(({ productId }) => all.neighbours.get(productId) ?? []);
    },
  };
  return order;
}

const correctionNotice = ({ from, to }: { from: string; to: string }) =>
  `Nothing is called “${from}”: “${to}” was looked for as well.`;

/** Of those that are not among the near ones, and of those that are named exactly and may be folded into a near one. */
async function photosOfNamed(
  db: Queryable,
  near: readonly Neighbour[],
  hits: readonly LexicalHit[],
  context: RelevantContext,
): Promise<Map<number, Neighbour>> {
  const known = new Set(near.flatMap(({ productId, folded }) => [productId, ...folded]));
  const others = hits.filter(({ productId, isExact }) => isExact || !known.has(productId));
  return bestPhotos(
    db,
    others.map(({ productId }) => productId),
    context,
  );
}

interface AllProducts {
  visual: Neighbour[];
  named: LexicalHit[];
  neighbours: Map<number, Neighbour>;
}

/**
 * Puts named products among the near ones, each look once: who is folded into another gives it its name, but an
 * exactly named one stands for itself, with the other as its offer.
 */
function withNamed(
  near: readonly Neighbour[],
  hits: readonly LexicalHit[],
  photos: ReadonlyMap<number, Neighbour>,
): AllProducts {
  const visual = [...near];
  const leaders = new Map(
    visual.flatMap((one) => [one.productId, ...one.folded].map((id) => [id, one] as const)),
  );
  const looks = new Map(visual.flatMap((one) => (one.lookId === null ? [] : [[one.lookId, one] as const])));
  const named = new Map<number, LexicalHit>();
  for (const hit of hits) {
    const photo = photos.get(hit.productId);
    const leader =
      leaders.get(hit.productId) ?? (photo?.lookId == null ? undefined : looks.get(photo.lookId));
    const stands =
      leader && hit.isExact && photo && !named.get(leader.productId)?.isExact
        ? standIn(photo, leader)
        : leader;
    const own = stands ?? photo;
    if (!own) continue;
    if (leader && stands && stands !== leader) {
      const at = visual.indexOf(leader);
      if (at !== -1) visual[at] = stands;
    }
    for (const id of [own.productId, ...own.folded]) leaders.set(id, own);
    if (own.lookId !== null) looks.set(own.lookId, own);
    if (!named.has(own.productId)) named.set(own.productId, { ...hit, productId: own.productId });
  }
  return {
    visual,
    named: [...named.values()],
    neighbours: new Map([...leaders.values()].map((one) => [one.productId, one])),
  };
}

function standIn(photo: Neighbour, leader: Neighbour): Neighbour {
  if (photo.productId === leader.productId) return leader;
  const folded = [leader.productId, ...leader.folded].filter((id) => id !== photo.productId);
  return { ...photo, distance: leader.distance, folded };
}

function strengthOf({ productId, score, isExact, by }: LexicalHit) {
  const isName = by.some((field) => field !== 'words');
  return { productId, isExact, strength: score * (isName ? 1 : wordsAlone) };
}

function foundIn({ productId, visualRank, wordsRank }: FusedProduct, named: readonly LexicalHit[]) {
  const hit = named.find((one) => one.productId === productId);
  return { place: { visual: visualRank, words: wordsRank, by: hit?.by ?? [] }, score: hit?.score ?? 0 };
}
