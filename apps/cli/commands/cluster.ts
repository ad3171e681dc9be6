// `lookalike cluster`: groups of products that look alike, each with a name, a size and its most typical product.
import type { Queryable } from '../../../catalog/database/database.ts';
import { fillCollection } from '../../../catalog/products/collections.ts';
import { readSeveralProducts } from '../../../catalog/products/several-products.ts';
import {
  type Cluster,
  type Clusters,
  clusterProducts,
  fewestToCluster,
} from '../../../workers/clusters/cluster-products.ts';
import type { Method } from '../../../workers/clusters/group-vectors.ts';
import { wordsById } from '../../../workers/map/read-words.ts';
import { createChat } from '../../llm/chat.ts';
import { createClusterNamer, type NameCluster } from '../../llm/name-cluster.ts';
import { withActiveCatalogue } from '../active-catalogue.ts';
import { type FilterOptions, toFilters } from '../filter-options.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { printTable } from '../table.ts';
import { printItemClusters } from './cluster-items.ts';

interface ClusterCommandOptions extends FilterOptions {
  method: 'k-means' | 'density';
  count?: number;
  leastSize?: number;
  collect?: string;
  in?: string;
  llm: boolean;
  json?: boolean;
}

export async function cluster(context: CommandContext, options: ClusterCommandOptions): Promise<void> {
  const { method, count, leastSize } = options;
  if (method === 'density' && count !== undefined)
    throw new CommandFailed(
      '--count is for k-means: by density there are as many as there are dense places.',
    );
  if (method === 'k-means' && leastSize !== undefined)
    throw new CommandFailed('--least-size is for --method density: k-means makes as many as --count says.');
  const how: Method = method === 'density' ? { method, leastSize } : { method, count };
  const nameOf = options.llm ? namer(context) : undefined;
  if (options.in !== undefined) {
    if (options.collect !== undefined)
      throw new CommandFailed('--collect keeps products; items stay in the collection that they are in.');
    return printItemClusters(context, { collection: options.in, how, nameOf, json: options.json ?? false });
  }
  await withActiveCatalogue(context, async ({ db, model }) => {
    const { progress, print, signal } = context;
    const bar = progress.start('Clustering', '%');
    const found = await clusterProducts({
      db,
      model,
      how,
      filters: toFilters(options),
      nameOf,
      signal,
      onProgress: (share) => bar.update(Math.floor(100 * share), 100),
    });
    bar.update(100, 100);
    bar.finish();
    for (const notice of found.notices) progress.say(notice);
    if (found.clusters.length + found.others.length === 0)
      throw new CommandFailed(
        `Clusters take at least ${fewestToCluster} products with a photo; fewer filters may help.`,
      );
    if (options.collect !== undefined) await collect(context, db, options.collect, found.clusters);
    if (options.json) return print(JSON.stringify(await documentOf(db, found)));
    await printClusters(context, db, found);
  });
}

function namer({ config, progress, signal }: CommandContext): NameCluster | undefined {
  if (!config.llm) return undefined;
  return createClusterNamer(createChat(config.llm), {
    signal,
    onFailed: ({ message }) => progress.say(`${message} The other names are of their words.`),
  });
}

async function collect(
  { progress }: CommandContext,
  db: Queryable,
  prefix: string,
  clusters: readonly Cluster[],
): Promise<void> {
  for (const [i, { name, productIds }] of clusters.entries())
    await fillCollection(db, `${prefix}: ${name ?? i + 1}`.slice(0, 200), productIds);
  progress.say(`${clusters.length} collections hold them, each called “${prefix}: …”.`);
}

/** The document of `llm cluster`, with what it doesn't have beside it. */
async function documentOf(db: Queryable, { clusters }: Clusters): Promise<object[]> {
  const words = await wordsById(
    db,
    clusters.flatMap(({ productIds }) => productIds),
  );
  const typical = await typicalOf(db, clusters);
  return clusters.map(({ name, likeness, productIds }, i) => ({
    id: String(i + 1),
    summary: name,
    size: productIds.length,
    likeness: Number(likeness.toFixed(3)),
    medoid: typical.get(productIds[0] ?? 0) ?? null,
    items: productIds.map((id) => ({ id: String(id), content: words.get(id)?.title ?? null })),
  }));
}

async function printClusters(
  { print, progress }: CommandContext,
  db: Queryable,
  { clusters, others }: Clusters,
): Promise<void> {
  const typical = await typicalOf(db, clusters);
  printTable(
    print,
    [
      { title: 'products', align: 'right' },
      { title: 'name' },
      { title: 'alike', align: 'right' },
      { title: 'most typical' },
    ],
    clusters.map(({ name, likeness, productIds }) => {
      const medoid = typical.get(productIds[0] ?? 0);
      return [
        String(productIds.length),
        name ?? '–',
        likeness.toFixed(2),
        medoid ? `${medoid.id}  ${medoid.title}` : '–',
      ];
    }),
  );
  if (others.length > 0) progress.say(`${others.length} products belong to none.`);
}

async function typicalOf(db: Queryable, clusters: readonly Cluster[]) {
  const medoids = await readSeveralProducts(
    db,
    clusters.flatMap(({ productIds }) => productIds.slice(0, 1)),
  );
  return new Map(
    medoids.map(({ product: { id, title, url, image } }) => [id, { id, title, url, image }] as const),
  );
}
