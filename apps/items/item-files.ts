// Files of items: which format a file has, and items to and from each.

import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { readLlmFile, writeLlmFile } from '../../catalog/items/llm-file.ts';
import { readNdjson, writeNdjson } from './items-ndjson.ts';
import { readParquet, writeParquet } from './items-parquet.ts';
import type { BadItem, NamedItem } from './portable-record.ts';

export const fileFormats = ['sqlite', 'ndjson', 'parquet'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Null when the name doesn't say. */
export function fileFormatOf(file: string): FileFormat | null {
  if (/\.(db|sqlite3?)$/i.test(file)) return 'sqlite';
  if (/\.parquet$/i.test(file)) return 'parquet';
  return file === '-' || /\.(ndjson|jsonl)$/i.test(file) ? 'ndjson' : null;
}

/**
 * What a SQLite file had besides stays in it; another file is replaced, once it is whole.
 * @param options.stdout what `-` writes to
 * @throws NotLlmFile
 */
export async function writeItems(
  items: AsyncIterable<NamedItem>,
  file: string,
  { format, stdout }: { format: FileFormat; stdout: Writable },
): Promise<void> {
  if (format === 'sqlite') return writeSqlite(items, file);
  if (file === '-') return writeNdjson(items, stdout);
  const unfinished = `${file}.part`;
  if (format === 'parquet') await writeParquet(items, unfinished);
  else {
    const stream = createWriteStream(unfinished);
    await writeNdjson(items, stream);
    stream.end();
    await finished(stream);
  }
  await rename(unfinished, file);
}

export interface ReadItemsOptions {
  format: FileFormat;
  stdin: Readable;
  /** Only these collections of the file. Empty: all. */
  only: readonly string[];
  /** The model that vectors of a file are of that doesn't say it. */
  model: string;
}

/** @throws NotLlmFile, and Error in one sentence */
export async function* readItems(
  file: string,
  { format, stdin, only, model }: ReadItemsOptions,
): AsyncIterable<NamedItem | BadItem> {
  if (format === 'sqlite') return yield* readSqlite(file, only);
  const defaults = { collection: file === '-' ? 'stdin' : path.parse(file).name, model };
  const items =
    format === 'parquet' ? readParquet(file, defaults) : readNdjson(file === '-' ? stdin : file, defaults);
  for await (const item of items)
    if ('problem' in item || only.length === 0 || only.includes(item.collection)) yield item;
}

const rowsAtOnce = 500;

async function writeSqlite(items: AsyncIterable<NamedItem>, file: string): Promise<void> {
  const target = writeLlmFile(file);
  try {
    let batch: (NamedItem & { vector: Float32Array })[] = [];
    const flush = () => {
      for (const [name, rows] of Map.groupBy(batch, ({ collection }) => collection))
        target.store(target.collection(name, rows[0]?.model ?? ''), rows);
      batch = [];
    };
    for await (const { vector, ...item } of items) {
      // A row without a vector would stop `llm`; whoever exports says how many there were.
      if (vector) batch.push({ ...item, vector });
      if (batch.length >= rowsAtOnce) flush();
    }
    flush();
  } finally {
    target.close();
  }
}

async function* readSqlite(file: string, only: readonly string[]): AsyncIterable<NamedItem> {
  const source = readLlmFile(file);
  try {
    for (const { id, name, model } of source.collections()) {
      if (only.length > 0 && !only.includes(name)) continue;
      for (const item of source.items(id)) yield { ...item, collection: name, model };
    }
  } finally {
    source.close();
  }
}
