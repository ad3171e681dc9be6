// Embeds entries into a collection in batches, leaving out what is there already: killed at any point, it goes on.
import type { Queryable } from '../../catalog/database/database.ts';
import { contentHash } from '../../catalog/items/item-bytes.ts';
import {
  type ItemRow,
  type KnownItem,
  knownItems,
  longestItemId,
  storeItems,
  updateItems,
} from '../../catalog/items/items.ts';
import { UnusablePhoto } from '../../clip/decode-photo.ts';
import type { ItemEmbedder } from './item-embedder.ts';
import type { BadEntry, Entry } from './row-entries.ts';

export interface EmbedEntriesOptions {
  db: Queryable;
  embedder: ItemEmbedder;
  collectionId: number;
  entries: AsyncIterable<Entry | BadEntry>;
  /** Keep the texts and photos themselves. */
  store: boolean;
  /** Default 100; with photos fewer, as many as 32 MB hold. */
  batchSize?: number | undefined;
  /** Gets a photo from where an entry says it is. @throws Error in one sentence */
  readPhoto(at: string): Promise<Uint8Array>;
  /** Aborted: stops after the batch in hand. */
  signal?: AbortSignal | undefined;
  onProgress?(result: Readonly<EmbedResult>): void;
}

export interface EmbedResult {
  embedded: number;
  /** There already, with the same content. */
  unchanged: number;
  /** There already, but for their metadata or the content to keep. */
  updated: number;
  bad: number;
  /** Texts longer than the model reads: their ends don't count. */
  cut: number;
  /** The first bad ones; `bad` counts them all. */
  errors: { line: number; reason: string }[];
}

const usualBatch = 100;
const largestBatchBytes = 32 * 1024 * 1024;
const errorsKept = 20;

/** Entries that can't be embedded are counted with their line and reason, and it goes on. */
export async function embedEntries(options: EmbedEntriesOptions): Promise<EmbedResult> {
  const result: EmbedResult = { embedded: 0, unchanged: 0, updated: 0, bad: 0, cut: 0, errors: [] };
  let batch: ReadEntry[] = [];
  let bytes = 0;
  const flush = async () => {
    await embedBatch(batch, options, result);
    batch = [];
    bytes = 0;
    options.onProgress?.(result);
  };
  for await (const entry of options.entries) {
    if (options.signal?.aborted) break;
    const read = await readEntry(entry, options);
    if ('problem' in read) reject(result, read);
    else {
      batch.push(read);
      bytes += read.content.length;
    }
    if (batch.length >= (options.batchSize ?? usualBatch) || bytes > largestBatchBytes) await flush();
  }
  await flush();
  return result;
}

interface ReadEntry extends Omit<Entry, 'content'> {
  content: string | Uint8Array;
  hash: Buffer;
}

async function readEntry(
  entry: Entry | BadEntry,
  { readPhoto }: EmbedEntriesOptions,
): Promise<ReadEntry | BadEntry> {
  if ('problem' in entry) return entry;
  const { line, id, content, metadata } = entry;
  if (id.length > longestItemId)
    return { line, problem: `its id has more than ${longestItemId.toLocaleString('en')} characters` };
  try {
    const read =
      'text' in content
        ? content.text
        : 'bytes' in content
          ? content.bytes
          : await readPhoto(content.photoAt);
    return { line, id, content: read, hash: contentHash(read), metadata };
  } catch (error) {
    return { line, problem: error instanceof Error ? error.message : String(error) };
  }
}

async function embedBatch(
  batch: readonly ReadEntry[],
  { db, embedder, collectionId, store }: EmbedEntriesOptions,
  result: EmbedResult,
): Promise<void> {
  if (batch.length === 0) return;
  const model = embedder.modelId;
  const known = await knownItems(db, collectionId, { model, ids: batch.map(({ id }) => id) });
  const rowOf = ({ id, content, hash, metadata }: ReadEntry): ItemRow => ({
    id,
    contentHash: hash,
    content: store ? content : null,
    metadata,
  });
  const fresh = batch.filter((entry) => !isEmbedded(entry, known.get(entry.id)));
  const there = batch.filter((entry) => isEmbedded(entry, known.get(entry.id)));
  const changed = there.filter((entry) => !isKept(entry, known.get(entry.id), store));
  await updateItems(db, collectionId, changed.map(rowOf));
  result.updated += changed.length;
  result.unchanged += there.length - changed.length;

  const vectors = await embedder.embed(fresh.map(({ content }) => content));
  const items = fresh.flatMap((entry, i) => {
    const embedded = vectors[i];
    if (!embedded) throw new Error(`The encoder gave ${vectors.length} vectors for ${fresh.length} items.`);
    if (embedded instanceof UnusablePhoto) {
      reject(result, { line: entry.line, problem: `its photo can't be used: ${embedded.reason}` });
      return [];
    }
    if (embedded.truncated) result.cut += 1;
    return [{ ...rowOf(entry), vector: embedded.vector }];
  });
  await storeItems(db, collectionId, { model, items });
  result.embedded += items.length;
}

const isEmbedded = ({ hash }: ReadEntry, known: KnownItem | undefined): boolean =>
  known?.isEmbedded === true && hash.equals(known.contentHash);

function isKept({ metadata }: ReadEntry, known: KnownItem | undefined, store: boolean): boolean {
  if (store && !known?.hasContent) return false;
  return JSON.stringify(metadata) === JSON.stringify(known?.metadata ?? null);
}

function reject(result: EmbedResult, { line, problem }: BadEntry): void {
  result.bad += 1;
  if (result.errors.length < errorsKept) result.errors.push({ line, reason: problem });
}
