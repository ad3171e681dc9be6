// `lookalike similar … --in COLLECTION`: what of some collections is like an item, a product, a text or a photo.
import { stat } from 'node:fs/promises';
import type { Queryable } from '../../../catalog/database/database.ts';
import type { SimilarItem } from '../../../catalog/items/similar-items.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { UnusablePhoto } from '../../../clip/decode-photo.ts';
import { ItemsProblem, type ItemsQuestion, searchItems } from '../../items/search-items.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { type ContentOptions, readContent } from '../read-content.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { printTable } from '../table.ts';
import { withEmbedder } from '../with-embedder.ts';

export interface SimilarItemsOptions extends ContentOptions {
  limit: number;
  prefix?: string;
  json?: boolean;
}

/** @param target an item's id, a product's id, a file or an address; left out, what the options say */
export async function similarItems(
  context: CommandContext,
  { collections, target }: { collections: readonly string[]; target: string | undefined },
  options: SimilarItemsOptions,
): Promise<void> {
  const { limit, prefix } = options;
  const isGiven = options.content !== undefined || options.input !== undefined;
  if (target !== undefined && isGiven)
    throw new CommandFailed('An id can not be given beside --content or --input: ask with one of them.');
  const question = { collections, limit, prefix };
  try {
    const found =
      (target === undefined ? null : await byId(context, target, question)) ??
      (await byContent(context, isGiven || target === undefined ? options : { input: target }, question));
    for (const notice of found.notices) context.progress.say(notice);
    printItems(context, found.results, options.json ?? false);
  } catch (error) {
    throw error instanceof ItemsProblem ? new CommandFailed(error.message, { cause: error }) : error;
  }
}

type Question = Omit<ItemsQuestion, 'like'>;

/** Null when it is no id, but a file or an address. No encoder is needed for what is embedded. */
async function byId({ config }: CommandContext, id: string, question: Question) {
  const database = await openMigrated(config);
  try {
    const db: Queryable = database.pool;
    const model = (await activeModel(db))?.id;
    if (model === undefined) throw new CommandFailed(nothingEmbedded);
    const ids = /^[1-9]\d{0,14}$/.test(id) ? [id, `product/${id}`] : [id];
    for (const one of ids) {
      try {
        return await searchItems(db, model, { ...question, like: { id: one } });
      } catch (error) {
        if (!(error instanceof ItemsProblem) || error.code !== 'item_not_found') throw error;
        if (one !== ids.at(-1)) continue;
        if (!(await isPhoto(id))) throw error;
      }
    }
    return null;
  } finally {
    await database.close();
  }
}

const isPhoto = async (text: string): Promise<boolean> =>
  /^https?:\/\//i.test(text) || (await stat(text).catch(() => null)) !== null;

async function byContent(context: CommandContext, options: ContentOptions, question: Question) {
  const content = await readContent(options, context);
  return withEmbedder(context, async ({ db, embedder }) => {
    const [embedded] = await embedder.embed([content]);
    if (!embedded) throw new Error('The encoder gave no vector.');
    if (embedded instanceof UnusablePhoto) throw new CommandFailed(embedded.message, { cause: embedded });
    return searchItems(db, embedder.modelId, { ...question, like: { vector: embedded.vector } });
  });
}

/** NDJSON with the fields of `llm`, or a table for people. */
function printItems({ print, progress }: CommandContext, items: readonly SimilarItem[], json: boolean): void {
  if (json) for (const item of items) print(JSON.stringify(item));
  else if (items.length === 0) progress.say('Nothing found: the collections are empty, or no id begins so.');
  else
    printTable(
      print,
      [{ title: 'score', align: 'right' }, { title: 'collection' }, { title: 'id' }, { title: 'content' }],
      items.map(({ score, collection, id, content }) => [score.toFixed(3), collection, id, content ?? '']),
    );
}
