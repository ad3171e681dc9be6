// Which model answers in this process: follows the catalogue's active one, and has the next one loaded beforehand.
import type { Queryable } from '../../catalog/database/database.ts';
import { forgetProcess, reportProcess, servingTargets } from '../../catalog/photos/serving-processes.ts';
import type { Encoder } from '../../clip/encoder.ts';
import { calibrate } from '../../workers/calibrate.ts';
import type { Logger } from '../../workers/logger.ts';
import type { ApiModels } from '../api/api-models.ts';
import type { EncoderShelf, Lent } from './encoder-shelf.ts';

export interface FollowOptions {
  db: Queryable;
  encoders: EncoderShelf;
  /** The model that is active at the start. */
  modelId: string;
  /** What this process is called where the others look. */
  processName: string;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** How often to look; default 1,000. */
  lookEveryMs?: number;
  /** How long requests that began with the old model may go on with it; default 20,000. */
  graceMs?: number;
}

export type ModelFollower = ApiModels & { close(): Promise<void> };

// Others take a process for gone after 15 s without a word.
const reportEveryMs = 5_000;
// Reading 600 MB every second to find that they are still the wrong ones would help nobody.
const tryAgainMs = 15_000;

/** @throws when the model can't be loaded */
export async function followModel(options: FollowOptions): Promise<ModelFollower> {
  const { db, encoders, logger, processName, lookEveryMs = 1_000, graceMs = 20_000 } = options;
  let serving = await encoders.take(options.modelId);
  let next: Lent | null = null;
  let problem: string | null = null;
  let failed = { modelId: '', until: 0 };
  let reported = { text: '', at: 0 };
  const retired = new Map<Lent, NodeJS.Timeout>();

  /** Requests that began with it end with it. */
  function retire(lent: Lent): void {
    const timer = setTimeout(() => {
      retired.delete(lent);
      lent.release();
    }, graceMs);
    timer.unref();
    retired.set(lent, timer);
  }

  async function load(modelId: string): Promise<Lent | null> {
    if (failed.modelId === modelId && Date.now() < failed.until) return null;
    try {
      return await encoders.take(modelId);
    } catch (error) {
      failed = { modelId, until: Date.now() + tryAgainMs };
      problem = `${modelId} can't be loaded: ${error instanceof Error ? error.message : String(error)}`;
      logger.warn({ err: error, model: modelId }, 'a model can not be loaded; the old one goes on answering');
      return null;
    }
  }

  async function serve(modelId: string): Promise<void> {
    const lent = next?.encoder.modelId === modelId ? next : await load(modelId);
    if (!lent) return;
    if (lent === next) next = null;
    // From here on new requests get it; nothing is awaited in between.
    retire(serving);
    serving = lent;
    problem = null;
    logger.info({ model: modelId }, 'answering with another model');
  }

  async function prepare(modelId: string | null): Promise<void> {
    if (next?.encoder.modelId === modelId) return;
    next?.release();
    next = null;
    if (modelId === null) return;
    const lent = await load(modelId);
    if (!lent) return;
    problem = null;
    // Before its first answer: cut-offs and directions of colour are a model's own.
    await calibrate({ db, encoder: lent.encoder }).catch((err) =>
      logger.warn({ err, model: modelId }, 'the next model is not calibrated yet'),
    );
    next = lent;
  }

  async function report(): Promise<void> {
    const holds = [...(next ? [next] : []), serving, ...retired.keys()].map(({ encoder }) => encoder.modelId);
    const state = { name: processName, serves: serving.encoder.modelId, holds: [...new Set(holds)], problem };
    const text = JSON.stringify(state);
    if (text === reported.text && Date.now() - reported.at < reportEveryMs) return;
    await reportProcess(db, state);
    reported = { text, at: Date.now() };
  }

  async function lookOnce(): Promise<void> {
    const targets = await servingTargets(db);
    if (targets.active && targets.active !== serving.encoder.modelId) await serve(targets.active);
    else if (!targets.next) problem = null;
    await prepare(targets.next);
    await report();
  }

  let looking: Promise<void> | null = null;
  const look = () => {
    looking ??= lookOnce()
      // A database that is away is told by the requests themselves; the next look comes soon.
      .catch((err) => logger.warn({ err }, 'the active model could not be looked up'))
      .finally(() => {
        looking = null;
      });
    return looking;
  };
  await look();
  const timer = setInterval(look, lookEveryMs);
  timer.unref();

  return {
    inUse: (): Encoder => serving.encoder,
    problem: () => problem,
    async look() {
      await looking; // it may have asked before what the caller knows
      await look();
    },
    borrow: (modelId) => encoders.take(modelId),
    async close() {
      clearInterval(timer);
      await looking;
      for (const [lent, wait] of retired) {
        clearTimeout(wait);
        lent.release();
      }
      next?.release();
      serving.release();
      await forgetProcess(db, processName).catch(() => {}); // the others notice soon
    },
  };
}
