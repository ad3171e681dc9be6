// The products that a question is answered from: by looks, names and descriptions, fused into one order.
import type { Queryable } from '../../catalog/database/database.ts';
import { browseProducts } from '../../catalog/products/browse.ts';
import type { Filters } from '../../catalog/products/filters.ts';
import type { Product } from '../../catalog/products/product-rows.ts';
import { readSeveralProducts } from '../../catalog/products/several-products.ts';
import { findCutoff } from '../../catalog/ranking/find-cutoff.ts';
import {
  type Described,
  type DescribedProduct,
  describedProducts,
} from '../../catalog/search/described-products.ts';
import type { Hit } from '../../catalog/search/hits.ts';
import { type NamedHit, searchInMode } from '../../catalog/search/hybrid-search.ts';
import type { ComposedQuery, ResolvedQuery } from '../composed/composed-query.ts';
import { matchingSentences, stemsIn, stemsOf, type Term, writtenStems } from './matching-sentences.ts';
import { filtersOf, type Understood } from './understood.ts';

export interface AskSources {
  db: Queryable;
  /** Of the vectors that are searched. */
  model: string;
  resolve(query: ComposedQuery): Promise<ResolvedQuery>;
}

export interface FoundProduct {
  product: Product;
  /** Cosine similarity of photo and question; null where it was not found by looks. */
  score: number | null;
  /** Of its description, those with words of the question. */
  sentences: string[];
}

export interface FoundProducts {
  found: FoundProduct[];
  notices: string[];
}

// Two pages of a search: what stands below is named by none of the words.
const candidates = 50;
// As in reciprocal rank fusion of looks and names; see catalog/search/fuse.ts.
const rankOffset = 60;
const negativeWeight = -0.5;

/** @param limit most products */
export async function findProducts(
  sources: AskSources,
  understood: Understood,
  limit: number,
): Promise<FoundProducts> {
  const filters = filtersOf(understood);
  if (understood.words === '') return browse(sources, { understood, filters, limit });
  const written = writtenStems(understood.words);
  const stems = [...written.keys()];
  const [near, described] = await Promise.all([
    searchFor(sources, understood, filters),
    describedProducts(sources.db, { stems: [...written.values()], filters, model: sources.model }),
  ]);
  const terms = weigh(stems, described);
  const isSorted = understood.sort !== 'relevance';
  const order = fuse(near.hits, isSorted ? [] : byWeight(described.products, terms));
  const products = await productsOf(sources.db, near.hits, order);
  const scores = new Map(near.hits.map(({ product, score }) => [product.id, score]));
  const found = order.flatMap((id) => {
    const product = products.get(id);
    if (!product || isNamed(product, understood.without)) return [];
    return [{ product, score: scores.get(id) ?? null, sentences: sentencesOf(product, terms) }];
  });
  return { found: found.slice(0, limit), notices: near.notices };
}

/** Reciprocal rank fusion; a description counts as much as the share of the question's words that it has. */
function fuse(hits: readonly Hit[], described: readonly { productId: number; share: number }[]): number[] {
  const points = new Map<number, number>();
  const add = (id: number, more: number) => {
    points.set(id, (points.get(id) ?? 0) + more);
  };
  for (const [i, { product }] of hits.entries()) add(product.id, 1 / (rankOffset + i));
  // Those that match alike share a rank, so that looks and names decide between them.
  const shares = [...new Set(described.map(({ share }) => share))];
  for (const { productId, share } of described) add(productId, share / (rankOffset + shares.indexOf(share)));
  return [...points].sort(([a, first], [b, second]) => second - first || a - b).map(([id]) => id);
}

/** Those whose descriptions say most of what is looked for, first. */
function byWeight(described: readonly DescribedProduct[], terms: readonly Term[]) {
  const whole = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const shareOf = (bits: number) =>
    terms.reduce((sum, { weight }, i) => sum + (bits & (1 << i) ? weight : 0), 0) / whole;
  return described
    .map(({ productId, stems }) => ({ productId, share: shareOf(stems) }))
    .sort((a, b) => b.share - a.share || a.productId - b.productId)
    .slice(0, candidates);
}

async function productsOf(db: Queryable, hits: readonly Hit[], ids: readonly number[]) {
  const known = new Map(hits.map(({ product }) => [product.id, product]));
  const others = await readSeveralProducts(
    db,
    ids.filter((id) => !known.has(id)),
  );
  for (const { product, goneAt } of others) if (goneAt === null) known.set(product.id, product);
  return known;
}

async function searchFor({ db, model, resolve }: AskSources, understood: Understood, filters: Filters) {
  const { words, without, sort } = understood;
  const text = (value: string, weight: number) => ({ text: value, weight, name: 'question' });
  const resolved = await resolve({
    texts: [text(words, 1), ...without.map((phrase) => text(phrase, negativeWeight))],
    products: [],
    photos: [],
  });
  const page = await searchInMode(db, {
    mode: 'hybrid',
    text: words,
    model,
    vector: resolved.vector,
    filters,
    sort,
    limit: candidates,
    cursor: null,
    ...(await findCutoff(db, { model, kind: resolved.kind, asked: undefined })),
  });
  const hits = sort === 'relevance' ? page.hits : theVery(page.hits, understood);
  return { hits, notices: page.notices };
}

/** "The cheapest brushed gold tap" is none that merely is cheap: those that most words of the question name. */
function theVery(hits: readonly NamedHit[], { words }: Understood): readonly NamedHit[] {
  const stems = stemsOf(words);
  const named = ({ product: { title, description } }: NamedHit) =>
    stemsIn(`${title} ${description ?? ''}`, stems).length;
  const most = Math.max(...hits.map(named));
  return hits.filter((hit) => named(hit) === most);
}

/** What the title says aloud needs no vector to be kept away. */
function isNamed({ title }: Product, without: readonly string[]): boolean {
  return without.some((phrase) => {
    const stems = stemsOf(phrase);
    return stems.length > 0 && stemsIn(title, stems).length === stems.length;
  });
}

async function browse(
  { db, model }: AskSources,
  { understood, filters, limit }: { understood: Understood; filters: Filters; limit: number },
): Promise<FoundProducts> {
  const sort = understood.sort === 'relevance' ? 'newest' : understood.sort;
  const { products, notices } = await browseProducts(db, { filters, sort, limit, model });
  return { found: products.map((product) => ({ product, score: null, sentences: [] })), notices };
}

/** A stem says the more the fewer descriptions have it; one that none has still counts in titles. */
function weigh(stems: readonly string[], { products, total }: Described): Term[] {
  return stems.map((stem, i) => {
    const having = products.filter((one) => one.stems & (1 << i)).length;
    return { stem, weight: Math.log((total + 1) / (having + 0.5)) };
  });
}

function sentencesOf({ description }: Product, terms: readonly Term[]): string[] {
  return description === null ? [] : matchingSentences(description, terms);
}
