// What the embeddings tell of a catalogue: clusters, classes, places along a line, what doesn't belong.
import { Option } from 'commander';
import { usualMargin } from '../../classes/classifier.ts';
import { withFilterOptions } from '../filter-options.ts';
import { amount, countUpTo, numberBetween, positive, several } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addInsightCommands(command: AddCommand): void {
  withFilterOptions(
    command('cluster', 'groups of products that look alike, each with a name and its most typical product')
      .addOption(
        new Option(
          '--method <method>',
          'k-means puts everything in a group, density leaves out what lies between groups',
        )
          .choices(['k-means', 'density'])
          .default('k-means'),
      )
      .option(
        '-k, --count <count>',
        'how many by k-means; default: as many as they lie most clearly in',
        positive,
      )
      .option('--least-size <count>', 'by density, fewer products are no group; default: from 5 up', positive)
      .option('--collect <prefix>', 'keep each as a collection, called “prefix: name”')
      .option('--in <collection>', 'the items of this collection instead of products, which filters are for')
      .option('--no-llm', 'name them by their words alone, though LLM_BASE_URL is set')
      .option('--json', 'print one JSON document, as `llm cluster` does'),
  )
    .option('--max-price <amount>', 'leave out what is dearer', amount)
    .action(load(async () => (await import('../commands/cluster.ts')).cluster));

  withFilterOptions(
    command(
      'classify [target...]',
      'which class each belongs to: products by their ids, photos by files, globs or addresses; without a target, the catalogue',
    )
      .option(
        '--class <name=examples>',
        'a class by its name, or by examples: gold=17,23 or gold=gold/*.jpg or "gold=gold tap"; given for each',
        several,
      )
      .option(
        '--examples <file>',
        'classes as NDJSON, {"class": "gold", "example": 17} a line; - is standard input',
      )
      .option('--by-category', 'the catalogue’s own categories, each by what its products look like')
      .option(
        '--margin <score>',
        'none of these, where the first is less ahead of the second',
        numberBetween(0, 2),
        usualMargin,
      )
      .option('--top <count>', 'how many classes to print with their scores', positive, 3)
      .option('--json', 'print NDJSON'),
  )
    .option('--max-price <amount>', 'leave out what is dearer', amount)
    .action(load(async () => (await import('../commands/classify.ts')).classify));

  withFilterOptions(
    command(
      'axis <from> <to>',
      'the place of each product on the line between two poles, given by texts or examples: axis traditional modern, axis 17,23 40',
    )
      .option('-n, --limit <count>', 'how many, spread evenly from end to end; default: all', positive)
      .option('--json', 'print NDJSON'),
  )
    .option('--max-price <amount>', 'leave out what is dearer', amount)
    .action(load(async () => (await import('../commands/axis.ts')).axis));

  command(
    'outliers',
    'products that look like another category than the one they are filed under, the clearest first',
  )
    .option('--category <name>', 'only what is filed in this category')
    .option('-n, --limit <count>', 'how many, at most 500', countUpTo(500), 20)
    .option('--json', 'print NDJSON')
    .action(load(async () => (await import('../commands/outliers.ts')).outliers));
  command('duplicates', 'products that share one picture, those of most shops first')
    .option('--across-shops', 'only pictures that several shops use')
    .option('-n, --limit <count>', 'how many pictures, at most 1,000', countUpTo(1000), 20)
    .option('--json', 'print NDJSON, a line for each picture')
    .action(load(async () => (await import('../commands/duplicates.ts')).duplicates));
}
