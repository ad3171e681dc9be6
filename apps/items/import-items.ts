// Takes items of a file into collections: their vectors where these are the active model's, else by embedding anew.
import type { Queryable } from '../../catalog/database/database.ts';
import { type ItemRow, storeItems } from '../../catalog/items/items.ts';
import { createCollection, findCollection } from '../../catalog/products/collections.ts';
import { UnusablePhoto } from '../../clip/decode-photo.ts';
import type { ItemEmbedder } from './item-embedder.ts';
import type { BadItem, NamedItem } from './portable-record.ts';

export interface ImportItemsOptions {
  db: Queryable;
  /** The active model. */
  model: string;
  dimension: number;
  items: AsyncIterable<NamedItem | BadItem>;
  /** Asked only once an item of another model has its content with it. */
  embedder(): Promise<ItemEmbedder>;
  signal?: AbortSignal | undefined;
  onProgress?(result: Readonly<ImportedItems>): void;
}

export interface ImportedItems {
  /** By collection, how many. */
  collections: Record<string, number>;
  /** With the vectors of the file. */
  taken: number;
  /** Embedded anew from the content in the file. */
  embedded: number;
  /** Vectors of other models, without content to embed; by model. */
  foreign: Record<string, number>;
  bad: number;
  errors: { line: number; reason: string }[];
}

const batchSize = 100;
const largestBatchBytes = 32 * 1024 * 1024;
const errorsKept = 20;

export async function importItems(options: ImportItemsOptions): Promise<ImportedItems> {
  const result: ImportedItems = {
    collections: {},
    taken: 0,
    embedded: 0,
    foreign: {},
    bad: 0,
    errors: [],
  };
  const collectionId = collectionFinder(options.db);
  let batch: NamedItem[] = [];
  let bytes = 0;
  const flush = async () => {
    for (const [name, items] of Map.groupBy(batch, ({ collection }) => collection)) {
      const stored = await storeBatch(items, await collectionId(name), options, result);
      result.collections[name] = (result.collections[name] ?? 0) + stored;
    }
    batch = [];
    bytes = 0;
    options.onProgress?.(result);
  };
  let line = 0;
  for await (const item of options.items) {
    if (options.signal?.aborted) break;
    line += 1;
    if ('problem' in item) reject(result, item.line, item.problem);
    else if (needsContent(item, options) && item.content === null && !item.contentBlob)
      leaveOut(item, line, options, result);
    else {
      batch.push(item);
      bytes += (item.content?.length ?? 0) + (item.contentBlob?.length ?? 0);
    }
    if (batch.length >= batchSize || bytes > largestBatchBytes) await flush();
  }
  await flush();
  return result;
}

/** Whether its vector can't be used, so that it must be embedded. */
function needsContent({ vector, model }: NamedItem, own: { model: string; dimension: number }): boolean {
  return vector === null || model !== own.model || vector.length !== own.dimension;
}

function leaveOut(
  { model, vector }: NamedItem,
  line: number,
  own: { model: string; dimension: number },
  result: ImportedItems,
): void {
  if (model !== own.model) result.foreign[model] = (result.foreign[model] ?? 0) + 1;
  else
    reject(
      result,
      line,
      `its embedding has ${vector?.length ?? 'no'} numbers, and ${own.model} has ${own.dimension}`,
    );
}

async function storeBatch(
  items: readonly NamedItem[],
  collectionId: number,
  { db, model, dimension, embedder }: ImportItemsOptions,
  result: ImportedItems,
): Promise<number> {
  const [anew, taken] = [true, false].map((wanted) =>
    items.filter((item) => needsContent(item, { model, dimension }) === wanted),
  ) as [NamedItem[], NamedItem[]]; // two lists went in
  const vectors =
    anew.length === 0 ? [] : await (await embedder()).embed(anew.map((item) => contentOf(item) ?? ''));
  const rows = [
    ...taken.flatMap((item) => (item.vector ? [{ ...rowOf(item), vector: item.vector }] : [])),
    ...anew.flatMap((item, i) => {
      const embedded = vectors[i];
      if (embedded && !(embedded instanceof UnusablePhoto))
        return [{ ...rowOf(item), vector: embedded.vector }];
      result.bad += 1;
      result.errors.push({ line: 0, reason: `the photo of ${item.id} can't be used: ${embedded?.reason}` });
      return [];
    }),
  ];
  await storeItems(db, collectionId, { model, items: rows });
  result.taken += taken.length;
  result.embedded += rows.length - taken.length;
  return rows.length;
}

const contentOf = ({ content, contentBlob }: NamedItem) => content ?? contentBlob;

const rowOf = (item: NamedItem): ItemRow => ({
  id: item.id,
  contentHash: item.contentHash,
  content: contentOf(item),
  metadata: item.metadata,
  updatedAt: item.updatedAt,
});

function collectionFinder(db: Queryable): (name: string) => Promise<number> {
  const known = new Map<string, number>();
  return async (name) => {
    const id = known.get(name) ?? (await findCollection(db, name)) ?? (await createCollection(db, name)).id;
    known.set(name, id);
    return id;
  };
}

function reject(result: ImportedItems, line: number, reason: string): void {
  result.bad += 1;
  if (result.errors.length < errorsKept) result.errors.push({ line, reason });
}
