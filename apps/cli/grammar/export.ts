// What leaves the catalogue: a site of plain files, and products as NDJSON.
import { pageSize } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addExportCommands(command: AddCommand): void {
  const exports = command('export', 'the catalogue as a site of plain files, or its products as NDJSON');
  exports
    .command('site')
    .argument('<folder>', 'where it goes; an earlier site in it is replaced, anything else is left alone')
    .option('--title <title>', 'what the site is called; default: Lookalike')
    .option('--neighbours <count>', 'how many products each page shows as looking like it', pageSize, 12)
    .option('--shop <name>', 'only this shop')
    .option('--collection <name>', 'only this collection, by its id or name')
    .option('--json', 'print what was written as one JSON document')
    .description('a site that any file host can serve: the grid, find similar, finding by words')
    .action(load(async () => (await import('../commands/export-site.ts')).exportSiteCommand));
  exports
    .command('products')
    .argument('[file]', 'where they go; default: standard output')
    .option('--shop <name>', 'only this shop')
    .option('--collection <name>', 'only this collection, by its id or name')
    .description('one product a line, as `import` takes them back')
    .action(load(async () => (await import('../commands/export-products.ts')).exportProductsCommand));
}
