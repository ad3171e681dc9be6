// `lookalike collections items` and `refresh`: what a collection has embedded, and embedding it anew after a switch.

import { countUnembedded } from '../../../catalog/items/items.ts';
import { listItems } from '../../../catalog/items/list-items.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { refreshItems } from '../../items/refresh-items.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { existing } from '../existing-collection.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { withEmbedder } from '../with-embedder.ts';

const itemsPerPage = 500;

/** A line each: for people the id and the content, else NDJSON. */
export async function collectionsItems(
  { config, print }: CommandContext,
  name: string,
  { prefix = '', json = false }: { prefix?: string; json?: boolean },
): Promise<void> {
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    const model = (await activeModel(db))?.id;
    if (model === undefined) throw new CommandFailed(nothingEmbedded);
    const id = await existing(db, name);
    for (let after = ''; ; ) {
      const page = await listItems(db, id, { model, after, prefix, limit: itemsPerPage });
      for (const item of page)
        print(json ? JSON.stringify(item) : [item.id, item.content ?? ''].join('  ').trimEnd());
      const last = page.at(-1);
      if (!last) return;
      after = last.id;
    }
  } finally {
    await database.close();
  }
}

export async function collectionsRefresh(context: CommandContext, name: string): Promise<void> {
  const { progress, signal, print } = context;
  await withEmbedder(context, async ({ db, embedder }) => {
    const collectionId = await existing(db, name);
    const model = embedder.modelId;
    const [before] = await countUnembedded(db, model, [collectionId]);
    const bar = progress.start('Embedding', 'items');
    const { embedded, bad } = await refreshItems(collectionId, {
      db,
      embedder,
      signal,
      onProgress: (soFar) => bar.update(soFar.embedded + soFar.bad, before?.kept ?? null),
    });
    bar.finish();
    if (signal.aborted) throw new CommandFailed('Stopped; the same command goes on where it was.');
    print(`${embedded} items of ${name} embedded under ${model}, ${bad} bad.`);
    const lost = (before?.unembedded ?? 0) - (before?.kept ?? 0);
    if (lost > 0)
      throw new CommandFailed(
        `${lost} items can't be embedded, since their content is not kept: embed them again from where they came.`,
      );
  });
}
