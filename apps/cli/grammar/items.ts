// What is embedded into collections, and scored: embed, embed-multi, score. Names and options are those of `llm`.
import { Option } from 'commander';
import { encodings, jsonObject, namesWithCommas, positive, several } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addItemsCommands(command: AddCommand): void {
  command('embed [collection] [id]', 'embed a text or a photo: print its vector, or store it in a collection')
    .option('-c, --content <text>', 'this text')
    .option(
      '-i, --input <file>',
      'this file, or the photo at this address; - or nothing is standard input. Photos are known by their first bytes',
    )
    .option('--binary', 'take the input for a photo, whatever it begins with')
    .option('--store', 'keep the text or the photo itself, too')
    .option('--metadata <json>', 'a JSON object to keep with it', jsonObject)
    .addOption(
      new Option('-f, --format <format>', 'how to print the vector: as JSON, or as 32-bit floats').choices([
        'json',
        'blob',
        'base64',
        'hex',
      ]),
    )
    .action(load(async () => (await import('../commands/embed.ts')).embed));

  command(
    'embed-multi <collection> [input]',
    'embed a table (a file, or - for standard input), a query or the files of folders into a collection; what is there already is left out',
  )
    .addOption(
      new Option('--format <format>', 'of the input; default: what its name or its beginning says').choices([
        'csv',
        'tsv',
        'json',
        'nl',
        'parquet',
      ]),
    )
    .option(
      '--files <folder-and-glob...>',
      "texts and photos: a folder and a glob, such as photos '**/*.jpg'",
    )
    .option('--encoding <name>', 'of texts among the files, tried in turn; default utf-8, latin-1', encodings)
    .option('--binary', 'take all files for photos')
    .option('--sql <query>', 'what this query gives; the database is only read')
    .option('-d, --database <database>', 'what --sql asks: a SQLite file, or postgresql://…')
    .option('--attach <alias-and-file...>', 'more SQLite files for --sql, each after its alias')
    .option('--id <column>', 'where the ids are; default: the first column')
    .option('--content <columns>', 'what is embedded; default: all other columns', namesWithCommas)
    .option('--image <column>', 'embed the photos whose paths or addresses are in this column')
    .option('--metadata <columns>', 'columns to keep, not to embed', namesWithCommas)
    .option('--prefix <text>', 'goes before each id')
    .option('--prepend <text>', 'goes before each text that is embedded')
    .option('--batch-size <count>', 'how many are embedded and stored at a time, default 100', positive)
    .option('--store', 'keep the texts and photos themselves, too')
    .option('--json', 'print the counts as one JSON document')
    .action(load(async () => (await import('../commands/embed-multi.ts')).embedMulti));

  command(
    'score <photo...>',
    'how well photos fit texts: photos by their files, addresses or the ids of products',
  )
    .requiredOption('-c, --content <text>', 'a text; may be given again', several)
    .option('--json', 'print NDJSON')
    .action(load(async () => (await import('../commands/score.ts')).score));
}
