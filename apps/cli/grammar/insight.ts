// What the embeddings tell of a catalogue: clusters, classes, places along a line, what doesn't belong.
import { Option } from 'commander';
import { withFilterOptions } from '../filter-options.ts';
import { amount, positive } from '../option-values.ts';
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
      .option('--json', 'print one JSON document, as `llm cluster` does'),
  )
    .option('--max-price <amount>', 'leave out what is dearer', amount)
    .action(load(async () => (await import('../commands/cluster.ts')).cluster));
}
