// The command line as a whole. Its grammar is in grammar/; what commands do is in commands/, loaded when run.
import { Command } from 'commander';
import { addAskCommands } from './grammar/ask.ts';
import { addCatalogueCommands } from './grammar/catalogue.ts';
import { addCollectionsCommands } from './grammar/collections.ts';
import { addExportCommands } from './grammar/export.ts';
import { addInsightCommands } from './grammar/insight.ts';
import { addItemsCommands } from './grammar/items.ts';
import { addModelsCommands } from './grammar/models.ts';
import { addProductsCommands } from './grammar/products.ts';
import { addRelatedCommands } from './grammar/related.ts';
import { addRunningCommands } from './grammar/running.ts';
import { addShopsCommands } from './grammar/shops.ts';

/** The whole program, ready to parse. */
export function createProgram(): Command {
  const program = new Command('lookalike')
    .description('Finds products that look alike: scrape a shop, search its photos by words or by likeness.')
    .showHelpAfterError('(see --help)');
  const parts = [
    addRunningCommands,
    addShopsCommands,
    addProductsCommands,
    addAskCommands,
    addItemsCommands,
    addCollectionsCommands,
    addCatalogueCommands,
    addInsightCommands,
    addModelsCommands,
    addRelatedCommands,
    addExportCommands,
  ];
  for (const part of parts) part((name, description) => program.command(name).description(description));
  return program;
}
