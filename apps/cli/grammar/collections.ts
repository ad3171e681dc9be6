// Named sets of products, and of embedded items.
import { Option } from 'commander';
import { positive } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addCollectionsCommands(command: AddCommand): void {
  const collections = command(
    'collections',
    'named sets of products, and of texts and photos that were embedded into them',
  );
  collections
    .command('list', { isDefault: true })
    .description('the collections, and how many products and items each has')
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
    .description('forget a collection with its items; its products stay')
    .action(load(async () => (await import('../commands/collections.ts')).collectionsDelete));
  collections
    .command('items')
    .argument('<name>', 'its name, or its id')
    .description('the items that were embedded into it, by their ids')
    .option('--prefix <text>', 'only those whose ids begin so')
    .option('--json', 'print NDJSON')
    .action(load(async () => (await import('../commands/collections-items.ts')).collectionsItems));
  collections
    .command('remove-items')
    .argument('<name>', 'its name, or its id')
    .argument('<ids...>', 'ids of items')
    .description('take items out of a collection')
    .action(load(async () => (await import('../commands/collections.ts')).collectionsRemoveItems));
  collections
    .command('refresh')
    .argument('<name>', 'its name, or its id')
    .description('embed its items under the model that is active now, from the content that is kept')
    .action(load(async () => (await import('../commands/collections-items.ts')).collectionsRefresh));
  collections
    .command('export')
    .argument('<name>', 'its name, or its id')
    .argument('[file]', 'a .db that `llm` reads, .parquet or .ndjson; left out, NDJSON on standard output')
    .description('its items with vectors and content, and its products by their first photos as product/ID')
    .addOption(formatOption())
    .action(load(async () => (await import('../commands/collections-export.ts')).collectionsExport));
  collections
    .command('import')
    .argument(
      '<file>',
      'an embeddings database of `llm`, a .parquet or .ndjson file, or - for NDJSON from a pipe',
    )
    .argument('[collections...]', 'only these collections of the file')
    .description(
      'take items with their vectors; those of another model are embedded anew where their content is there',
    )
    .addOption(formatOption())
    .option('--name <name>', 'the collection to put them into; default: as in the file')
    .option('--of-model <id>', 'whose vectors these are, whatever the file calls that model')
    .option('--json', 'print the counts as one JSON document')
    .action(load(async () => (await import('../commands/collections-import.ts')).collectionsImport));
}

const formatOption = () =>
  new Option('--format <format>', 'of the file; default: what its name says').choices([
    'sqlite',
    'ndjson',
    'parquet',
  ]);
