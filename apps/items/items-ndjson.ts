// Items as NDJSON: a line each, photos in base64.

import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { readNdjsonRows } from '../../workers/import-ndjson.ts';
import { type BadItem, itemOfRecord, type NamedItem } from './portable-record.ts';

export async function writeNdjson(items: AsyncIterable<NamedItem>, stream: Writable): Promise<void> {
  for await (const item of items) {
    if (stream.destroyed) return;
    if (!stream.write(`${lineOf(item)}\n`)) await once(stream, 'drain');
  }
}

/** @param source a file, or a stream of it */
export async function* readNdjson(
  source: string | Readable,
  defaults: { collection: string; model: string },
): AsyncIterable<NamedItem | BadItem> {
  const stream = typeof source === 'string' ? createReadStream(source) : source;
  for await (const row of readNdjsonRows(stream))
    yield 'problem' in row ? row : itemOfRecord(row.row, { line: row.line, ...defaults });
}

const lineOf = (item: NamedItem): string =>
  JSON.stringify({
    collection: item.collection,
    model: item.model,
    id: item.id,
    embedding: item.vector && Array.from(item.vector),
    content: item.content,
    content_blob: item.contentBlob?.toString('base64') ?? null,
    content_hash: item.contentHash.toString('hex'),
    metadata: item.metadata,
    updated: item.updatedAt.toISOString(),
  });
