// The same questions put to two models, each in its own vectors: what both find, and what only one does.
import type { Queryable } from '../../catalog/database/database.ts';
import { popularQueries } from '../../catalog/feedback/popular-queries.ts';
import { browseProducts } from '../../catalog/products/products.ts';
import type { Hit } from '../../catalog/search/hits.ts';
import { searchByVector } from '../../catalog/search/search.ts';
import { NotEmbedded, searchByProduct } from '../../catalog/search/search-by-product.ts';
import type { Encoder } from '../../clip/encoder.ts';

export type ComparedQuery = { text: string } | { productId: number };

export interface Comparison {
  query: ComparedQuery;
  /** What each model finds, nearest first. */
  hits: [Hit[], Hit[]];
  /** Share of the hits that both found. */
  overlap: number;
}

type Searcher = Pick<Encoder, 'modelId' | 'embedTexts'>;

const hitsCompared = 10;

export function compareModels(
  db: Queryable,
  models: [Searcher, Searcher],
  queries: readonly ComparedQuery[],
): Promise<Comparison[]> {
  return Promise.all(
    queries.map(async (query) => {
      const hits = await Promise.all([find(db, models[0], query), find(db, models[1], query)]);
      return { query, hits, overlap: overlapOf(...hits) };
    }),
  );
}

/** The mean over all queries; null without any. */
export function meanOverlap(compared: readonly Comparison[]): number | null {
  if (compared.length === 0) return null;
  return compared.reduce((sum, { overlap }) => sum + overlap, 0) / compared.length;
}

/** What shoppers ask most, and for want of that the names of a few products; with two products to find similar ones of. */
export async function proposeQueries(db: Queryable, count: number): Promise<ComparedQuery[]> {
  const popular = await popularQueries(db, { start: '', shop: null, limit: count });
  // The same seed each time: a comparison that is asked for again should be of the same things.
  const random = { filters: {}, sort: 'random' as const, limit: count + 2, cursor: null, seed: 1 };
  const { products } = await browseProducts(db, random);
  const texts = [...popular.map(({ text }) => text), ...products.slice(2).map(({ title }) => title)];
  return [
    ...texts.slice(0, count).map((text) => ({ text })),
    ...products.slice(0, 2).map(({ id }) => ({ productId: id })),
  ];
}

async function find(db: Queryable, { modelId: model, embedTexts }: Searcher, query: ComparedQuery) {
  const options = { model, filters: {}, sort: 'relevance' as const, limit: hitsCompared, cursor: null };
  if ('productId' in query) {
    const page = await searchByProduct(db, { ...options, productId: query.productId }).catch((error) => {
      if (error instanceof NotEmbedded) return null; // under this model it finds nothing, which is shown
      throw error;
    });
    return page?.hits ?? [];
  }
  const [encoded] = await embedTexts([query.text]);
  if (!encoded) throw new Error(`${model} gave no vector for "${query.text}".`);
  return (await searchByVector(db, { ...options, vector: encoded.vector })).hits;
}

function overlapOf(a: readonly Hit[], b: readonly Hit[]): number {
  const most = Math.max(a.length, b.length);
  if (most === 0) return 1;
  const found = new Set(a.map(({ product }) => product.id));
  return b.filter(({ product }) => found.has(product.id)).length / most;
}
