// `lookalike import`: products from NDJSON or CSV, or photos from a glob, through the same catalogue and queue.
import { type ImportResult, importProducts } from '../../../workers/import-products.ts';
import { openImportSource } from '../../../workers/import-source.ts';
import { startWorkers } from '../../../workers/start-workers.ts';
import { createFileLogger } from '../../start/logger.ts';
import { openParts } from '../../start/open-parts.ts';
import { watchEmbedding } from '../../start/watch-run.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function importSource(
  { config, progress, signal, print }: CommandContext,
  targets: string[],
  options: { name?: string; json?: boolean },
): Promise<void> {
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
  const logger = createFileLogger(config);
  const parts = await openParts({ config, progress, logger, towers: ['vision'] });
  try {
    for (const notice of parts.notices) progress.say(notice);
    const { database, queues, encoder } = parts;
    const workers = await startWorkers({
      database,
      queues,
      encoder,
      fetcherOptions: { allowHosts: [...config.allowHosts] },
      logger,
    });
    try {
      const startedAt = performance.now();
      const results: ImportResult[] = [];
      for (const source of sources) {
        const bar = progress.start('Reading products', 'rows');
        const result = await importProducts({
          db: database.pool,
          queues,
          model: encoder.modelId,
          source,
          signal,
          onProgress: ({ rows }) => bar.update(rows, rows),
        });
        bar.finish();
        for (const { line, reason } of result.errors) progress.say(`  line ${line}: ${reason}`);
        results.push(result);
      }
      await watchEmbedding({ db: database.pool, progress, signal }, encoder.modelId);
      if (signal.aborted) throw new CommandFailed('Stopped; the same command goes on where it was.');
      report(results, (performance.now() - startedAt) / 1000);
    } finally {
      await workers.close();
    }
  } finally {
    await parts.close();
  }

  function report(results: ImportResult[], seconds: number): void {
    const sum = (count: (result: ImportResult) => number) =>
      results.reduce((total, one) => total + count(one), 0);
    const [added, changed, unchanged, bad] = [
      sum((one) => one.new),
      sum((one) => one.changed),
      sum((one) => one.unchanged),
      sum((one) => one.bad),
    ];
    if (options.json)
      print(JSON.stringify({ new: added, changed, unchanged, bad, seconds, sources: results }));
    else
      print(
        `${added} new, ${changed} changed, ${unchanged} unchanged, ${bad} bad rows, in ${seconds.toFixed(1)} s`,
      );
    if (bad > 0 && added + changed + unchanged === 0) throw new CommandFailed('No row could be imported.');
  }
}
