// `lookalike model use ID`: embeds the catalogue under another model beside the active one, then switches.
import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '../../../catalog/database/database.ts';
import {
  completeSwitch,
  type ModelSwitch,
  openSwitch,
  rollBackSwitch,
  switchById,
} from '../../../catalog/photos/model-switches.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { countPhotos } from '../../../catalog/photos/photos.ts';
import { beginSwitch } from '../../models/start-switch.ts';
import { switchCost } from '../../models/switch-cost.ts';
import { bytesText, durationText } from '../../start/amounts.ts';
import { loadModel } from '../../start/load-model.ts';
import { createFileLogger } from '../../start/logger.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import type { Parts } from '../../start/open-parts.ts';
import { withWorkers } from '../../start/with-workers.ts';
import { modelByName } from '../model-by-name.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export interface UseOptions {
  stored?: boolean;
  prepare?: boolean;
  force?: boolean;
  rollback?: boolean;
}

export async function modelUse(
  context: CommandContext,
  name: string | undefined,
  options: UseOptions,
): Promise<void> {
  if (options.rollback) return rollBack(context);
  if (name === undefined)
    throw new CommandFailed('Name a model; `lookalike model list` shows those there are.');
  const logger = createFileLogger(context.config);
  await withWorkers({ ...context, logger }, async (parts) => {
    const db = parts.database.pool;
    const model = await modelByName(db, name, context.config);
    if ((await activeModel(db))?.id === model.id) return context.print(`${model.id} is active already.`);
    const open = await openSwitch(db);
    if (open?.model !== model.id) await tellCost(context, db, model);
    else if (open.checkedAt && options.force) return finish(context, await completeSwitch(db));
    const photosFrom = options.stored ? 'stored' : 'shop';
    const begun = await beginSwitch(db, model, { photosFrom, activates: !options.prepare });
    await follow(context, parts, begun, options);
  });
}

async function rollBack(context: CommandContext): Promise<void> {
  const database = await openMigrated(context.config);
  try {
    finish(context, await rollBackSwitch(database.pool));
  } finally {
    await database.close();
  }
}

function finish({ print }: CommandContext, { model, previous }: ModelSwitch): void {
  const back = previous ? ` ${previous} is kept: \`lookalike model use --rollback\` goes back.` : '';
  print(`${model} answers now.${back}`);
}

async function tellCost(
  { config, progress }: CommandContext,
  db: Queryable,
  model: { id: string; dimension: number },
) {
  const encoder = await loadModel(model.id, { config, db, parts: ['vision'] });
  try {
    const cost = await switchCost(db, model, encoder);
    const { photos, photosPerSecond, storedSeconds, shopSeconds, vectorBytes } = cost;
    if (photosPerSecond === null || storedSeconds === null || shopSeconds === null) return;
    progress.say(
      `${photos} photos at ${photosPerSecond.toFixed(0)} a second here: ${durationText(shopSeconds * 1000)} ` +
        `fetching them again, or ${durationText(storedSeconds * 1000)} from the stored pictures (--stored)` +
        `${vectorBytes === null ? '' : `; about ${bytesText(vectorBytes)} of vectors and index`}.`,
    );
  } finally {
    await encoder.close();
  }
}

const lookEveryMs = 500;

/** Until it is switched, or ready when it is only to be prepared. */
async function follow(
  context: CommandContext,
  { database: { pool: db } }: Parts,
  { id, model }: ModelSwitch,
  options: UseOptions,
): Promise<void> {
  const { progress, signal, print } = context;
  const bar = progress.start(`Embedding under ${model}`, 'photos');
  let told: string | null = null;
  while (!signal.aborted) {
    const now = await switchById(db, id);
    if (!now) throw new CommandFailed('The vectors were removed meanwhile.');
    const { embedded, missing } = await countPhotos(db, model);
    bar.update(embedded, embedded + missing);
    if (now.outcome === 'switched') {
      bar.finish();
      return finish(context, now);
    }
    if (now.outcome === 'abandoned') throw new CommandFailed('The switch was abandoned.');
    if (now.pausedAt) throw new CommandFailed('The switch was paused; `lookalike model resume` goes on.');
    if (now.problem && now.problem !== told) progress.say(now.problem);
    told = now.problem;
    if (now.checkedAt && options.prepare) {
      bar.finish();
      const { agreed, sampled } = now.check ?? { agreed: 0, sampled: 0 };
      return print(
        `${model} is ready (${agreed} of ${sampled} photos embedded again agree): compare with ` +
          `\`lookalike model compare ${model}\`, switch with \`lookalike model use ${model}\`.`,
      );
    }
    if (now.checkedAt && options.force) return finish(context, await completeSwitch(db));
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => {}); // the loop ends
  }
  throw new CommandFailed('Stopped; the same command goes on where it was.');
}
