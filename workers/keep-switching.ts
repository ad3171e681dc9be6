// Carries a switch of the model through: queues what is missing, builds the index, checks, switches. Any worker can.
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../catalog/database/database.ts';
import { buildVectorIndex } from '../catalog/photos/build-vector-index.ts';
import {
  claimSwitch,
  completeSwitch,
  countBehind,
  type ModelSwitch,
  noteOnSwitch,
  openSwitch,
  releaseSwitch,
  storeCheck,
} from '../catalog/photos/model-switches.ts';
import { activeModel } from '../catalog/photos/models.ts';
import { countPhotos } from '../catalog/photos/photos.ts';
import { listProcesses } from '../catalog/photos/serving-processes.ts';
import { checkVectors } from './check-vectors.ts';
import { ownerIsDead } from './dead-claims.ts';
import type { Embedders } from './embedders.ts';
import { enqueueMissing } from './enqueue-missing.ts';
import type { Logger } from './logger.ts';
import { type Queues, workerName } from './queues.ts';
import type { ShopFetchers } from './shop-fetchers.ts';

export interface SwitchContext {
  db: Database['pool'];
  queues: Pick<Queues, 'embed'>;
  embedders: Embedders;
  fetchers: ShopFetchers;
  logger: Logger;
  signal: AbortSignal;
}

const shortestPauseMs = 500;
// Counting takes longer the more photos there are: this keeps it under a twentieth of the database's time.
const pausesPerStep = 20;
const heartbeatMs = 5_000;
// Jobs that failed for good are queued anew; those that wait stay as they are. With none in the queue, such as after a
// pause that was shorter than a look, much sooner.
const queueAgainMs = 60_000;
const queueAgainIdleMs = 2_000;
const rateOverMs = 30_000;

/** Starts at once; `close` lets the step under way end. */
export function keepSwitching(context: SwitchContext): { close(): Promise<void> } {
  const { db, logger, signal } = context;
  const memory: Memory = { switchId: 0, queuedAt: 0, counts: [] };
  async function run() {
    while (!signal.aborted) {
      const startedAt = Date.now();
      await step(context, memory).catch((err) => logger.warn({ err }, 'the switch of the model waits'));
      const pauseMs = Math.max(shortestPauseMs, pausesPerStep * (Date.now() - startedAt));
      await setTimeout(Math.min(pauseMs, 10_000), undefined, { signal }).catch(() => {}); // it ends now
    }
    await releaseSwitch(db, workerName).catch(() => {}); // its time runs out by itself
  }
  const running = run();
  return { close: () => running };
}

/** What this process knows of the switch it looks after. All of it can be lost. */
interface Memory {
  switchId: number;
  queuedAt: number;
  counts: { at: number; done: number }[];
}

async function step(context: SwitchContext, memory: Memory): Promise<void> {
  const { db, embedders } = context;
  await embedders.tidy();
  const open = await openSwitch(db);
  if (!open || open.pausedAt || !(await claimSwitch(db, open.id, workerName, ownerIsDead))) {
    memory.switchId = 0;
    return;
  }
  if (memory.switchId !== open.id) Object.assign(memory, { switchId: open.id, queuedAt: 0, counts: [] });
  const heartbeat = setInterval(() => {
    claimSwitch(db, open.id, workerName, () => false).catch(() => {}); // the next one may get through
  }, heartbeatMs);
  try {
    await advance(context, open, memory);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    if (problem !== open.problem) await noteOnSwitch(db, open.id, { problem });
    // Another worker may have what this one lacks.
    await releaseSwitch(db, workerName);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

async function advance(context: SwitchContext, open: ModelSwitch, memory: Memory): Promise<void> {
  const { db, embedders, fetchers, logger } = context;
  const { model } = open;
  const encoder = await embedders.encoderOf(model);
  if (await embedRest(context, open, memory)) return;
  await buildVectorIndex(db, model);
  if (!open.checkedAt) {
    const check = await checkVectors({ db, encoder, fetchers });
    if (check.agreed < check.sampled) {
      throw new Error(
        `${check.sampled - check.agreed} of ${check.sampled} photos embedded again give other vectors than are stored; abandon the switch and remove the vectors of ${model}`,
      );
    }
    await storeCheck(db, open.id, check);
    logger.info({ model, check }, 'the next model is complete');
    return; // those that answer load it before it is made active
  }
  if (open.activates && (await allHold(context, open))) {
    await completeSwitch(db);
    logger.info({ model }, 'switched to another model');
  }
}

/** @returns whether photos are left that can be found today */
async function embedRest(context: SwitchContext, open: ModelSwitch, memory: Memory): Promise<boolean> {
  const { db, queues } = context;
  const { model: next } = open;
  const active = await activeModel(db);
  const behind = active ? await countBehind(db, { active: active.id, next }) : 0;
  // Photos that come in while the last step is taken are embedded under both, and are no reason to begin again.
  if (open.checkedAt || behind === 0) return false;
  const waitMs = (await isIdle(queues)) ? queueAgainIdleMs : queueAgainMs;
  if (Date.now() - memory.queuedAt > waitMs) {
    await enqueueMissing(queues, db, next, { isNext: true, signal: context.signal });
    memory.queuedAt = Date.now();
  }
  const { embedded } = await countPhotos(db, next);
  const now = Date.now();
  memory.counts = [...memory.counts.filter(({ at }) => now - at < rateOverMs), { at: now, done: embedded }];
  const first = memory.counts[0];
  if (first && now > first.at) {
    const photosPerSecond = (embedded - first.done) / ((now - first.at) / 1000);
    await noteOnSwitch(db, open.id, { photosPerSecond, problem: null });
  }
  return true;
}

async function isIdle({ embed }: SwitchContext['queues']): Promise<boolean> {
  const counts = await embed.getJobCounts('waiting', 'prioritized', 'delayed', 'active');
  return Object.values(counts).every((count) => count === 0);
}

/** Whether every process that answers has the next model loaded; one that can't is told on the switch, which waits. */
async function allHold({ db }: SwitchContext, { id, model, problem: known }: ModelSwitch): Promise<boolean> {
  const lacking = (await listProcesses(db)).filter(({ holds }) => !holds.includes(model));
  const problem = lacking.find((process) => process.problem)?.problem ?? null;
  if (problem !== known) await noteOnSwitch(db, id, { problem });
  return lacking.length === 0;
}
