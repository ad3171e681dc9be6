// `lookalike embed-multi COLLECTION …`: a table, a query or the files of folders into a collection.
import path from 'node:path';
import { addAbortSignal } from 'node:stream';
import { QueryFailed } from '../../../catalog/items/query-rows.ts';
import { type EmbedResult, embedEntries } from '../../items/embed-entries.ts';
import { NoSuchFolder } from '../../items/file-entries.ts';
import {
  type ItemSource,
  openFiles,
  openQuery,
  openTable,
  type TableFormat,
} from '../../items/item-source.ts';
import { readInput } from '../read-content.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { withEmbedder } from '../with-embedder.ts';
import { collectionNamed } from './embed.ts';

interface EmbedMultiOptions {
  format?: TableFormat;
  files?: string[];
  encoding?: string[];
  binary?: boolean;
  sql?: string;
  database?: string;
  attach?: string[];
  batchSize?: number;
  prefix?: string;
  prepend?: string;
  store?: boolean;
  id?: string;
  content?: string[];
  image?: string;
  metadata?: string[];
  json?: boolean;
}

export async function embedMulti(
  context: CommandContext,
  collection: string,
  input: string | undefined,
  options: EmbedMultiOptions,
): Promise<void> {
  const { progress, signal } = context;
  const source = await openSource(input, options);
  // Whoever feeds standard input may never end it.
  if (input === '-') addAbortSignal(signal, process.stdin);
  const folder = input === undefined || input === '-' ? process.cwd() : path.dirname(path.resolve(input));
  const startedAt = performance.now();
  try {
    const result = await withEmbedder(context, async ({ db, embedder }) => {
      const { id } = await collectionNamed(db, collection);
      const bar = progress.start('Embedding', 'items');
      const done = await embedEntries({
        db,
        embedder,
        collectionId: id,
        entries: source.entries,
        store: options.store ?? false,
        batchSize: options.batchSize,
        readPhoto: (at) => readInput(at, context, folder),
        signal,
        onProgress: (soFar) => bar.update(countOf(soFar), source.total),
      }).catch((error: unknown) => {
        throw signal.aborted ? new CommandFailed(stopped) : error;
      });
      bar.finish();
      return done;
    });
    report(context, result, { collection, startedAt, json: options.json ?? false });
    if (signal.aborted) throw new CommandFailed(stopped);
  } catch (error) {
    throw error instanceof QueryFailed ? new CommandFailed(error.message, { cause: error }) : error;
  } finally {
    await source.close();
  }
}

const stopped = 'Stopped; the same command goes on where it was.';

async function openSource(input: string | undefined, options: EmbedMultiOptions): Promise<ItemSource> {
  const { files, sql, prefix, prepend, id, content, image, metadata } = options;
  const given = [input, files, sql].filter((source) => source !== undefined);
  if (given.length !== 1)
    throw new CommandFailed(
      'Say what to embed, in one way: a CSV, TSV, JSON or NDJSON file (or - for standard input), --files FOLDER GLOB, or --sql QUERY.',
    );
  const rules = { prefix, prepend, id, content, image, metadata };
  try {
    if (files) {
      const { binary, encoding: encodings } = options;
      return await openFiles({ folders: pairs(files, '--files'), binary, encodings, prefix, prepend });
    }
    if (sql !== undefined) return await openQuery(sql, { ...rules, ...queried(options) });
    return await openTable(input ?? '-', { ...rules, format: options.format, stdin: process.stdin });
  } catch (error) {
    if (error instanceof QueryFailed || error instanceof NoSuchFolder)
      throw new CommandFailed(error.message, { cause: error });
    throw error;
  }
}

function queried({ database, attach }: EmbedMultiOptions) {
  if (database === undefined && attach === undefined)
    throw new CommandFailed(
      'Say what --sql asks: -d FILE (SQLite) or -d postgresql://…, or --attach ALIAS FILE.',
    );
  return { database, ...(attach && { attach: pairs(attach, '--attach') }) };
}

function pairs(values: readonly string[], option: string): [string, string][] {
  if (values.length % 2 !== 0)
    throw new CommandFailed(
      `${option} takes two values each time: ${option === '--files' ? "photos '**/*.jpg'" : 'shop shop.db'}.`,
    );
  return Array.from({ length: values.length / 2 }, (_, i) => [values[2 * i] ?? '', values[2 * i + 1] ?? '']);
}

const countOf = ({ embedded, unchanged, updated, bad }: EmbedResult) => embedded + unchanged + updated + bad;

function report(
  { print, progress }: CommandContext,
  result: EmbedResult,
  { collection, startedAt, json }: { collection: string; startedAt: number; json: boolean },
): void {
  const { embedded, unchanged, updated, bad, cut, errors } = result;
  for (const { line, reason } of errors) progress.say(`  ${line}: ${reason}`);
  if (bad > errors.length) progress.say(`  and ${bad - errors.length} more`);
  if (cut > 0) progress.say(`${cut} texts were longer than the model reads: their ends don't count.`);
  const seconds = (performance.now() - startedAt) / 1000;
  if (json) print(JSON.stringify({ collection, ...result, seconds }));
  else
    print(
      `${embedded} embedded, ${unchanged} unchanged, ${updated} updated, ${bad} bad in ${collection}, in ${seconds.toFixed(1)} s`,
    );
  if (countOf(result) === bad)
    throw new CommandFailed(bad > 0 ? 'Nothing of it could be embedded.' : 'There was nothing to embed.');
}
