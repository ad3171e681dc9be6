// `lookalike cluster --in COLLECTION`: groups of a collection's items.
import { findCollection } from '../../../catalog/products/collections.ts';
import { clusterItems, fewestItems, type ItemClusters } from '../../../workers/clusters/cluster-items.ts';
import type { Method } from '../../../workers/clusters/group-vectors.ts';
import type { NameCluster } from '../../llm/name-cluster.ts';
import { withActiveCatalogue } from '../active-catalogue.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { printTable } from '../table.ts';

export async function printItemClusters(
  context: CommandContext,
  options: { collection: string; how: Method; nameOf: NameCluster | undefined; json: boolean },
): Promise<void> {
  const { collection, how, nameOf, json } = options;
  await withActiveCatalogue(context, async ({ db, model }) => {
    const collectionId = await findCollection(db, collection);
    if (collectionId === null) throw new CommandFailed(`There is no collection "${collection}".`);
    const found = await clusterItems({ db, model, collectionId, how, nameOf, signal: context.signal });
    if (found.clusters.length + found.others.length === 0)
      throw new CommandFailed(
        `Clusters take at least ${fewestItems} items that are embedded under ${model}; ${collection} has fewer.`,
      );
    if (json) context.print(JSON.stringify(documentOf(found)));
    else printClusters(context, found);
  });
}

/** The document of `llm cluster`, with what it doesn't have beside it. */
function documentOf({ clusters }: ItemClusters): object[] {
  return clusters.map(({ name, likeness, items }, i) => ({
    id: String(i + 1),
    summary: name,
    size: items.length,
    likeness: Number(likeness.toFixed(3)),
    items,
  }));
}

function printClusters({ print, progress }: CommandContext, { clusters, others }: ItemClusters): void {
  printTable(
    print,
    [
      { title: 'items', align: 'right' },
      { title: 'name' },
      { title: 'alike', align: 'right' },
      { title: 'most typical' },
    ],
    clusters.map(({ name, likeness, items: [typical, ...others] }) => [
      String(1 + others.length),
      name ?? '–',
      likeness.toFixed(2),
      [typical?.id, typical?.content?.replaceAll(/\s+/g, ' ').slice(0, longestContent)]
        .filter(Boolean)
        .join('  '),
    ]),
  );
  if (others.length > 0) progress.say(`${others.length} items belong to none.`);
}

const longestContent = 80;
