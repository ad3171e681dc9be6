// `lookalike embed [COLLECTION ID]`: the vector of a text or a photo, printed, or stored in a collection.

import { float32Bytes } from '../../../catalog/items/item-bytes.ts';
import type { Metadata } from '../../../catalog/items/items.ts';
import { createCollection, UnusableName } from '../../../catalog/products/collections.ts';
import { UnusablePhoto } from '../../../clip/decode-photo.ts';
import { embedEntries } from '../../items/embed-entries.ts';
import { type ContentOptions, readContent } from '../read-content.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { type Embedding, withEmbedder } from '../with-embedder.ts';

export const vectorFormats = ['json', 'blob', 'base64', 'hex'] as const;

interface EmbedOptions extends ContentOptions {
  store?: boolean;
  metadata?: Metadata;
  format?: (typeof vectorFormats)[number];
}

export async function embed(
  context: CommandContext,
  collection: string | undefined,
  id: string | undefined,
  options: EmbedOptions,
): Promise<void> {
  if (collection !== undefined && id === undefined)
    throw new CommandFailed(`Say what to call it in ${collection}: lookalike embed ${collection} ID …`);
  // Read first: a mistyped name should not wait for the encoder.
  const content = await readContent(options, context);
  await withEmbedder(context, async (open) => {
    if (collection !== undefined && id !== undefined)
      await storeOne(open, { collection, id, content, options });
    if (collection === undefined || options.format !== undefined)
      printVector(context, await vectorOf(open, content), options.format ?? 'json');
  });
}

async function storeOne(
  { db, embedder }: Embedding,
  item: { collection: string; id: string; content: string | Uint8Array; options: EmbedOptions },
): Promise<void> {
  const { collection, id, content, options } = item;
  const entry = {
    line: 1,
    id,
    content: typeof content === 'string' ? { text: content } : { bytes: content },
    metadata: options.metadata ?? null,
  };
  const { errors } = await embedEntries({
    db,
    embedder,
    collectionId: (await collectionNamed(db, collection)).id,
    entries: (async function* () {
      yield entry;
    })(),
    store: options.store ?? false,
    readPhoto: () => Promise.reject(new Error('The photo is here already.')),
  });
  const [error] = errors;
  if (error) throw new CommandFailed(`It can't be embedded: ${error.reason}.`);
}

/** Made when there is none of that name. @throws CommandFailed */
export async function collectionNamed(db: Embedding['db'], name: string): Promise<{ id: number }> {
  try {
    return await createCollection(db, name);
  } catch (cause) {
    throw cause instanceof UnusableName ? new CommandFailed(cause.message, { cause }) : cause;
  }
}

async function vectorOf({ embedder }: Embedding, content: string | Uint8Array): Promise<Float32Array> {
  const [embedded] = await embedder.embed([content]);
  if (!embedded) throw new Error('The encoder gave no vector.');
  if (embedded instanceof UnusablePhoto) throw new CommandFailed(embedded.message, { cause: embedded });
  return embedded.vector;
}

function printVector(
  { print }: CommandContext,
  vector: Float32Array,
  format: (typeof vectorFormats)[number],
): void {
  if (format === 'json') print(JSON.stringify(Array.from(vector)));
  else if (format === 'blob') process.stdout.write(float32Bytes(vector));
  else print(float32Bytes(vector).toString(format));
}
