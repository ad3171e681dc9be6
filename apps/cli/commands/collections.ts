// `lookalike collections`: named sets of products that searches can be kept to.

import type { Queryable } from '../../../catalog/database/database.ts';
import {
  addToCollection,
  createCollection,
  deleteCollection,
  findCollection,
  listCollections,
  removeFromCollection,
  UnusableName,
} from '../../../catalog/products/collections.ts';
import { openMigrated } from '../../start/open-parts.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function collectionsList(
  context: CommandContext,
  { json = false }: { json?: boolean },
): Promise<void> {
  await withCatalogue(context, async (db) => {
    const found = await listCollections(db);
    if (json) return context.print(JSON.stringify(found));
    if (found.length === 0) {
      context.progress.say('There are no collections: `lookalike collections add NAME ID …` makes one.');
    }
    for (const { id, name, products } of found) context.print(`${id}  ${name}  ${products} products`);
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

export async function collectionsDelete(context: CommandContext, name: string): Promise<void> {
  await withCatalogue(context, async (db) => {
    await deleteCollection(db, await existing(db, name));
    context.print(`The collection ${name} is gone; its products stay.`);
  });
}

async function existing(db: Queryable, name: string): Promise<number> {
  const id = await findCollection(db, name);
  if (id === null) throw new CommandFailed(`There is no collection ${name}; see \`lookalike collections\`.`);
  return id;
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
