// Clusters the products that filters let through: groups of what looks alike, each with a name and its most typical product.
import type { Queryable } from '../../catalog/database/database.ts';
import { countMappable } from '../../catalog/map/mappable-products.ts';
import type { Filters } from '../../catalog/products/filters.ts';
import { withPriceBasis } from '../../catalog/products/price-basis.ts';
import { type Named, nameClusters } from '../map/cluster-names.ts';
import { readVectors } from '../map/read-vectors.ts';
import { wordsById } from '../map/read-words.ts';
import { runThread } from '../run-thread.ts';
import type { Grouping, Method } from './group-vectors.ts';

export interface ClusterOptions {
  db: Queryable;
  model: string;
  how: Method;
  filters: Filters;
  /** Another name than the one of words that set a cluster apart; null keeps that one. */
  nameOf?: ((words: string | null, titles: readonly string[]) => Promise<string | null>) | undefined;
  /** Told the share that is done, 0..1. */
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface Cluster {
  /** From the words of its products; null when none tell. */
  name: string | null;
  /** Mean cosine similarity of its products to their mean. */
  likeness: number;
  /** Ids, the most typical first. */
  productIds: number[];
}

export interface Clusters {
  /** The largest first. */
  clusters: Cluster[];
  /** Ids of products in none. */
  others: number[];
  notices: string[];
}

/** Fewer products are seen better in a list. */
export const fewestToCluster = 12;

/** No clusters when there are fewer than 12 products. Rejects when it was stopped. */
export async function clusterProducts(options: ClusterOptions): Promise<Clusters> {
  const { db, model, how, onProgress, signal } = options;
  const { filters, notices } = await withPriceBasis(db, options.filters, { comparesPrices: false });
  const count = await countMappable(db, model, filters);
  if (count < fewestToCluster) return { clusters: [], others: [], notices };
  const { products, vectors } = await readVectors({
    db,
    model,
    filters,
    products: count,
    signal,
    onProgress: (share) => onProgress?.(readingShare * share),
  });
  const ids = products.map(({ productId }) => productId);
  const grouping = await runThread<Grouping>({
    file: new URL('./group-thread.ts', import.meta.url),
    name: 'clustering',
    input: { vectors, how },
    transfer: [vectors.values.buffer as ArrayBuffer], // never shared: it is allocated for this
    signal,
    onProgress: (share) => onProgress?.(readingShare + (1 - readingShare) * share),
  });
  const idsOf = (rows: Int32Array) => Array.from(rows, (row) => ids[row] ?? 0);
  const clusters = grouping.groups.map(({ members, likeness }) => ({ likeness, productIds: idsOf(members) }));
  return { clusters: await named(options, clusters), others: idsOf(grouping.others), notices };
}

// By the time that it takes of all.
const readingShare = 0.3;
// Enough to tell what a cluster is of.
const titlesTold = 20;

async function named(
  { db, nameOf }: ClusterOptions,
  clusters: readonly Omit<Cluster, 'name'>[],
): Promise<Cluster[]> {
  const words = await wordsById(
    db,
    clusters.flatMap(({ productIds }) => productIds),
  );
  const products = clusters.map(({ productIds }): Named[] => productIds.flatMap((id) => words.get(id) ?? []));
  const names = nameClusters(products);
  const named: Cluster[] = [];
  for (const [i, cluster] of clusters.entries()) {
    const ofWords = names[i] ?? null;
    const titles = (products[i] ?? []).slice(0, titlesTold).map(({ title }) => title);
    named.push({ ...cluster, name: (await nameOf?.(ofWords, titles)) ?? ofWords });
  }
  return named;
}
