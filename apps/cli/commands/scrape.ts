// `lookalike scrape URL`: reads a shop, embeds its photos, and says what came of it.
import { pageFailures } from '../../../catalog/frontier.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { startWorkers } from '../../../workers/start-workers.ts';
import { createFileLogger } from '../../start/logger.ts';
import { openParts } from '../../start/open-parts.ts';
import { watchEmbedding, watchRun } from '../../start/watch-run.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function scrape(
  { config, progress, signal, print }: CommandContext,
  url: string,
  options: { full?: boolean; delay?: number; maxPages?: number; json?: boolean },
): Promise<void> {
  const logger = createFileLogger(config);
  const parts = await openParts({ config, progress, logger, towers: ['vision'] });
  try {
    for (const notice of parts.notices) progress.say(notice);
    const workers = await startWorkers({
      database: parts.database,
      queues: parts.queues,
      encoder: parts.encoder,
      fetcherOptions: { allowHosts: [...config.allowHosts] },
      logger,
    });
    try {
      const db = parts.database.pool;
      const run = await startCrawl(parts.queues, db, {
        baseUrl: url,
        mode: options.full ? 'full' : 'update',
        settings: {
          ...(options.delay !== undefined && { delayMs: options.delay }),
          ...(options.maxPages !== undefined && { maxPages: options.maxPages }),
        },
      });
      const watched = { db, progress, signal };
      const ended = await watchRun(watched, run.id);
      if (!ended) throw new CommandFailed('Stopped; the same command goes on where it was.');
      await watchEmbedding(watched, parts.encoder.modelId);
      const failures = await pageFailures(db, ended.id, { limit: 5 });
      if (options.json) print(JSON.stringify({ ...ended, failures }));
      else {
        const { counts } = ended;
        print(
          `${ended.outcome}: ${counts.pages} pages read, ${counts.unchanged} unchanged, ${counts.failed} failed; ` +
            `${counts.products} products (${counts.newProducts} new, ${counts.changedPrices} with a new price)`,
        );
        for (const failure of failures) progress.say(`  ${failure.url}: ${failure.reason}`);
      }
      if (ended.outcome === 'failed') throw new CommandFailed(`The shop could not be read: ${ended.reason}`);
    } finally {
      await workers.close();
    }
  } finally {
    await parts.close();
  }
}
