// What the page asks the API for: the paths of its questions, without asking them.
import type { Asked, AskedPhoto } from '../address/asked.ts';
import { isAsked, writeLine } from '../address/asked.ts';
import { type ShownPart, writeShownPart } from '../address/crop.ts';
import { type Narrowing, noNarrowing, writeNarrowing } from '../address/narrowing.ts';

/** What a grid of products is about. */
export type Subject =
  | { kind: 'window' }
  /** `query` is one line in the API's syntax, empty beside a photo alone. */
  | { kind: 'search'; query: string; photo?: AskedPhoto | null }
  | { kind: 'similar'; productId: string; part?: ShownPart };

/** How a page of results is wanted. */
export interface PageWish {
  /** Default 24. */
  limit?: number;
  /** Default false. */
  facets?: boolean;
}

const pageSize = 24;
// The nearest may have no photo, and five in a row hardly.
const pairLimit = 5;
const ofOneProduct = new Set(['cheaper', 'look']);

/** What the products at "/" are about. */
export function subjectOf(asked: Asked): Subject {
  if (!isAsked(asked)) return { kind: 'window' };
  return { kind: 'search', query: writeLine(asked), photo: asked.photo };
}

export function productPath(productId: string): string {
  return `/api/products/${encodeURIComponent(productId)}`;
}

/** A page of results; not for a search with a photo, which is sent. */
export function resultsPath(
  subject: Subject,
  narrowing: Narrowing,
  cursor: string | null = null,
  wish: PageWish = {},
): string {
  return `${routeOf(subject)}?${resultParams(subject, narrowing, cursor, wish)}`;
}

/** What looks like a product and costs less, for the pair at the top of the home page. */
export function lookalikesPath(productId: number): string {
  return resultsPath(
    { kind: 'similar', productId: String(productId) },
    { ...noNarrowing, cheaper: true },
    null,
    {
      limit: pairLimit,
    },
  );
}

/** What one page of results is asked for with, in the API's own names. */
export function resultParams(
  subject: Subject,
  narrowing: Narrowing,
  cursor: string | null,
  { limit = pageSize, facets = false }: PageWish = {},
): URLSearchParams {
  const params = new URLSearchParams(paramsOf(subject));
  for (const [name, value] of writeNarrowing(narrowing)) {
    if (subject.kind === 'similar' || !ofOneProduct.has(name)) params.append(name, value);
  }
  if (subject.kind === 'window' && (narrowing.sort ?? 'random') === 'random') {
    params.set('sort', 'random');
    params.set('seed', String(shuffleSeed()));
  }
  params.set('limit', String(limit));
  if (facets) params.set('facets', 'true');
  if (cursor !== null) params.set('cursor', cursor);
  return params;
}

function paramsOf(subject: Subject): [string, string][] {
  if (subject.kind === 'search' && subject.query !== '') return [['q', subject.query]];
  if (subject.kind !== 'similar' || !subject.part) return [];
  return writeShownPart(subject.part);
}

/** One shuffle per tab: another visit shows another window, going back or reloading shows the same one. */
function shuffleSeed(): number {
  const key = 'lookalike:seed';
  try {
    const seed = Number(sessionStorage.getItem(key)) || newSeed;
    sessionStorage.setItem(key, String(seed));
    return seed;
  } catch {
    return newSeed; // storage may be blocked; then a reload shows another window
  }
}

const newSeed = 1 + Math.floor(Math.random() * 999_999_998);

function routeOf(subject: Subject): string {
  if (subject.kind === 'search') return '/api/search';
  if (subject.kind === 'similar') return `${productPath(subject.productId)}/similar`;
  return '/api/products';
}
