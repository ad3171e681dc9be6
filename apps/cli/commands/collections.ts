// `lookalike collections`: named sets of products and of embedded items.

import type { Queryable } from '../../../catalog/database/database.ts';
import { removeItems } from '../../../catalog/items/items.ts';
import {
  addToCollection,
  createCollection,
  deleteCollection,
  findCollection,
  listCollections,
  removeFromCollection,
  UnusableName,
} from '../../../catalog/products/collections.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { existing } from '../existing-collection.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { printTable } from '../table.ts';

export async function collectionsList(
  context: CommandContext,
  { json = false }: { json?: boolean },
): Promise<void> {
  await withCatalogue(context, async (db) => {
    const found = await listCollections(db);
    if (json) return context.print(JSON.stringify(found));
    if (found.length === 0) {
      context.progress.say(
        'There are no collections: `lookalike collections add NAME ID …` makes one of products, `lookalike embed-multi NAME FILE` one of items.',
      );
    } else
      printTable(
        context.print,
        [
          { title: 'id', align: 'right' },
          { title: 'name' },
          { title: 'products', align: 'right' },
          { title: 'items', align: 'right' },
        ],
        found.map(({ id, name, products, items }) => [`${id}`, name, `${products}`, `${items}`]),
      );
  });
}

export async function collectionsAdd(context: CommandContext, name: string, ids: number[]): Promise<void> {
  await withCatalogue(context, async (db) => {
    const id = (await findCollection(db, name)) ?? (await createCollection(db, name)).id;
    const added = await addToCollection(db, id, ids);
    context.print(`${added} products added to ${name}.`);
  });
}

export async function collectionsRemove(context: CommandContext, name: string, ids: number[]): Promise<void> {
  await withCatalogue(context, async (db) => {
    const removed = await removeFromCollection(db, await existing(db, name), ids);
    context.print(`${removed} products removed from ${name}.`);
  });
}

export async function collectionsRemoveItems(
  context: CommandContext,
  name: string,
  ids: string[],
): Promise<void> {
  await withCatalogue(context, async (db) => {
    const removed = await removeItems(db, await existing(db, name), ids);
    context.print(`${removed} items removed from ${name}.`);
  });
}

export async function collectionsDelete(context: CommandContext, name: string): Promise<void> {
  await withCatalogue(context, async (db) => {
    await deleteCollection(db, await existing(db, name));
    context.print(`The collection ${name} is gone with its items; its products stay.`);
  });
}

async function withCatalogue(
  { config }: CommandContext,
  work: (db: Queryable) => Promise<void>,
): Promise<void> {
  const database = await openMigrated(config);
  try {
    await work(database.pool);
  } catch (cause) {
    throw cause instanceof UnusableName ? new CommandFailed(cause.message, { cause }) : cause;
  } finally {
    await database.close();
  }
}
