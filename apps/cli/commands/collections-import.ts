// `lookalike collections import FILE`: collections from an embeddings database of `llm`, from Parquet or NDJSON.

import { stat } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { NotLlmFile } from '../../../catalog/items/llm-file.ts';
import { UnusableName } from '../../../catalog/products/collections.ts';
import { type ImportedItems, importItems } from '../../items/import-items.ts';
import { type FileFormat, readItems } from '../../items/item-files.ts';
import type { BadItem, NamedItem } from '../../items/portable-record.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { withEmbedder } from '../with-embedder.ts';
import { formatFor } from './collections-export.ts';

interface ImportOptions {
  format?: FileFormat;
  name?: string;
  ofModel?: string;
  json?: boolean;
}

export async function collectionsImport(
  context: CommandContext,
  file: string,
  only: string[],
  options: ImportOptions,
): Promise<void> {
  const { progress, signal } = context;
  const format = formatFor(file, options.format);
  if (file !== '-' && !(await stat(file).catch(() => null))?.isFile())
    throw new CommandFailed(`There is no file ${file}.`);
  if (file === '-') addAbortSignal(signal, process.stdin);
  const result = await withEmbedder(context, async ({ db, encoder, embedder }) => {
    const { modelId: model, dimension } = encoder;
    const bar = progress.start('Importing', 'items');
    const items = readItems(file, { format, stdin: process.stdin, only, model });
    const done = await importItems({
      db,
      model,
      dimension,
      items: renamed(items, options),
      embedder: () => Promise.resolve(embedder),
      signal,
      onProgress: ({ taken, embedded, bad }) => bar.update(taken + embedded + bad, null),
    }).catch((error: unknown) => {
      throw inOneSentence(error, signal);
    });
    bar.finish();
    for (const [foreign, count] of Object.entries(done.foreign)) {
      progress.say(
        `${count} items are left out: their vectors are of ${foreign}, not of ${model}, and their content is not in the file.`,
      );
    }
    return done;
  });
  report(context, result, options.json ?? false);
  if (signal.aborted) throw new CommandFailed(stopped);
}

const stopped = 'Stopped; the same command goes on where it was.';

function inOneSentence(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new CommandFailed(stopped);
  return error instanceof NotLlmFile || error instanceof UnusableName
    ? new CommandFailed(error.message, { cause: error })
    : error;
}

async function* renamed(
  items: AsyncIterable<NamedItem | BadItem>,
  { name, ofModel }: ImportOptions,
): AsyncIterable<NamedItem | BadItem> {
  for await (const item of items)
    yield 'problem' in item
      ? item
      : { ...item, collection: name ?? item.collection, model: ofModel ?? item.model };
}

function report({ print, progress }: CommandContext, result: ImportedItems, json: boolean): void {
  const { collections, taken, embedded, bad, errors } = result;
  for (const { line, reason } of errors) progress.say(`  ${line}: ${reason}`);
  if (bad > errors.length) progress.say(`  and ${bad - errors.length} more`);
  if (json) print(JSON.stringify(result));
  else {
    for (const [name, count] of Object.entries(collections)) print(`${name}: ${count} items`);
    print(`${taken} with their vectors, ${embedded} embedded anew, ${bad} bad`);
  }
  if (taken + embedded === 0) throw new CommandFailed('Nothing was imported.');
}
