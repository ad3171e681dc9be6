// Runs a shop to its end in this process: starts or joins the run, shows it, and says what came of it.
import { type RunFailure, runFailures } from '../../catalog/crawls/run-failures.ts';
import type { Run } from '../../catalog/crawls/runs.ts';
import { type CrawlRequest, startCrawl } from '../../workers/start-run.ts';
import { bytesText, durationText } from '../start/amounts.ts';
import { createFileLogger } from '../start/logger.ts';
import type { Parts } from '../start/open-parts.ts';
import { applySiteSchedule } from '../start/site-schedule.ts';
import { waitForPhotos } from '../start/wait-for-photos.ts';
import { watchRun } from '../start/watch-run.ts';
import { withWorkers } from '../start/with-workers.ts';
import { type CommandContext, CommandFailed } from './run-command.ts';
import { describeRun } from './run-texts.ts';

/** What a run is started with, known once the database is open. */
export type FindCrawl = (parts: Parts) => Promise<Omit<CrawlRequest, 'startedBy'>>;

/** @throws CommandFailed when the run did not end well, or was stopped */
export async function runShop(
  context: CommandContext,
  find: FindCrawl,
  options: { json?: boolean; schedule?: string | undefined },
): Promise<void> {
  const { config, progress, signal } = context;
  const logger = createFileLogger(config);
  await withWorkers({ config, progress, logger }, async (parts, before) => {
    for (const notice of parts.notices) progress.say(notice);
    const { queues, encoder, database } = parts;
    const db = database.pool;
    const { run, isNew } = await startCrawl(queues, db, {
      ...(await find(parts)),
      startedBy: 'command line',
    });
    await applySiteSchedule({ db, queues }, run.shopId, options.schedule);
    if (run.pausedAt) {
      throw new CommandFailed(
        `Run ${run.id} of this shop is paused: go on with \`lookalike runs resume ${run.id}\`, or end it with \`lookalike runs cancel ${run.id}\`.`,
      );
    }
    if (!isNew) progress.say(`Going on with ${describeRun(run)}.`);
    const ended = await watchRun({ db, progress, signal }, run.id);
    const photos =
      ended && (await waitForPhotos({ db, queues, model: encoder.modelId, progress, signal, before }));
    if (!photos) throw new CommandFailed('Stopped; the same command goes on where it was.');
    const failures = await runFailures(db, ended, { examples: 3 });
    report(context, ended, failures);
    if (options.json) context.print(JSON.stringify({ ...ended, embedding: photos, failures }));
    else context.print(summaryOf(ended, photos.embedded));
    checkOutcome(ended);
  });
}

function report({ progress }: CommandContext, run: Run, failures: readonly RunFailure[]): void {
  for (const { reason, count, examples } of failures.slice(0, 5))
    progress.say(`  ${count} failed: ${reason}${examples[0] ? `, such as ${examples[0]}` : ''}`);
  if (run.outcome === 'done' && run.mode !== 'photos' && run.counts.products === 0)
    progress.say(
      'No product was found: name pages to start at, or selectors, in a site file (see sites/README.md).',
    );
  if (run.reason && (run.outcome === 'done' || run.outcome === 'partial'))
    progress.say(`The run ${run.reason}.`);
}

function summaryOf({ outcome, counts, bytes, activeMs }: Run, embedded: number): string {
  const { pages, failed, products, newProducts, changedPrices, unchanged, gone } = counts;
  return (
    `${outcome}: ${pages} pages (${failed} failed), ` +
    `${products} products (${newProducts} new, ${changedPrices} with a new price, ${unchanged} unchanged), ` +
    `${gone} gone, ${bytesText(bytes)} in ${durationText(activeMs)}, ${embedded} photos embedded`
  );
}

function checkOutcome({ id, outcome, reason }: Run): void {
  if (outcome === 'failed') throw new CommandFailed(`The shop could not be read: ${reason}`);
  if (outcome === 'cancelled') throw new CommandFailed(`Run ${id} was cancelled.`);
  if (outcome !== 'suspicious') return;
  // The reason says how to confirm.
  throw new CommandFailed(`Run ${id} is suspicious: ${reason}.`);
}
