// The command line's grammar: every command, argument and option. What they do is in commands/, loaded when run.
import { Command, Option } from 'commander';
import { cropOption, productIds } from './composed-options.ts';
import {
  amount,
  amountOrShare,
  colourOption,
  concurrency,
  cutoffOfKind,
  cutoffOrOff,
  numberBetween,
  pageSize,
  positive,
  quantityOf,
  several,
} from './option-values.ts';
import type { CommandContext } from './run-command.ts';
import { runCommand } from './run-command.ts';

/** Options shared by the commands that print results. */
const withResultOptions = (command: Command): Command =>
  command
    .option('-n, --limit <count>', 'how many results, at most 100', pageSize, 10)
    .option('--min-price <amount>', 'leave out what is cheaper', amount)
    .option('--below-price <amount>', 'only what costs less', amount)
    .option('--currency <code>', 'what the amounts are in, such as EUR; others need an exchange rate')
    .option('--shop <name>', 'only this shop')
    .option('--brand <name>', 'only this brand; given several times, any of them', several)
    .option('--category <name>', 'only this category and below it; several steps as "Bathroom > Taps"')
    .option('--available', 'only what is in stock')
    .addOption(
      new Option('--price-changed <how>', 'only prices that have changed').choices(['any', 'up', 'down']),
    )
    .option('--collection <name>', 'only this collection, by its id or name')
    .option('--color <colour>', 'only photos with this colour: a name such as gold, or #b8860b', colourOption)
    .addOption(
      new Option('--sort <order>', 'order of the results')
        .choices(['relevance', 'price', '-price', 'newest'])
        .default('relevance'),
    )
    .option('--diversity <share>', 'up to 1: unlike products first', numberBetween(0, 1), 0)
    .option('--cutoff <score>', 'mark what scores lower as loosely related; off marks nothing', cutoffOrOff)
    .option('--cursor <cursor>', 'go on after an earlier page (its nextCursor)')
    .option('--facets', 'count what else could be chosen among the 1,000 nearest')
    .option('--explain', 'say which plan the search used and why')
    .option('--json', 'print one JSON document');

const modeOption = () =>
  new Option(
    '--mode <mode>',
    'what to read: what may have changed, everything, the stored pages again, or photos',
  ).choices(['incremental', 'full', 'reparse', 'photos']);

/** Options shared by the commands that run a shop. */
const withCrawlOptions = (command: Command): Command =>
  command
    .addOption(modeOption())
    .addOption(new Option('--full', 'the same as --mode full').conflicts('mode'))
    .option('--delay <ms>', 'pause between requests, kept for later runs as are the next four', amount)
    .option('--concurrency <count>', 'requests at once, at most 16', concurrency)
    .option('--max-pages <count>', 'stop after so many pages', positive)
    .option('--max-bytes <size>', 'stop after so many bytes, such as 500MB', quantityOf('bytes', 1000))
    .option('--max-minutes <time>', 'stop after so long, such as 90 or 2h', quantityOf('minutes', 1));

const cropHelp = 'only this part of the photo: left,top,width,height as fractions, such as 0.2,0,0.5,0.6';

type Handler<Arguments extends unknown[]> = (context: CommandContext, ...args: Arguments) => Promise<void>;

/** The whole program, ready to parse. */
export function createProgram(): Command {
  const program = new Command('lookalike')
    .description('Finds products that look alike: scrape a shop, search its photos by words or by likeness.')
    .showHelpAfterError('(see --help)');

  const command = (name: string, description: string) => program.command(name).description(description);
  const load =
    <Arguments extends unknown[]>(importHandler: () => Promise<Handler<Arguments>>) =>
    async (...args: Arguments): Promise<void> =>
      runCommand(async (context) => (await importHandler())(context, ...args));

  command(
    'up',
    'start everything: database, workers, pages and a shop to scrape (what npm start does)',
  ).action(load(async () => (await import('./commands/up.ts')).up));
  command('serve', 'serve the API and the pages').action(
    load(async () => (await import('./commands/serve.ts')).serve),
  );
  command('work', 'take jobs from the queue: read shops, embed photos').action(
    load(async () => (await import('./commands/work.ts')).work),
  );
  command('migrate', 'bring the database up to date').action(
    load(async () => (await import('./commands/migrate.ts')).migrate),
  );
  withCrawlOptions(
    command(
      'scrape <shop>',
      'read a shop, by its address or site file, embed its photos, and say what came of it',
    ),
  )
    .option('--site <file>', 'site file for the address; default sites/<host>.yaml where that is')
    .option('--dry-run', 'only show the first products that would be found; nothing is stored')
    .option('--products <count>', 'how many products a dry run shows (default: 12)', positive)
    .option('--json', 'print the run as one JSON document, or a dry run as one product a line')
    .action(load(async () => (await import('./commands/scrape.ts')).scrape));
  withCrawlOptions(
    command(
      'rerun <shop>',
      'read a known shop again, by its id, name, host or address, with the settings it has',
    ),
  )
    .option('--json', 'print the run as one JSON document')
    .action(load(async () => (await import('./commands/rerun.ts')).rerun));

  const runs = command('runs', 'what was read when, and what came of it');
  runs
    .command('list', { isDefault: true })
    .description('the latest runs, newest first')
    .option('-n, --limit <count>', 'how many, at most 100', pageSize, 20)
    .option('--shop <shop>', 'only of this shop, by its id, name, host or address')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/runs-list.ts')).runsList));
  runs
    .command('show')
    .argument('<id>', 'id of the run', positive)
    .description('one run: its counts, why pages failed, what was new, dearer, cheaper or gone')
    .option('-n, --limit <count>', 'how many changes of each kind, at most 100', pageSize, 10)
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/runs-show.ts')).runsShow));
  runs
    .command('retry')
    .argument('<id>', 'id of the run', positive)
    .argument('<reason>', 'why they failed, as `runs show` says it, such as "http 500"')
    .description('ask again for the pages of a run that failed for one reason')
    .option('--json', 'print the run that asks as one JSON document')
    .action(load(async () => (await import('./commands/runs-retry.ts')).runsRetry));
  const steering = {
    pause: 'let a run rest, over restarts too, until it is resumed',
    resume: 'go on with a paused run',
    cancel: 'end a run; what it has read stays',
    confirm: 'say that the products a suspicious run did not find are gone indeed',
  } as const;
  for (const [verb, description] of Object.entries(steering) as [keyof typeof steering, string][]) {
    runs
      .command(verb)
      .argument('<id>', 'id of the run', positive)
      .description(description)
      .option('--json', 'print the run as one JSON document')
      .action(load(async () => (await import('./commands/runs-steer.ts')).steer(verb)));
  }
  command('shops', 'the known shops: products, last run, next run')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/shops.ts')).shops));
  command(
    'schedule [shop] [when...]',
    'when shops are read by themselves: every week, every 3 days, every day at 04:00, cron "0 4 * * 1", off',
  )
    .addOption(modeOption())
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/schedule.ts')).schedule));
  command(
    'import [source...]',
    'take products from NDJSON or CSV, or photos from a glob; without a source or with -, from standard input',
  )
    .option('--name <name>', 'what to call these products; default: the name of the file or its folder')
    .option('--json', 'print the counts as one JSON document')
    .action(load(async () => (await import('./commands/import.ts')).importSource));
  withResultOptions(
    command(
      'search [text...]',
      'find products that look like the words, or are called so; \'gold:2 -"two handles" like:17\' weighs, subtracts and takes products',
    ),
  )
    .addOption(
      new Option('--mode <mode>', 'compare the words with photos, with codes, brands and titles, or both')
        .choices(['hybrid', 'visual', 'text'])
        .default('hybrid'),
    )
    .option('--max-price <amount>', 'leave out what is dearer', amount)
    .option('--like <ids>', 'like these products, too', productIds)
    .option('--unlike <ids>', 'and unlike these', productIds)
    .option('--image <photo>', 'and like this photo, by its file or address')
    .option('--crop <rectangle>', cropHelp, cropOption)
    .action(load(async () => (await import('./commands/search.ts')).search));
  withResultOptions(
    command(
      'similar <target>',
      'find products that look like this one, by its id, or like a photo, by its file or address',
    ),
  )
    .option('--max-price <amount>', 'leave out what is dearer; 80% is a share of its price', amountOrShare)
    .option('--cheaper', 'only what costs less than it')
    .option('--look <number>', 'from -1, the same colour, to 1, the same shape', numberBetween(-1, 1), 0)
    .option('--photo <number>', 'by this photo of it, counted from 1', positive)
    .option('--crop <rectangle>', cropHelp, cropOption)
    .action(load(async () => (await import('./commands/similar.ts')).similar));

  command('feedback', 'what shoppers clicked and found unlike, while FEEDBACK=on')
    .command('export')
    .description('all of it as NDJSON, oldest first')
    .action(load(async () => (await import('./commands/feedback-export.ts')).feedbackExport));

  const rates = command('rates', 'exchange rates, without which currencies are never compared');
  rates
    .command('list', { isDefault: true })
    .description('the rates, and the currency that they are in')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/rates.ts')).ratesList));
  rates
    .command('set')
    .argument('<currency>', 'such as EUR')
    .argument('<rate>', 'what one unit is worth in the base currency, such as 1.09', amount)
    .option('--base <currency>', 'what rates are in; needed with the first one')
    .description('set a rate')
    .action(load(async () => (await import('./commands/rates.ts')).ratesSet));
  rates
    .command('remove')
    .argument('<currency>', 'such as EUR')
    .description('forget a rate')
    .action(load(async () => (await import('./commands/rates.ts')).ratesRemove));
  const placeholders = command(
    'placeholders',
    'pictures that are no photos of products, and are never ranked',
  );
  placeholders
    .command('list', { isDefault: true })
    .description('what is known to be one, or was said to be none, the latest first')
    .option('-n, --limit <count>', 'how many, at most 100', pageSize, 20)
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/placeholders.ts')).placeholdersList));
  for (const [verb, isOne] of [
    ['mark', true],
    ['unmark', false],
  ] as const) {
    placeholders
      .command(verb)
      .argument('<picture>', 'id of a product, for its first photo, or the first digits of an image’s sha256')
      .description(`say that a picture and its copies are ${isOne ? 'placeholders' : 'photos'}, for ever`)
      .option('--json', 'print one JSON document')
      .action(load(async () => (await import('./commands/placeholders.ts')).judge(isOne)));
  }
  command('cutoff', 'from which score on a result is a good match, for words and for photos')
    .option('--recalibrate', 'reckon both anew from the catalogue, forgetting what was set')
    .option('--set <kind=score>', 'set one for good, such as text=0.12 or photo=0.6', cutoffOfKind)
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/cutoff.ts')).cutoff));

  command('map', 'draw the map of the catalogue: a place for every product, among those that look like it')
    .option('--export <file>', 'write its points as NDJSON to a file, or with - to standard output')
    .option('--refresh', 'draw it only when it is due, else place what is new')
    .option('--json', 'print what was drawn as one JSON document')
    .action(load(async () => (await import('./commands/map.ts')).map));

  const collections = command('collections', 'named sets of products that searches can be kept to');
  collections
    .command('list', { isDefault: true })
    .description('the collections, and how many products each has')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/collections.ts')).collectionsList));
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
          const { collectionsAdd, collectionsRemove } = await import('./commands/collections.ts');
          return verb === 'add' ? collectionsAdd : collectionsRemove;
        }),
      );
  }
  collections
    .command('delete')
    .argument('<name>', 'its name, or its id')
    .description('forget a collection; its products stay')
    .action(load(async () => (await import('./commands/collections.ts')).collectionsDelete));

  const model = command('model', 'the models that turn photos and texts into vectors');
  model
    .command('list')
    .description('the known models: which is active, which are on disk')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/model-list.ts')).modelList));
  model
    .command('pull <id>')
    .description('download a model, going on where an earlier download stopped')
    .action(load(async () => (await import('./commands/model-pull.ts')).modelPull));
  model
    .command('add <folder>')
    .description('make a model in a folder of your own known')
    .option('--id <id>', 'what to call it; default: the name of the folder')
    .action(load(async () => (await import('./commands/model-add.ts')).modelAdd));
  model
    .command('use [model]')
    .description(
      'embed everything under another model, by its id or folder, while the old one answers; then switch',
    )
    .option(
      '--stored',
      'from the stored pictures instead of fetching the photos again: faster, a little coarser',
    )
    .option('--prepare', 'do not switch yet, so that both can be compared')
    .option('--force', 'switch even though a process that answers can not load it')
    .option('--rollback', 'go back to the model before the latest switch')
    .action(load(async () => (await import('./commands/model-use.ts')).modelUse));
  const switching = {
    pause: 'let the switch rest, over restarts too',
    resume: 'let running workers go on with a paused switch',
    abandon: 'end the switch; the vectors made so far stay',
  } as const;
  for (const [verb, description] of Object.entries(switching) as [keyof typeof switching, string][]) {
    model
      .command(verb)
      .description(description)
      .action(load(async () => (await import('./commands/model-steer.ts')).modelSteer(verb)));
  }
  model
    .command('compare <id> [text...]')
    .description('the same queries under the active model and another; without texts some are proposed')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/model-compare.ts')).modelCompare));
  model
    .command('remove <id>')
    .description('remove the vectors of a model that no longer answers')
    .option('--yes', 'really')
    .action(load(async () => (await import('./commands/model-remove.ts')).modelRemove));

  command('doctor', 'check settings, database, queue, model and index, and say what is wrong')
    .option('--stores', 'leave the model and the index out: quick enough for a health check')
    .option('--quiet', 'print only what is wrong')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/doctor.ts')).doctor));
  return program;
}
