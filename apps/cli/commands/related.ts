// `lookalike related`: the lists of related products, made or brought up to date, and written to a file.
import { availableParallelism } from 'node:os';
import type { Queryable } from '../../../catalog/database/database.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { exportRelated } from '../../../catalog/related/export-related.ts';
import { forgetLists, keptTop, shortenLists } from '../../../catalog/related/related-lists.ts';
import { type Refreshed, refreshRelated } from '../../../workers/related/refresh-related.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { writeLines } from '../write-lines.ts';

interface RelatedOptions {
  top?: number;
  export?: string;
  off?: boolean;
  json?: boolean;
}

// A page of the API's answers.
const usualTop = 24;

export async function related(context: CommandContext, options: RelatedOptions): Promise<void> {
  const { config, print } = context;
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    if (options.off) {
      const lists = await forgetLists(db);
      print(options.json ? JSON.stringify({ forgotten: lists }) : `${lists} lists forgotten.`);
      return;
    }
    const model = (await activeModel(db))?.id;
    if (model === undefined) throw new CommandFailed(nothingEmbedded);
    const top = options.top ?? (await keptTop(db)) ?? usualTop;
    if (options.top !== undefined) await shortenLists(db, top);
    const startedAt = performance.now();
    const done = await refreshWithBar(context, { db, model, top });
    const seconds = (performance.now() - startedAt) / 1000;
    if (options.export !== undefined) {
      await writeLines(context, options.export, exportRelated(db, { model, top }));
      if (options.export === '-') return;
    }
    report(context, { ...done, model, top, seconds }, options);
  } finally {
    await database.close();
  }
}

/** Shown only when there is something to do. */
export async function refreshWithBar(
  { progress, signal }: Pick<CommandContext, 'progress' | 'signal'>,
  { db, model, top }: { db: Queryable; model: string; top: number },
): Promise<Refreshed> {
  let bar: ReturnType<typeof progress.start> | undefined;
  const done = await refreshRelated({
    db,
    model,
    top,
    signal,
    threads: availableParallelism(),
    onProgress: (step, share) => {
      bar ??= progress.start('Comparing products', '%');
      // Reading the vectors takes a third of the time.
      bar.update(Math.floor(step === 'reading' ? 33 * share : 33 + 67 * share), 100);
    },
  }).catch((error: unknown) => {
    throw signal.aborted ? new CommandFailed('Stopped; the same command goes on where it was.') : error;
  });
  bar?.update(100, 100);
  bar?.finish();
  return done;
}

function report(
  { print }: CommandContext,
  { made, dropped, model, top, seconds }: Refreshed & { model: string; top: number; seconds: number },
  { json }: RelatedOptions,
): void {
  if (json) {
    print(JSON.stringify({ model, top, made, dropped, seconds }));
    return;
  }
  const did = made + dropped === 0 ? 'nothing had changed' : `${made} lists made, ${dropped} dropped`;
  print(`The ${top} nearest of every product: ${did}, in ${seconds.toFixed(1)} s (${model}).`);
}
