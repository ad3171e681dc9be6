// `lookalike export site`: the catalogue as files that any host can serve.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { activeModel } from '../../../catalog/photos/models.ts';
import { keptTop } from '../../../catalog/related/related-lists.ts';
import { exportSite } from '../../export-site/export-site.ts';
import { defaultTitle } from '../../export-site/page-frame.ts';
import { UnusableFolder } from '../../export-site/site-folder.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { refreshWithBar } from './related.ts';

interface SiteOptions {
  title?: string;
  neighbours: number;
  shop?: string;
  collection?: string;
  json?: boolean;
}

export async function exportSiteCommand(
  context: CommandContext,
  folder: string,
  { title = defaultTitle, neighbours, shop, collection, json }: SiteOptions,
): Promise<void> {
  const { config, progress, print, signal } = context;
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    const model = (await activeModel(db))?.id;
    if (model === undefined) throw new CommandFailed(nothingEmbedded);
    // Of a part of the catalogue the neighbours within it are searched for.
    const isWhole = shop === undefined && collection === undefined;
    if (isWhole)
      await refreshWithBar(context, { db, model, top: Math.max(neighbours, (await keptTop(db)) ?? 0) });
    const startedAt = performance.now();
    const bar = progress.start('Writing pages', 'products');
    const done = await exportSite({
      db,
      model,
      folder,
      title,
      neighbours,
      filters: { shop, collection },
      signal,
      onProgress: (products, total) => bar.update(products, total),
    }).catch((error: unknown) => {
      if (signal.aborted) throw new CommandFailed('Stopped; nothing was left half written.');
      throw error instanceof UnusableFolder ? new CommandFailed(error.message, { cause: error }) : error;
    });
    bar.finish();
    const seconds = (performance.now() - startedAt) / 1000;
    if (json) {
      print(JSON.stringify({ folder: resolve(folder), ...done, seconds }));
      return;
    }
    print(
      `${done.products} products and ${done.photos} photos in ${resolve(folder)}, in ${seconds.toFixed(1)} s.`,
    );
    progress.say(`Put it on any file host, or look at it: ${pathToFileURL(resolve(folder, 'index.html'))}`);
  } finally {
    await database.close();
  }
}
