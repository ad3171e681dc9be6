// What reads shops: scrape, rerun, runs, shops, schedule.
import { type Command, Option } from 'commander';
import { amount, concurrency, pageSize, positive, quantityOf } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addShopsCommands(command: AddCommand): void {
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
    .action(load(async () => (await import('../commands/scrape.ts')).scrape));
  withCrawlOptions(
    command(
      'rerun <shop>',
      'read a known shop again, by its id, name, host or address, with the settings it has',
    ),
  )
    .option('--json', 'print the run as one JSON document')
    .action(load(async () => (await import('../commands/rerun.ts')).rerun));

  const runs = command('runs', 'what was read when, and what came of it');
  runs
    .command('list', { isDefault: true })
    .description('the latest runs, newest first')
    .option('-n, --limit <count>', 'how many, at most 100', pageSize, 20)
    .option('--shop <shop>', 'only of this shop, by its id, name, host or address')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/runs-list.ts')).runsList));
  runs
    .command('show')
    .argument('<id>', 'id of the run', positive)
    .description('one run: its counts, why pages failed, what was new, dearer, cheaper or gone')
    .option('-n, --limit <count>', 'how many changes of each kind, at most 100', pageSize, 10)
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/runs-show.ts')).runsShow));
  runs
    .command('retry')
    .argument('<id>', 'id of the run', positive)
    .argument('<reason>', 'why they failed, as `runs show` says it, such as "http 500"')
    .description('ask again for the pages of a run that failed for one reason')
    .option('--json', 'print the run that asks as one JSON document')
    .action(load(async () => (await import('../commands/runs-retry.ts')).runsRetry));
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
      .action(load(async () => (await import('../commands/runs-steer.ts')).steer(verb)));
  }
  command('shops', 'the known shops: products, last run, next run')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/shops.ts')).shops));
  command(
    'schedule [shop] [when...]',
    'when shops are read by themselves: every week, every 3 days, every day at 04:00, cron "0 4 * * 1", off',
  )
    .addOption(modeOption())
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/schedule.ts')).schedule));
}

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
