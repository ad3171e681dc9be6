// What is kept about the catalogue: feedback, rates, placeholders, cutoffs, the map.
import { Option } from 'commander';
import { amount, cutoffOfKind, pageSize } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addCatalogueCommands(command: AddCommand): void {
  command('feedback', 'what shoppers clicked and found unlike, while FEEDBACK=on')
    .command('export')
    .description('all of it as NDJSON, oldest first')
    .action(load(async () => (await import('../commands/feedback-export.ts')).feedbackExport));

  const rates = command('rates', 'exchange rates, without which currencies are never compared');
  rates
    .command('list', { isDefault: true })
    .description('the rates, and the currency that they are in')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/rates.ts')).ratesList));
  rates
    .command('set')
    .argument('<currency>', 'such as EUR')
    .argument('<rate>', 'what one unit is worth in the base currency, such as 1.09', amount)
    .option('--base <currency>', 'what rates are in; needed with the first one')
    .description('set a rate')
    .action(load(async () => (await import('../commands/rates.ts')).ratesSet));
  rates
    .command('remove')
    .argument('<currency>', 'such as EUR')
    .description('forget a rate')
    .action(load(async () => (await import('../commands/rates.ts')).ratesRemove));
  const placeholders = command(
    'placeholders',
    'pictures that are no photos of products, and are never ranked',
  );
  placeholders
    .command('list', { isDefault: true })
    .description('what is known to be one, or was said to be none, the latest first')
    .option('-n, --limit <count>', 'how many, at most 100', pageSize, 20)
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/placeholders.ts')).placeholdersList));
  for (const [verb, isOne] of [
    ['mark', true],
    ['unmark', false],
  ] as const) {
    placeholders
      .command(verb)
      .argument('<picture>', 'id of a product, for its first photo, or the first digits of an image’s sha256')
      .description(`say that a picture and its copies are ${isOne ? 'placeholders' : 'photos'}, for ever`)
      .option('--json', 'print one JSON document')
      .action(load(async () => (await import('../commands/placeholders.ts')).judge(isOne)));
  }
  command('cutoff', 'from which score on a result is a good match, for words and for photos')
    .option('--recalibrate', 'reckon both anew from the catalogue, forgetting what was set')
    .option('--set <kind=score>', 'set one for good, such as text=0.12 or photo=0.6', cutoffOfKind)
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/cutoff.ts')).cutoff));

  command('map', 'draw the map of the catalogue: a place for every product, among those that look like it')
    .option('--export <file>', 'write its points as NDJSON to a file, or with - to standard output')
    .option('--refresh', 'draw it only when it is due, else place what is new')
    .addOption(
      new Option(
        '--layout <layout>',
        'umap keeps what is alike together, pca the two main differences apart; kept for later drawings (default: as before, at first umap)',
      )
        .choices(['umap', 'pca'])
        .conflicts('refresh'),
    )
    .option('--json', 'print what was drawn as one JSON document')
    .action(load(async () => (await import('../commands/map.ts')).map));
}
