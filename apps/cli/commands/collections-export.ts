// `lookalike collections export NAME [FILE]`: a collection as an embeddings database of `llm`, as Parquet or NDJSON.
import type { Queryable } from '../../../catalog/database/database.ts';
import { portableItems, portableProducts } from '../../../catalog/items/list-items.ts';
import { NotLlmFile } from '../../../catalog/items/llm-file.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { type FileFormat, fileFormatOf, writeItems } from '../../items/item-files.ts';
import type { NamedItem } from '../../items/portable-record.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import type { ProgressBar } from '../../start/progress.ts';
import { existing } from '../existing-collection.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function collectionsExport(
  context: CommandContext,
  collection: string,
  file: string | undefined,
  options: { format?: FileFormat },
): Promise<void> {
  const { config, progress, signal } = context;
  const target = file ?? '-';
  const format = formatFor(target, options.format);
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    const model = (await activeModel(db))?.id;
    if (model === undefined) throw new CommandFailed(nothingEmbedded);
    const id = await existing(db, collection);
    const counts = { items: 0, withoutVector: 0 };
    const bar = progress.start('Exporting', 'items');
    const items = itemsOf({ db, id, collection, model }, { counts, bar, signal });
    await writeItems(items, target, { format, stdout: process.stdout });
    bar.finish();
    if (counts.withoutVector > 0)
      progress.say(
        `${counts.withoutVector} items have no embedding under ${model}${format === 'sqlite' ? ' and are left out' : ''}: \`lookalike collections refresh ${collection}\` first.`,
      );
    if (target !== '-') progress.say(`${counts.items} items of ${collection} are in ${target}.`);
  } catch (error) {
    throw error instanceof NotLlmFile ? new CommandFailed(error.message, { cause: error }) : error;
  } finally {
    await database.close();
  }
}

/** @throws CommandFailed */
export function formatFor(file: string, asked: FileFormat | undefined): FileFormat {
  const format = asked ?? fileFormatOf(file);
  if (!format)
    throw new CommandFailed(
      `${file} does not say its format: name it .db, .parquet or .ndjson, or give --format.`,
    );
  if (file === '-' && format !== 'ndjson')
    throw new CommandFailed(`A ${format} file is not written to or read from a pipe: name a file.`);
  return format;
}

/** Its items, then its products by their first photos. */
async function* itemsOf(
  { db, id, collection, model }: { db: Queryable; id: number; collection: string; model: string },
  told: { counts: { items: number; withoutVector: number }; bar: ProgressBar; signal: AbortSignal },
): AsyncIterable<NamedItem> {
  for (const part of [portableItems, portableProducts]) {
    for await (const item of part(db, id, model)) {
      if (told.signal.aborted) throw new CommandFailed('Stopped: the file is not whole.');
      told.counts.items += 1;
      if (!item.vector) told.counts.withoutVector += 1;
      told.bar.update(told.counts.items, null);
      yield { ...item, collection, model };
    }
  }
}
