// The command line's grammar: every command, argument and option. What they do is in commands/, loaded when run.
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from './run-command.ts';
import { runCommand } from './run-command.ts';

const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};
const pageSize = (text: string): number => {
  const value = positive(text);
  if (value > 100) throw new InvalidArgumentError('It must be at most 100.');
  return value;
};
const amount = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It must be a number from 0 up.');
  return value;
};

/** Options shared by the commands that print results. */
const withResultOptions = (command: Command): Command =>
  command
    .option('-n, --limit <count>', 'how many results, at most 100', pageSize, 10)
    .option('--min-price <amount>', 'leave out what is cheaper', amount)
    .option('--max-price <amount>', 'leave out what is dearer', amount)
    .option('--currency <code>', 'only prices in this currency, such as EUR')
    .option('--shop <name>', 'only this shop')
    .option('--brand <name>', 'only this brand')
    .option('--category <name>', 'only this category')
    .option('--available', 'only what is in stock')
    .addOption(
      new Option('--sort <order>', 'order of the results')
        .choices(['relevance', 'price', '-price', 'newest'])
        .default('relevance'),
    )
    .option('--cursor <cursor>', 'go on after an earlier page (its nextCursor)')
    .option('--explain', 'say which plan the search used and why')
    .option('--json', 'print one JSON document');

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
  command('scrape <url>', 'read a shop, embed its photos, and say what came of it')
    .option('--full', 'read every page again, also those the shop says are unchanged')
    .option('--delay <ms>', 'pause between requests in milliseconds', amount)
    .option('--max-pages <count>', 'stop after so many pages', positive)
    .option('--json', 'print the run as one JSON document')
    .action(load(async () => (await import('./commands/scrape.ts')).scrape));
  command(
    'import [source...]',
    'take products from NDJSON or CSV, or photos from a glob; without a source or with -, from standard input',
  )
    .option('--name <name>', 'what to call these products; default: the name of the file or its folder')
    .option('--json', 'print the counts as one JSON document')
    .action(load(async () => (await import('./commands/import.ts')).importSource));
  withResultOptions(command('search <text...>', 'find products that look like the words')).action(
    load(async () => (await import('./commands/search.ts')).search),
  );
  withResultOptions(command('similar <id>', 'find products that look like this one'))
    .option('--cheaper', 'only what costs less than it')
    .action(load(async () => (await import('./commands/similar.ts')).similar));

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

  command('doctor', 'check settings, database, queue, model and pages, and say what is wrong')
    .option('--stores', 'leave the model out: quick enough for a health check')
    .option('--quiet', 'print only what is wrong')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('./commands/doctor.ts')).doctor));
  return program;
}
