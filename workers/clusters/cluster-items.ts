// Clusters the items of a collection: groups of what is alike, each with a name from its texts.
import type { Queryable } from '../../catalog/database/database.ts';
import { type EmbeddedItem, embeddedItems } from '../../catalog/items/list-items.ts';
import { nameClusters } from '../map/cluster-names.ts';
import { matrixOf } from '../map/read-vectors.ts';
import { runThread } from '../run-thread.ts';
import type { Grouping, Method } from './group-vectors.ts';

export interface ClusterItemsOptions {
  db: Queryable;
  model: string;
  collectionId: number;
  how: Method;
  /** Another name than the one of words that set a cluster apart; null keeps that one. */
  nameOf?: ((words: string | null, texts: readonly string[]) => Promise<string | null>) | undefined;
  signal?: AbortSignal | undefined;
}

export type ClusteredItem = Omit<EmbeddedItem, 'vector'>;

export interface ItemCluster {
  /** From the texts of its items; null when they have none, as photos, or none that tells. */
  name: string | null;
  /** Mean cosine similarity of its items to their mean. */
  likeness: number;
  /** The most typical first. */
  items: ClusteredItem[];
}

export interface ItemClusters {
  /** The largest first. */
  clusters: ItemCluster[];
  /** In none. */
  others: ClusteredItem[];
}

/** Fewer items are seen better in a list. */
export const fewestItems = 12;
// Their vectors take 100 MB; see read-vectors.ts.
const mostItems = 50_000;
const batchSize = 250;
const textsTold = 20;

/** No clusters when fewer than 12 are embedded; of more than 50,000 the first. Rejects when it was stopped. */
export async function clusterItems(options: ClusterItemsOptions): Promise<ItemClusters> {
  const items = await readItems(options);
  if (items.length < fewestItems) return { clusters: [], others: [] };
  const vectors = matrixOf(items.map(({ vector }) => vector));
  const grouping = await runThread<Grouping>({
    file: new URL('./group-thread.ts', import.meta.url),
    name: 'clustering',
    input: { vectors, how: options.how },
    transfer: [vectors.values.buffer as ArrayBuffer], // never shared: it is allocated for this
    signal: options.signal,
  });
  const itemsAt = (rows: Int32Array) =>
    Array.from(rows).flatMap((row) => {
      const item = items[row];
      return item ? [{ id: item.id, content: item.content }] : [];
    });
  const clusters = grouping.groups.map(({ members, likeness }) => ({ likeness, items: itemsAt(members) }));
  return { clusters: await named(clusters, options), others: itemsAt(grouping.others) };
}

async function readItems({ db, model, collectionId, signal }: ClusterItemsOptions): Promise<EmbeddedItem[]> {
  const items: EmbeddedItem[] = [];
  for (let after = ''; items.length < mostItems; ) {
    signal?.throwIfAborted();
    const batch = await embeddedItems(db, collectionId, { model, after, limit: batchSize });
    const last = batch.at(-1);
    if (!last) break;
    items.push(...batch);
    after = last.id;
  }
  return items;
}

async function named(
  clusters: readonly Omit<ItemCluster, 'name'>[],
  { nameOf }: ClusterItemsOptions,
): Promise<ItemCluster[]> {
  const texts = clusters.map(({ items }) => items.flatMap(({ content }) => content ?? []));
  const names = nameClusters(texts.map((all) => all.map((title) => ({ title, brand: null, category: [] }))));
  const done: ItemCluster[] = [];
  for (const [i, cluster] of clusters.entries()) {
    const ofWords = names[i] ?? null;
    const told = (texts[i] ?? []).slice(0, textsTold);
    const name = (told.length > 0 && (await nameOf?.(ofWords, told))) || ofWords;
    done.push({ ...cluster, name });
  }
  return done;
}
