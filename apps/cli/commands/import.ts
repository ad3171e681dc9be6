// `lookalike import`: products from NDJSON or CSV, or photos from a glob, through the same catalogue and queue.
import { addAbortSignal } from 'node:stream';
import { type ImportResult, importProducts } from '../../../workers/import-products.ts';
import { type ImportSource, openImportSource } from '../../../workers/import-source.ts';
import { createFileLogger } from '../../start/logger.ts';
import type { Parts } from '../../start/open-parts.ts';
import { type PhotosEnded, waitForPhotos } from '../../start/wait-for-photos.ts';
import { withWorkers } from '../../start/with-workers.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function importSource(
  context: CommandContext,
  targets: string[],
  options: { name?: string; json?: boolean },
): Promise<void> {
  const { config, progress, signal } = context;
  if (targets.length === 0 && process.stdin.isTTY)
    throw new CommandFailed('There is nothing to import: name a file or a glob, or pipe NDJSON or CSV in.');
  // Opened first: a mistyped name should not wait for the database.
  const sources = await Promise.all(
    (targets.length === 0 ? ['-'] : targets).map((target) =>
      openImportSource(target, {
        stdin: process.stdin,
        cwd: process.cwd(),
        ...(options.name !== undefined && { name: options.name }),
      }),
    ),
  );
  // Whoever feeds standard input may never end it.
  if (targets.length === 0 || targets.includes('-')) addAbortSignal(signal, process.stdin);

  const logger = createFileLogger(config);
  await withWorkers({ config, progress, logger }, async (parts, before) => {
    for (const notice of parts.notices) progress.say(notice);
    const { database, queues, encoder } = parts;
    const startedAt = performance.now();
    const results: ImportResult[] = [];
    for (const source of sources) results.push(await importOne(source, parts, context));
    const watch = { db: database.pool, queues, model: encoder.modelId, progress, signal, before };
    const photos = await waitForPhotos(watch);
    if (!photos) throw new CommandFailed(stopped);
    report(context, { results, photos, seconds: (performance.now() - startedAt) / 1000 }, options);
  });
}

const stopped = 'Stopped; the same command goes on where it was.';

async function importOne(
  source: ImportSource,
  { database, queues, encoder }: Parts,
  { progress, signal }: CommandContext,
): Promise<ImportResult> {
  const bar = progress.start('Reading products', 'rows');
  const result = await importProducts({
    db: database.pool,
    queues,
    model: encoder.modelId,
    source,
    signal,
    onProgress: ({ rows }) => bar.update(rows, null),
  }).catch((error: unknown) => {
    throw signal.aborted ? new CommandFailed(stopped) : error;
  });
  bar.finish();
  for (const { line, reason } of result.errors) progress.say(`  ${source.name}, line ${line}: ${reason}`);
  const unsaid = result.bad - result.errors.length;
  if (unsaid > 0) progress.say(`  and ${unsaid} more bad rows`);
  return result;
}

function report(
  { print }: CommandContext,
  { results, photos, seconds }: { results: ImportResult[]; photos: PhotosEnded; seconds: number },
  options: { json?: boolean },
): void {
  const sum = (count: (result: ImportResult) => number) =>
    results.reduce((total, one) => total + count(one), 0);
  const counts = {
    new: sum((one) => one.new),
    changed: sum((one) => one.changed),
    unchanged: sum((one) => one.unchanged),
    bad: sum((one) => one.bad),
  };
  if (options.json) print(JSON.stringify({ ...counts, photos, seconds, sources: results }));
  else
    print(
      `${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.bad} bad rows, ` +
        `${photos.embedded} photos embedded, in ${seconds.toFixed(1)} s`,
    );
  if (counts.new + counts.changed + counts.unchanged === 0)
    throw new CommandFailed(counts.bad > 0 ? 'No row could be imported.' : 'There was no row to import.');
}
