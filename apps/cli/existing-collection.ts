// The collection that an argument means, by its name or id.
import type { Queryable } from '../../catalog/database/database.ts';
import { findCollection } from '../../catalog/products/collections.ts';
import { CommandFailed } from './run-command.ts';

/** @throws CommandFailed */
export async function existing(db: Queryable, name: string): Promise<number> {
  const id = await findCollection(db, name);
  if (id === null) throw new CommandFailed(`There is no collection ${name}; see \`lookalike collections\`.`);
  return id;
}
