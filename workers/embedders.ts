// One embedder for each model that is kept complete: loaded when its first photo comes, let go when it is no longer kept.
import type { Queryable } from '../catalog/database/database.ts';
import { keptModels } from '../catalog/photos/models.ts';
import type { Encoder } from '../clip/encoder.ts';
import { createEmbedder, type Embedder, type EmbedOutcome, type PhotoSource } from './embed-photo.ts';
import type { EmbedPayload } from './job-payloads.ts';
import type { Logger } from './logger.ts';
import type { ShopFetchers } from './shop-fetchers.ts';

export type VisionEncoder = Pick<Encoder, 'modelId' | 'dimension' | 'preprocessing' | 'embedPixels'>;

/** Loads another model than the worker's own. */
export type OpenEncoder = (modelId: string) => Promise<{ encoder: VisionEncoder; release(): void }>;

export interface EmbeddersOptions {
  db: Queryable;
  /** The worker's own, which counts as active while none is. */
  encoder: VisionEncoder;
  /** Left out, only the own model can be embedded. */
  openEncoder: OpenEncoder | undefined;
  fetchers: ShopFetchers;
  logger: Logger;
}

export interface Embedders {
  /**
   * Does nothing for a model that is not kept (any more).
   * @throws ModelUnavailable when this process can't load it; and what an Embedder throws
   */
  embed(job: EmbedPayload, from?: PhotoSource): Promise<EmbedOutcome>;
  /** @throws ModelUnavailable */
  encoderOf(modelId: string): Promise<VisionEncoder>;
  /** Lets go of models that are no longer kept, photos or not. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** This process can't load the model; another may. */
export class ModelUnavailable extends Error {
  override name = 'ModelUnavailable';
}

interface Opened {
  encoder: VisionEncoder;
  embedder: Embedder;
  release(): void;
}

// One statement a second instead of one for each photo.
const keptForMs = 1_000;
// A model that can't be loaded is not tried again with every photo.
const tryAgainMs = 5_000;

export function createEmbedders(options: EmbeddersOptions): Embedders {
  const { db, encoder: own, openEncoder, fetchers, logger } = options;
  const opened = new Map<string, Promise<Opened>>();
  const failures = new Map<string, { error: ModelUnavailable; until: number }>();
  let kept: { models: ReturnType<typeof keptModels>; until: number } | null = null;

  async function load(modelId: string): Promise<Opened> {
    const known = failures.get(modelId);
    if (known && known.until > Date.now()) throw known.error;
    try {
      const { encoder, release } = await openModel(modelId);
      failures.delete(modelId);
      return { encoder, release, embedder: createEmbedder({ db, encoder, fetchers, logger }) };
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      const error = new ModelUnavailable(`${modelId} can't be loaded here: ${why}`, { cause });
      failures.set(modelId, { error, until: Date.now() + tryAgainMs });
      opened.delete(modelId);
      throw error;
    }
  }

  async function openModel(modelId: string) {
    if (openEncoder) return openEncoder(modelId);
    if (modelId !== own.modelId) throw new Error(`only ${own.modelId} is loaded`);
    return { encoder: own, release: () => {} };
  }

  function open(modelId: string): Promise<Opened> {
    const found = opened.get(modelId) ?? load(modelId);
    opened.set(modelId, found);
    return found;
  }

  function readKept() {
    if (kept && kept.until > Date.now()) return kept.models;
    const models = keptModels(db, own.modelId);
    kept = { models, until: Date.now() + keptForMs };
    models.then(letGo, () => {
      kept = null;
    });
    return models;
  }

  function letGo(models: Awaited<ReturnType<typeof keptModels>>): void {
    for (const [id, one] of opened) {
      if (models.some((model) => model.id === id)) continue;
      opened.delete(id);
      void close(one);
    }
  }

  return {
    async embed(job, from) {
      const model = (await readKept()).find(({ id }) => id === job.model);
      if (!model) return 'nothing to do';
      const { embedder } = await open(job.model);
      return embedder.embed(job.photoId, { ...from, stored: model.photosFrom === 'stored' });
    },
    encoderOf: async (modelId) => (await open(modelId)).encoder,
    async tidy() {
      await readKept();
    },
    async close() {
      const all = [...opened.values()];
      opened.clear();
      await Promise.all(all.map(close));
    },
  };
}

async function close(one: Promise<Opened>): Promise<void> {
  const opened = await one.catch(() => null); // whoever opened it was told
  await opened?.embedder.close();
  opened?.release();
}
