// Embeds anew, under the active model, the items of a collection whose content is kept and whose vectors are not its.
import type { Queryable } from '../../catalog/database/database.ts';
import { portableItems } from '../../catalog/items/list-items.ts';
import { type EmbedResult, embedEntries } from './embed-entries.ts';
import type { ItemEmbedder } from './item-embedder.ts';
import type { Entry } from './row-entries.ts';

export async function refreshItems(
  collectionId: number,
  options: {
    db: Queryable;
    embedder: ItemEmbedder;
    signal: AbortSignal;
    onProgress(result: Readonly<EmbedResult>): void;
  },
): Promise<EmbedResult> {
  return embedEntries({
    ...options,
    collectionId,
    entries: entriesOf(options.db, collectionId, options.embedder.modelId),
    store: true,
    readPhoto: () => Promise.reject(new Error('The photo is here already.')),
  });
}

async function* entriesOf(db: Queryable, collectionId: number, model: string): AsyncIterable<Entry> {
  let line = 0;
  for await (const { id, vector, content, contentBlob, metadata } of portableItems(db, collectionId, model)) {
    if (vector) continue;
    line += 1;
    if (content !== null) yield { line, id, content: { text: content }, metadata };
    else if (contentBlob) yield { line, id, content: { bytes: contentBlob }, metadata };
  }
}
