// `lookalike scrape URL`: reads a shop, embeds its photos, and says what came of it.
import { pageFailures } from '../../../catalog/frontier.ts';
import { normaliseShopUrl, startCrawl } from '../../../workers/start-run.ts';
import { createFileLogger } from '../../start/logger.ts';
import { waitForPhotos } from '../../start/wait-for-photos.ts';
import { watchRun } from '../../start/watch-run.ts';
import { withWorkers } from '../../start/with-workers.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function scrape(
  { config, progress, signal, print }: CommandContext,
  url: string,
  options: { full?: boolean; delay?: number; maxPages?: number; json?: boolean },
): Promise<void> {
  const baseUrl = normaliseShopUrl(url); // a mistyped address should not wait for the database
  const logger = createFileLogger(config);
  await withWorkers({ config, progress, logger }, async ({ database, queues, encoder, notices }, before) => {
    for (const notice of notices) progress.say(notice);
    const db = database.pool;
    const model = encoder.modelId;
    const { run } = await startCrawl(queues, db, {
      baseUrl,
      mode: options.full ? 'full' : 'incremental',
      startedBy: 'lookalike scrape',
      settings: {
        ...(options.delay !== undefined && { delayMs: options.delay }),
        ...(options.maxPages !== undefined && { maxPages: options.maxPages }),
      },
    });
    const ended = await watchRun({ db, progress, signal }, run.id);
    const photos = ended && (await waitForPhotos({ db, queues, model, progress, signal, before }));
    if (!photos) throw new CommandFailed('Stopped; the same command goes on where it was.');
    const failures = await pageFailures(db, ended.id, { limit: 5 });
    for (const failure of failures) progress.say(`  ${failure.url}: ${failure.reason}`);
    if (ended.outcome === 'done' && ended.reason) progress.say(`The run ${ended.reason}.`);
    if (options.json) print(JSON.stringify({ ...ended, embedding: photos, failures }));
    else {
      const { counts } = ended;
      print(
        `${ended.outcome}: ${counts.pages} pages (${counts.unchanged} unchanged, ${counts.failed} failed), ` +
          `${counts.products} products read (${counts.newProducts} new, ${counts.changedPrices} with a new price), ` +
          `${photos.embedded} photos embedded`,
      );
    }
    if (ended.outcome === 'failed') throw new CommandFailed(`The shop could not be read: ${ended.reason}`);
  });
}
