// Named sets of products.
import { positive } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addCollectionsCommands(command: AddCommand): void {
  const collections = command('collections', 'named sets of products that searches can be kept to');
  collections
    .command('list', { isDefault: true })
    .description('the collections, and how many products each has')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/collections.ts')).collectionsList));
  for (const [verb, description] of [
    ['add', 'add products to a collection, which is made when there is none of that name'],
    ['remove', 'take products out of a collection'],
  ] as const) {
    collections
      .command(verb)
      .argument('<name>', 'its name, or its id')
      .argument('<ids...>', 'ids of products', (text: string, before: number[] | undefined) => [
        ...(before ?? []),
        positive(text),
      ])
      .description(description)
      .action(
        load(async () => {
          const { collectionsAdd, collectionsRemove } = await import('../commands/collections.ts');
          return verb === 'add' ? collectionsAdd : collectionsRemove;
        }),
      );
  }
  collections
    .command('delete')
    .argument('<name>', 'its name, or its id')
    .description('forget a collection; its products stay')
    .action(load(async () => (await import('../commands/collections.ts')).collectionsDelete));
}
