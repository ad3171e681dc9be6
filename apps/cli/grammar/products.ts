// What takes products in and finds them: import, search, similar.
import { type Command, Option } from 'commander';
import { cropOption, productIds } from '../composed-options.ts';
import { withFilterOptions } from '../filter-options.ts';
import {
  amount,
  amountOrShare,
  cutoffOrOff,
  numberBetween,
  pageSize,
  polesOption,
  positive,
  several,
} from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addProductsCommands(command: AddCommand): void {
  command(
    'import [source...]',
    'take products from NDJSON or CSV, or photos from a glob; without a source or with -, from standard input',
  )
    .option('--name <name>', 'what to call these products; default: the name of the file or its folder')
    .option('--json', 'print the counts as one JSON document')
    .action(load(async () => (await import('../commands/import.ts')).importSource));
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
    .option(
      '--axis <from..to>',
      'from one end of a line to the other, each texts or ids: traditional..modern, 17,23..40',
      polesOption,
    )
    .option('--image <photo>', 'and like this photo, by its file or address')
    .option('--crop <rectangle>', cropHelp, cropOption)
    .action(load(async () => (await import('../commands/search.ts')).search));
  withResultOptions(
    command(
      'similar [target] [id]',
      'find products that look like this one, by its id, or like a photo, by its file or address; with --in, items of collections, also as `similar COLLECTION ID`',
    ),
  )
    .option('--in <collection>', 'look among the items of this collection; may be given again', several)
    .option('-c, --content <text>', 'items like this text')
    .option(
      '-i, --input <file>',
      'items like this text or photo: a file, an address, or - for standard input',
    )
    .option('--binary', 'take the input for a photo, whatever it begins with')
    .option('--prefix <text>', 'only items whose ids begin so')
    .option('--max-price <amount>', 'leave out what is dearer; 80% is a share of its price', amountOrShare)
    .option('--cheaper', 'only what costs less than it')
    .option('--look <number>', 'from -1, the same colour, to 1, the same shape', numberBetween(-1, 1), 0)
    .option(
      '--precomputed',
      'from the list that `related` made, where it gives the same; --explain says whether',
    )
    .option('--photo <number>', 'by this photo of it, counted from 1', positive)
    .option('--crop <rectangle>', cropHelp, cropOption)
    .action(load(async () => (await import('../commands/similar.ts')).similar));
}

const cropHelp = 'only this part of the photo: left,top,width,height as fractions, such as 0.2,0,0.5,0.6';

/** Options shared by the commands that print results. */
const withResultOptions = (command: Command): Command =>
  withFilterOptions(command.option('-n, --limit <count>', 'how many results, at most 100', pageSize, 10))
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
